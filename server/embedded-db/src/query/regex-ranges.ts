/** Sets of characters as ranges of code points, for classes that JavaScript spells otherwise or not at all. */
export type Ranges = readonly (readonly [number, number])[]

const MAX = 0x10ffff

const SPACE: Ranges = [
  [9, 13],
  [32, 32],
]
const HORIZONTAL: Ranges = [
  [9, 9],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x180e, 0x180e],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
]
const VERTICAL: Ranges = [
  [10, 13],
  [0x85, 0x85],
  [0x2028, 0x2029],
]
const DIGIT: Ranges = [[48, 57]]
const UPPER: Ranges = [[65, 90]]
const LOWER: Ranges = [[97, 122]]
const ALPHA: Ranges = [...UPPER, ...LOWER]
const ALNUM: Ranges = [...DIGIT, ...ALPHA]
const WORD: Ranges = [...DIGIT, ...UPPER, [95, 95], ...LOWER]

/** `\d`, `\s`, `\w`, `\h` and `\v` without Unicode properties (PCRE2_UCP), as MongoDB has them. */
export const ESCAPES: Readonly<Record<string, Ranges>> = {
  d: DIGIT,
  s: SPACE,
  w: WORD,
  h: HORIZONTAL,
  v: VERTICAL,
}

export const POSIX: Readonly<Record<string, Ranges>> = {
  alpha: ALPHA,
  digit: DIGIT,
  alnum: ALNUM,
  upper: UPPER,
  lower: LOWER,
  space: SPACE,
  blank: [
    [9, 9],
    [32, 32],
  ],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  xdigit: [...DIGIT, [65, 70], [97, 102]],
  word: WORD,
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  graph: [[33, 126]],
  print: [[32, 126]],
  ascii: [[0, 127]],
}

export function complement(ranges: Ranges): Ranges {
  const rest: [number, number][] = []
  let from = 0
  for (const [low, high] of ranges) {
    if (low > from) rest.push([from, low - 1])
    from = high + 1
  }
  if (from <= MAX) rest.push([from, MAX])
  return rest
}

const point = (code: number) => `\\u{${code.toString(16)}}`

/** The inside of a class. */
export const inside = (ranges: Ranges): string =>
  ranges.map(([low, high]) => (low === high ? point(low) : `${point(low)}-${point(high)}`)).join('')
