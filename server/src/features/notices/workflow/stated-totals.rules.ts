import {
  bareLabel,
  type Cell,
  type Column,
  type FieldProblem,
  type TotalRow,
  totalOf,
  type WholeContent,
} from '@hutang/shared'
import { type Figure, figuresIn, figureText, says, type Unit } from './figures.rules'

/** The sum of one column. */
export interface Known {
  /** It stands below the table; otherwise (单价, 标准) no sentence contradicts it, but one may well say it. */
  shown: boolean
  unit: Unit
  value: number
  line: TotalRow['kind']
  /** 合计, 收入合计 … */
  name: string
  /** Of its column, without the unit. */
  label: string
  /** For things that are counted: the words that count them. */
  of: readonly string[]
}

const units: Partial<Record<Column['kind'], Unit>> = { money: 'money', area: 'area', integer: 'count' }

/** How sentences count what a column counts: 服务次数 in 次, 面积（㎡） in 平方米. */
const countedBy: [label: RegExp, of: string[]][] = [
  [/人次/, ['人次']],
  [/工日/, ['工日', '个工日', '个工']],
  [/㎡|平方米/, ['m2', '平方米']],
  [/人/, ['人']],
  [/户/, ['户']],
  [/次/, ['次']],
  [/份/, ['份']],
  [/件/, ['件']],
]

/** The sums below a table, and what its other columns of figures add up to. */
export function knownTotals(
  columns: readonly Column[],
  totals: readonly TotalRow[],
  rows: readonly { cells: readonly Cell[] }[] = [],
): Known[] {
  const known = (shown: boolean, { kind: line, label: name, cells }: TotalRow) =>
    columns.flatMap(({ kind, label }, at): Known[] => {
      const [value, unit] = [cells[at], units[kind]]
      if (typeof value !== 'number' || !unit) return []
      const of = unit === 'count' ? (countedBy.find(([word]) => word.test(label))?.[1] ?? []) : []
      if (unit === 'count' && of.length === 0) return []
      return [{ shown, unit, value, line, name, label: bareLabel(label), of }]
    })
  const plain = columns.map((column, at) => (totalOf(column) === 'none' ? addedUp(rows, at) : null))
  return [
    ...totals.flatMap((row) => known(true, row)),
    ...known(false, { kind: 'sum', label: '', cells: plain }),
  ]
}

const addedUp = (rows: readonly { cells: readonly Cell[] }[], at: number): number =>
  rows.reduce((sum, { cells }) => {
    const cell = cells[at]
    return typeof cell === 'number' ? sum + cell : sum
  }, 0)

const totalWord = /合计|总计|共计|总共|一共|总额|总数|总和|总金额|全部是|共$|共有$|^共/
/** Not a sum of this table: a rate, a limit, a plan, another time, an example. */
const otherWord = /每|单价|标准|最[多高低少]|不超过|以[上下]|预算|控制价|评估|约|比/
const otherTime = /去年|上[年季月次期]|比如|例如|其中/
const incomeWord = /收入|收了|进账/
const expenseWord = /支出|花了|开支|付了/

/** What is left of a heading when words are taken off that sentences leave out: 本季流转费 is spoken of as 流转. */
const stemOf = (label: string): string =>
  label.replace(/^(?:本[季月年期]|[全年月])|总|(?:面积|金额|费用?|数量?|款)$/g, '')

/** The sums that a figure claims to be: of its unit, and after a word for a sum, or the heading's own word. */
function claimed(figure: Figure, known: readonly Known[]): readonly Known[] {
  const alike = known.filter(
    ({ unit, of }) => unit === figure.unit && (unit !== 'count' || of.includes(figure.of)),
  )
  const { before } = figure
  if (otherTime.test(before)) return []
  const word = before.search(totalWord)
  if (word >= 0) return otherWord.test(before.slice(word)) ? [] : alike
  if (otherWord.test(before)) return []
  const sided = alike.filter(
    ({ line }) =>
      (line === 'income' && incomeWord.test(before)) || (line === 'expense' && expenseWord.test(before)),
  )
  if (sided.length > 0) return sided
  const tail = before.replace(/(?:面积|金额|费|了|是|为|:| )+$/, '')
  return alike.filter(
    ({ label, line }) => line === 'sum' && stemOf(label).length > 1 && tail.endsWith(stemOf(label)),
  )
}

