import type { Paper } from './paper'

/** Points. A3 is A4 times the square root of two, and so is its type. */
export interface Style {
  width: number
  height: number
  margin: number
  masthead: number
  title: number
  lead: number
  heading: number
  body: number
  table: number
  small: number
  qr: number
  /** Of a hairline. */
  line: number
}

const pages = { A4: { width: 595.28, height: 841.89 }, A3: { width: 841.89, height: 1190.55 } }
const larger = Math.SQRT2

const types = {
  // Body of 15 points on A4 and 21 on A3: read from two metres by who reads a newspaper at forty centimetres.
  board: { masthead: 30, title: 25, lead: 18, heading: 18, body: 15, table: 15, small: 11, qr: 92 },
  // To be read aloud, at arm's length and without glasses (大喇叭).
  aloud: { masthead: 26, title: 24, lead: 22, heading: 18, body: 22, table: 16, small: 12, qr: 84 },
  // For an elder at the own table: nothing that matters is smaller than 16 (一户一单).
  home: { masthead: 26, title: 22, lead: 18, heading: 18, body: 16, table: 16, small: 12, qr: 84 },
  office: { masthead: 20, title: 18, lead: 13, heading: 13, body: 11.5, table: 10, small: 9, qr: 80 },
}

/** How a paper is laid out: upright or turned, its type as it should be or a little smaller. */
export interface Setting {
  landscape: boolean
  scale: number
}

/** Still 14 points on A4 and 20 on A3. */
export const smallestScale = 0.945

export function styleOf({ size, reading }: Pick<Paper, 'size' | 'reading'>, setting: Setting): Style {
  const { width, height } = pages[size]
  const { landscape, scale } = setting
  const times = size === 'A3' ? larger : 1
  const type = Object.fromEntries(
    Object.entries(types[reading]).map(([name, points]) => [name, points * times * scale]),
  ) as Record<keyof typeof types.board, number>
  const sides = landscape ? { width: height, height: width } : { width, height }
  return { ...sides, ...type, margin: 46 * times, line: 0.6 * times }
}

export const colours = {
  ink: '#1F1B16',
  quiet: '#5C544A',
  red: '#A6261D',
  tint: '#F8EEEA',
  hair: '#C9BFB3',
  wave: '#E7C9C3',
}
