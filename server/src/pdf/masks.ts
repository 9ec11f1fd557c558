import { personalDataIn } from '@hutang/shared/rules'

/** A piece of text where it stands on the page, in pixels of its picture. */
export interface Piece {
  text: string
  x: number
  y: number
  width: number
  height: number
}

export type Box = Pick<Piece, 'x' | 'y' | 'width' | 'height'>

/** Pieces whose text holds personal data, alone or with what stands beside it on the same line. */
export function boxesOf(pieces: readonly Piece[]): Box[] {
  return linesOf(pieces).flatMap((line) => piecesToHide(line).map(padded))
}

/** From the top to the bottom, each from the left to the right. */
function linesOf(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = []
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    const line = lines.at(-1)
    const last = line?.[0]
    if (line && last && piece.y - last.y < Math.max(last.height, piece.height) / 2) line.push(piece)
    else lines.push([piece])
  }
  return lines.map((line) => line.sort((a, b) => a.x - b.x))
}

function piecesToHide(line: readonly Piece[]): Piece[] {
  const whole = textOf(line)
  const kinds = personalDataIn(whole).length
  if (kinds === 0) return []
  const alone = line.filter(({ text }) => personalDataIn(text).length > 0)
  if (alone.length > 0 && personalDataIn(textOf(line.filter((one) => !alone.includes(one)))).length === 0)
    return alone
  // A number that was set in several pieces: all that has a digit.
  return line.filter(({ text }) => /[\dXx]/.test(text))
}

const textOf = (line: readonly Piece[]): string =>
  line.map(({ text }, at) => `${at > 0 && isApart(line[at - 1], line[at]) ? ' ' : ''}${text}`).join('')

const isApart = (before: Piece | undefined, piece: Piece | undefined): boolean =>
  !!before && !!piece && piece.x - (before.x + before.width) > piece.height / 3

const padded = ({ x, y, width, height }: Piece): Box => {
  const edge = Math.ceil(height / 4)
  return { x: x - edge, y: y - edge, width: width + 2 * edge, height: height + 2 * edge }
}
