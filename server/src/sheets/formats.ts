/** How a number format shows a number; a number is otherwise its own value. */
export type Shown =
  | { as: 'plain' }
  /** 日期: with the time of day where the format shows it. */
  | { as: 'date'; time: boolean }
  | { as: 'time' }
  | { as: 'percent' }
  /** The format shows nothing at all. */
  | { as: 'nothing' }
  /** Zeros in front (0012), a word around it (第3组), or another unit (12.5万). */
  | { as: 'text'; before: string; after: string; digits: number; divisor: number }

interface Section {
  holds: ((value: number) => boolean) | null
  shown: Shown
}

/** The sections of a format in their order. */
export type NumberFormat = readonly Section[]

/** ECMA-376 18.8.30; 27–36 and 50–58 as Chinese editions show them: 31 is yyyy年m月d日, 57 yyyy年m月, 58 m月d日. */
const builtIn: Readonly<Record<number, string>> = {
  9: '0%',
  10: '0.00%',
  ...codes([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58], 'yyyy-mm-dd'),
  22: 'yyyy-mm-dd hh:mm',
  ...codes([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56], 'hh:mm'),
}

function codes(ids: readonly number[], code: string): Record<number, string> {
  return Object.fromEntries(ids.map((id) => [id, code]))
}

/** The format of a style by its number, or by the code that the file gives for the number. */
export const formatOf = (id: number, code = builtIn[id]): NumberFormat =>
  code === undefined ? [] : sectionsOf(code)

/** How the format shows this number. */
export function shownBy(format: NumberFormat, value: number): Shown {
  const found = format.some(({ holds }) => holds)
    ? format.find(({ holds }) => !holds || holds(value))
    : format[placeOf(value, format.length)]
  return found?.shown ?? { as: 'plain' }
}

/** Positive; negative; zero; text. */
const placeOf = (value: number, sections: number): number => {
  if (value < 0 && sections > 1) return 1
  return value === 0 && sections > 2 ? 2 : 0
}

const quoted = /"[^"]*"|\\.|!./g

const sectionsOf = (code: string): NumberFormat =>
  (code.match(/(?:"[^"]*"|\\.|!.|[^;])+|(?<=^|;)(?=;|$)/g) ?? ['']).map((section) => ({
    holds: conditionOf(section),
    shown: shownAs(section),
  }))

function conditionOf(section: string): Section['holds'] {
  const [, sign, number] = /\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]/.exec(section) ?? []
  const bound = Number(number)
  switch (sign) {
    case '<':
      return (value) => value < bound
    case '<=':
      return (value) => value <= bound
    case '>':
      return (value) => value > bound
    case '>=':
      return (value) => value >= bound
    case '=':
      return (value) => value === bound
    case '<>':
      return (value) => value !== bound
    default:
      return null
  }
}

function shownAs(section: string): Shown {
  const bare = section
    .replace(quoted, '')
    .replace(/[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  if (section.trim() === '') return { as: 'nothing' }
  if (/^\s*(?:general|G\/通用格式|@)?\s*$/i.test(bare)) return withWords(section, bare)
  if (bare.includes('%')) return { as: 'percent' }
  const letters = bare.replace(/general|G\/通用格式|[eE][+-]/gi, '')
  const day = /[ydg]|a{3,4}/i.test(letters.replace(/am\/pm|a\/p/gi, ''))
  const time = /[hs]|上午|am\/pm/i.test(letters)
  if (day || (/m/i.test(letters) && !time)) return { as: 'date', time }
  if (time) return { as: 'time' }
  return withWords(section, bare)
}

/** Words that belong to the value: another unit, a number in a list, letters of a code; not 元, 亩 or ¥. */
const telling = /[万亿第组号A-Za-z]|千(?![克米瓦])|百(?!分)/

function withWords(section: string, bare: string): Shown {
  const pattern = section.replace(/\[[^\]]*\]/g, '').replace(/[_*]./g, '')
  const places = /[0#?](?:[0#?.,]|\\\.|!\.|"\.")*/.exec(pattern)?.[0]
  if (places === undefined) return { as: 'plain' }
  const at = pattern.indexOf(places)
  const [before, after] = [wordsIn(pattern.slice(0, at)), wordsIn(pattern.slice(at + places.length))]
  const [, behind = ''] = places.split(/\\\.|!\.|"\."/)
  const thousands = /[0#?](,+)$/.exec(places)?.[1]?.length ?? 0
  const divisor = 1000 ** thousands * 10 ** behind.replace(/[^0#?]/g, '').length
  const digits = /^0+$/.test(places) ? places.length : 1
  const isPlain = divisor === 1 && digits === 1 && !telling.test(before + after)
  return isPlain || bare.includes('/') ? { as: 'plain' } : { as: 'text', before, after, digits, divisor }
}

const wordsIn = (part: string): string =>
  (part.match(/"[^"]*"|\\.|!.|[\u4e00-\u9fff]/g) ?? [])
    .map((word) => (word.startsWith('"') ? word.slice(1, -1) : word.replace(/^[\\!]/, '')))
    .join('')
    .trim()
