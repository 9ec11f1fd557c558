import { areaText, moneyText } from '@hutang/shared'

export type Unit = 'money' | 'area' | 'count'

/** A figure that a sentence gives: money in fen, area in hundredths of a mu, other things as they are counted. */
export interface Figure {
  unit: Unit
  value: number
  /** How far the true value may lie from it: "1.2 万元" is anything that is said so, rounded or cut off. */
  within: number
  /** What is counted: 人, 户, 次 … ; empty for money and area. */
  of: string
  /** The words before it, back to the figure before or the beginning of the clause. */
  before: string
  said: string
}

const countWords = '人次|个工日|工日|个工|平方米|m2|人|户|次|份|件|笔|只|辆|棵'
const pattern = new RegExp(
  `(?<yuan>[¥$])?(?<digits>-?\\d[\\d,]*(?:\\.\\d+)?) ?(?<wan>[万亿])? ?(?<word>元|亩|${countWords})?`,
  'g',
)

/** A comma before three digits separates thousands, not clauses. */
const thousands = /([\d０-９])[,，](?=[\d０-９]{3}(?![\d０-９]))/g

/** A text in its clauses, spaces and full-width signs made alike. */
const clausesOf = (text: string): string[] =>
  text
    .replace(thousands, '$1,')
    .split(/[，。；：！？、\n]|\.(?!\d)/)
    .flatMap((clause) =>
      clause
        .normalize('NFKC')
        .replace(/\s+/g, ' ')
        .split(/[,;!?](?!\d)/),
    )

/** The figures of a text with their unit, exactly; a figure without one says nothing that could be compared. */
export const figuresIn = (text: string): Figure[] => clausesOf(text).flatMap(figuresInClause)

function figuresInClause(clause: string): Figure[] {
  const found: Figure[] = []
  let from = 0
  for (const match of clause.matchAll(pattern)) {
    const { yuan = '', digits = '', wan = '', word = '' } = match.groups ?? {}
    const unit = yuan || word === '元' ? 'money' : word === '亩' ? 'area' : word ? 'count' : null
    const before = clause.slice(from, match.index)
    from = match.index + match[0].length
    if (!unit) continue
    const scale = (unit === 'count' ? 1 : 100) * (wan === '万' ? 1e4 : wan === '亿' ? 1e8 : 1)
    const plain = digits.replaceAll(',', '')
    const decimals = plain.split('.')[1]?.length ?? 0
    const value = Math.round(Number(plain) * scale)
    const said = match[0].trim()
    found.push({
      unit,
      value,
      within: scale / 10 ** decimals,
      of: unit === 'count' ? word : '',
      before,
      said,
    })
  }
  return found
}

/** Whether a figure says this value: exactly, or as the rounded or cut off figure that it is. */
export const says = ({ value, within }: Figure, truth: number): boolean =>
  value === truth || (within > 1 && Math.abs(value - truth) < within)

export function figureText(unit: Unit, value: number, of = ''): string {
  if (unit === 'money') return moneyText(value, { approximate: false })
  return unit === 'area' ? areaText(value) : `${value} ${of}`.trim()
}
