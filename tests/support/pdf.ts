import { inflateSync } from 'node:zlib'
import jsQR from 'jsqr'

export interface PdfPage {
  /** In points. */
  width: number
  height: number
  /** Every text in the order in which it was drawn, without anything between. */
  text: string
  /** What the QR codes on it say. */
  codes: string[]
  /** The sizes of type, each once. */
  sizes: number[]
}

interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/** Reads what pdfkit has written: texts through their ToUnicode maps, and QR codes from their black rectangles. */
export function readPdf(bytes: Buffer): PdfPage[] {
  const objects = objectsIn(bytes)
  const find = (number: string | undefined) => objects.get(Number(number))
  return [...objects.values()].flatMap(({ head }) => {
    if (!/\/Type \/Page\b/.test(head)) return []
    const [, width = '0', height = '0'] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(head) ?? []
    const contents = find(/\/Contents (\d+) 0 R/.exec(head)?.[1])
    const resources = find(/\/Resources (\d+) 0 R/.exec(head)?.[1])
    const fonts = new Map(
      [...(resources?.head ?? '').matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', number]) => {
        const map = /\/ToUnicode (\d+) 0 R/.exec(find(number)?.head ?? '')?.[1]
        return [name, unicodesIn(find(map)?.stream ?? '')] as const
      }),
    )
    return [{ width: Number(width), height: Number(height), ...drawnBy(contents?.stream ?? '', fonts) }]
  })
}

export const textOfPdf = (bytes: Buffer): string =>
  readPdf(bytes)
    .map(({ text }) => text)
    .join('\n')

interface PdfObject {
  head: string
  stream: string
}

function objectsIn(bytes: Buffer): Map<number, PdfObject> {
  const text = bytes.toString('latin1')
  const objects = new Map<number, PdfObject>()
  for (const { 1: number, index } of text.matchAll(/^(\d+) 0 obj\n/gm)) {
    const stream = text.indexOf('stream\n', index)
    const end = text.indexOf('endobj', index)
    const head = text.slice(index, stream >= 0 && stream < end ? stream : end)
    const [, length] = /\/Length (\d+)/.exec(head) ?? []
    const from = stream + 'stream\n'.length
    const body = length && stream < end ? bytes.subarray(from, from + Number(length)) : null
    const plain = body && /\/Filter \/FlateDecode/.test(head) ? inflateSync(body) : body
    objects.set(Number(number), { head, stream: plain?.toString('latin1') ?? '' })
  }
  return objects
}

/** `<0000> <0002> [<0000> <62a4> <5858>]`: the characters of a range of codes. */
function unicodesIn(map: string): Map<number, string> {
  const characters = new Map<number, string>()
  for (const [, from = '0', list = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    const all = [...list.matchAll(/<([0-9a-f ]*)>/gi)]
    for (const [at, [, hex = '']] of all.entries()) {
      const units = Buffer.from(hex.replace(/ /g, ''), 'hex').swap16()
      characters.set(Number.parseInt(from, 16) + at, units.toString('utf16le'))
    }
  }
  return characters
}

function drawnBy(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>) {
  let text = ''
  let font: ReadonlyMap<number, string> = new Map()
  let pending: Rectangle[] = []
  const codes: string[] = []
  const sizes = new Set<number>()
  for (const line of stream.split('\n')) {
    const [, name, size] = /^\/(F\d+) ([\d.]+) Tf/.exec(line) ?? []
    if (name) {
      font = fonts.get(name) ?? new Map()
      sizes.add(Number(size))
    }
    const rectangle = /^(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re$/.exec(line)
    if (rectangle) {
      const [x = 0, y = 0, width = 0, height = 0] = rectangle.slice(1).map(Number)
      pending.push({ x, y, width, height })
    } else if (line === 'f' || line === 'S') {
      const code = pending.length > 50 ? codeIn(pending) : null
      if (code !== null) codes.push(code)
      pending = []
    } else if (line.endsWith(' TJ')) {
      for (const [, hex = ''] of line.matchAll(/<([0-9a-f]+)>/g)) {
        for (const [code] of hex.matchAll(/.{4}/g)) text += font.get(Number.parseInt(code, 16)) ?? '\ufffd'
      }
    }
  }
  return { text, codes, sizes: [...sizes] }
}

const pixels = 6
const quiet = 4

/** Painted module by module, then read as a camera would. */
function codeIn(rectangles: readonly Rectangle[]): string | null {
  const module = Math.min(...rectangles.map(({ height }) => height)) / 1.02
  const left = Math.min(...rectangles.map(({ x }) => x))
  const top = Math.min(...rectangles.map(({ y }) => y))
  const place = (length: number) => Math.round(length / module)
  const modules = Math.max(...rectangles.map(({ y }) => place(y - top))) + 1
  const side = (modules + 2 * quiet) * pixels
  const image = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const { x, y, width } of rectangles) {
    const from = (place(x - left) + quiet) * pixels
    const down = (place(y - top) + quiet) * pixels
    for (let row = down; row < down + pixels; row++) {
      for (let at = from; at < from + place(width) * pixels; at++) {
        image.fill(0, (row * side + at) * 4, (row * side + at) * 4 + 3)
      }
    }
  }
  return jsQR(image, side, side)?.data ?? null
}