/** A figure may also be two columns together (土地补偿和青苗补偿一共 …), but never income and spending. */
function isOneOf(figure: Figure, sums: readonly Known[]): boolean {
  const values = sums.map(({ value }) => value)
  const added = sums.flatMap(({ line, value }) => (line === 'sum' ? [value] : []))
  const pairs = added.flatMap((one, at) => added.slice(at + 1).map((other) => one + other))
  const all = added.reduce((sum, value) => sum + value, 0)
  return [...values, ...pairs, all].some((value) => says(figure, value))
}

/** The sum that the sentence most likely means. */
function meant(figure: Figure, sums: readonly Known[]): Known | undefined {
  const shown = sums.filter((one) => one.shown)
  const named = shown.filter(({ label }) => figure.before.includes(stemOf(label)))
  const among = named.length > 0 ? named : shown
  return [...among].sort((a, b) => Math.abs(a.value - figure.value) - Math.abs(b.value - figure.value))[0]
}

const places = ({ title, plain, elements }: Pick<WholeContent, 'title' | 'plain' | 'elements'>) => [
  { field: 'content.title', where: '标题', text: title },
  { field: 'content.plain', where: '一句话说清', text: plain },
  ...elements.map(({ name, text }) => ({ field: 'content.elements', where: `要素“${name}”`, text })),
]

type Words = Pick<WholeContent, 'title' | 'plain' | 'elements'>

/** Each sum that the words state and the table contradicts, with both figures. */
export const contradicted = (words: Words, known: readonly Known[]): FieldProblem[] =>
  places(words).flatMap(({ field, where, text }) =>
    figuresIn(text).flatMap((figure) => {
      const sums = claimed(figure, known)
      const sum = isOneOf(figure, sums) ? undefined : meant(figure, sums)
      if (!sum) return []
      const truth = figureText(sum.unit, sum.value, figure.of)
      const message = `${where}里写的是“${figure.said}”，附表“${sum.label}”${sum.name}是 ${truth}，两个数不一样，请核对。`
      return [{ field, message }]
    }),
  )

/** The words that give away a sum which the table keeps to itself because too few households stand behind it. */
export const givenAway = (words: Words, hidden: readonly Known[]): FieldProblem[] =>
  places(words).flatMap(({ field, where, text }) =>
    figuresIn(text).some(
      (figure) =>
        figure.unit !== 'count' && hidden.some((one) => one.unit === figure.unit && says(figure, one.value)),
    )
      ? [
          {
            field,
            message: `${where}里写了合计。这一项各户只看自家的数，户数太少，从合计能算出别人家的，请只写户数。`,
          },
        ]
      : [],
  )

const opening = /^(?:期初|月初|季初|年初)/
const closing = /^(?:期末|月末|月底|季末|年末)/

/** Opening balance, the period's balance and closing balance, where the words state the first and the last. */
export function unbalanced({ elements }: Words, known: readonly Known[]): FieldProblem[] {
  const stated = (of: RegExp) => {
    const texts = elements.filter(({ name, text }) => of.test(name) || of.test(text.trim()))
    const figures = texts.flatMap(({ text }) => figuresIn(text).filter(({ unit }) => unit === 'money'))
    return figures[0]
  }
  const balances = known.filter(({ line }) => line === 'balance')
  const [before, after, balance] = [stated(opening), stated(closing), balances[0]]
  if (!before || !after || !balance || balances.length > 1) return []
  const truth = before.value + balance.value
  if (after.within > 100 || before.within > 100 || after.value === truth) return []
  const sum = `${figureText('money', before.value)} 加本期收入减支出（${figureText('money', balance.value)}）`
  return [
    {
      field: 'content.elements',
      message: `期初 ${sum}是 ${figureText('money', truth)}，文字里写的期末是“${after.said}”，两个数不一样，请核对。`,
    },
  ]
}
