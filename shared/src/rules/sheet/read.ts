import type { Column } from '../../contract/domain'
import type { CellContext } from '../table-cells'
import { mostColumns, mostRows } from '../table-limits'
import { type Accounts, accountsIn } from './accounts'
import { comparing } from './against-last'
import type {
  LeftOut,
  SheetAnswers,
  SheetOptions,
  SheetProblem,
  SheetRead,
  SheetRow,
  SumCheck,
} from './answers'
import { statedBalances } from './balance'
import { plain, textOf } from './cells'
import { type Columns, matchColumns } from './columns'
import { countValue, noValues, type Values } from './guess'
import { findHeading } from './heading'
import { tyingHouseholds } from './households'
import { type Layout, type Line, layOut } from './layout'
import { fillQuestion, headingQuestion, totalsQuestion, unitQuestions } from './questions'
import { fillable, filledDown, readLine } from './rows'
import { mendedSheet, shownSheet, splitSheet } from './shape'
import { type Counted, checkSums } from './sums'
import type { Heading, Sheet } from './types'

/** Rows between two breaths: a page shows meanwhile how far it is. */
const stride = 400

const noAnswers: SheetAnswers = { choices: {}, columns: {}, cells: {}, households: {}, without: [] }

/** Reads a sheet at once. */
export function readSheet(sheet: Sheet, options: SheetOptions): SheetRead {
  const steps = readingSheet(sheet, options)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Reads a sheet step by step; each step says how much of it is done, from 0 to 1. Nothing but its arguments decides. */
export function* readingSheet(whole: Sheet, options: SheetOptions): Generator<number, SheetRead> {
  const said = { ...noAnswers, ...options.answers }
  const shown = shownSheet(whole)
  const split = splitSheet(shown.sheet, said.choices.split)
  const mended = mendedSheet(split.sheet, said.cells)
  const found = headingOf(mended, options, said)
  const accounts = accountsIn(mended, found, said.choices.accounts)
  const { sheet, heading } = accounts ?? { sheet: mended, heading: found }
  const answers = accounts ? withAccounts(said, accounts) : said
  const layout = layOut(sheet, heading, answers)
  yield 0.1
  const { places, under } = layout
  if (under) withUnder(layout)
  const values = yield* valuesOf(layout.lines, places.length)
  const columns = matchColumns({ places, values, lines: layout.lines, heading, options, answers })
  const fills = fillable(layout.lines, columns.matched, places, sheet.merges)
  const questions = [
    ...(split.question ? [split.question] : []),
    ...headingQuestion(heading, columns, answers),
    ...(accounts ? [accounts.question] : []),
    ...layout.questions,
    ...unitQuestions(columns, answers),
    ...fills.map((fill) => fillQuestion(places[fill.at]?.columns[0] ?? fill.at, fill, answers)),
  ]
  const filling = fills.flatMap(({ at }) =>
    questions.some(({ id, chosen }) => id === `fill:${places[at]?.columns[0] ?? at}` && chosen === 'fill')
      ? [at]
      : [],
  )
  const lines = filling.length > 0 ? filledDown(layout.lines, filling) : layout.lines
  const read = yield* rowsOf(lines, layout, columns, {
    year: yearOf(heading, whole),
    ...(options.today === undefined ? {} : { today: options.today }),
  })
  const totals = totalsQuestion(read.counted, answers)
  const keep = totals?.chosen === 'keep'
  const rows = keep ? read.all : read.rows
  const ties = yield* at(0.9, tyingHouseholds(columns.table, rows, options.households, answers.households))
  yield 0.95
  const differences = options.last ? yield* at(0.95, comparing(columns.table, ties.rows, options.last)) : null
  return {
    heading,
    columns: columns.matched,
    table: { columns: columns.table, rows: ties.rows },
    problems: [
      ...limits(columns, rows),
      ...(keep ? read.problems.concat(read.problemsOfSums) : read.problems),
    ],
    questions: [...questions, ...(totals ? [totals] : [])],
    sums: sumsOf(columns.table, read.counted, layout),
    balances: accounts?.balances ?? statedBalances(columns.table, read.counted),
    households: ties.matches,
    differences,
    left: [...shown.left, ...layout.left, ...(keep ? [] : totalsLeft(read.counted)), ...columnsLeft(columns)],
  }
}

/** Where the columns of an accounting program go, unless the clerk has said otherwise; rows that are none. */
const withAccounts = (said: SheetAnswers, { columns, without }: Accounts): SheetAnswers => ({
  ...said,
  columns: { ...columns, ...said.columns },
  without: [...said.without, ...without],
})

/** The breaths of a part, as how much of all is done by then. */
function* at<T>(done: number, steps: Generator<void, T>): Generator<number, T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    yield done
  }
}

function headingOf(sheet: Sheet, { columns, usual }: SheetOptions, { choices }: SheetAnswers): Heading {
  const found = findHeading(
    sheet,
    [...columns, ...usual].map(({ label }) => label),
  )
  const said = choices.heading
  if (said === undefined || found.rows || said === 'none') return found
  const row = found.first
  const labels = found.labels.map((_, column) => textOf(sheet.rows[row]?.[column]).replace(/\s+/g, ''))
  return { ...found, rows: { from: row, to: row }, labels, first: row + 1 }
}

/** The section or side of a line stands in a column of its own, in front. */
function withUnder({ places, lines, under }: Layout): void {
  const at = places.findIndex(
    ({ heading }) => under?.label === '组别' && /^(?:组|组别|村组|小组|组名)$/.test(plain(heading)),
  )
  for (const line of lines) {
    if (at < 0) line.cells.unshift(line.under)
    else if (textOf(line.cells[at]) === '') line.cells[at] = line.under
  }
  // No column of the sheet: it has no place there.
  if (at < 0) places.unshift({ heading: under?.label ?? '', columns: [-1] })
}

function* valuesOf(lines: readonly Line[], width: number): Generator<number, Values[]> {
  const values = Array.from({ length: width }, noValues)
  for (const [at, line] of lines.entries()) {
    if (line.total === null)
      for (const [place, one] of values.entries()) countValue(one, textOf(line.cells[place]))
    if (at % stride === stride - 1) yield 0.1 + (0.3 * at) / lines.length
  }
  return values
}

interface Rows {
  rows: SheetRow[]
  /** With those that are sums. */
  all: SheetRow[]
  counted: Counted[]
  problems: SheetProblem[]
  problemsOfSums: SheetProblem[]
}

function* rowsOf(
  lines: readonly Line[],
  { places }: Layout,
  { matched, table }: Columns,
  context: CellContext,
): Generator<number, Rows> {
  const result: Rows = { rows: [], all: [], counted: [], problems: [], problemsOfSums: [] }
  for (const [at, line] of lines.entries()) {
    const { total } = line
    const { household, cells, problems } = readLine(line, places, matched, table.length, context)
    const row: SheetRow = {
      at: line.at,
      half: line.half,
      household: total === null ? household : null,
      cells,
    }
    // The word 合计 may stand in a column of numbers, where it is no mistake.
    result[total === null ? 'problems' : 'problemsOfSums'].push(...problems)
    if (total === null) result.rows.push(row)
    result.all.push(row)
    result.counted.push({ at: line.at, half: line.half, cells, total, of: line.of, name: line.name })
    if (at % stride === stride - 1) yield 0.4 + (0.5 * at) / lines.length
  }
  return result
}

/** Income and spending beside each other have sums of their own. */
const sumsOf = (columns: readonly Column[], counted: readonly Counted[], { apart }: Layout): SumCheck[] =>
  apart
    ? [0, 1].flatMap((half) =>
        checkSums(
          columns,
          counted.filter((row) => row.half === half),
        ),
      )
    : checkSums(columns, counted)

/** The year that the title or the period of the sheet says; null where several are said, or none. */
function yearOf({ title, lines }: Heading, { name }: Sheet): string | null {
  const said = [title ?? '', name, ...lines.map(({ text }) => text)].join(' ').normalize('NFKC')
  const years = new Set([...said.matchAll(/(20\d{2})\s*[年.-]/g)].map(([, year = '']) => year))
  const [only] = years
  return years.size === 1 ? (only ?? null) : null
}

function limits({ table }: Columns, rows: readonly SheetRow[]): SheetProblem[] {
  const problem = (row: number, message: string): SheetProblem => ({
    row,
    column: null,
    label: '',
    text: '',
    message,
  })
  return [
    ...(table.length > mostColumns
      ? [problem(0, `有 ${table.length} 列，最多 ${mostColumns} 列，请把用不着的列选成“不要”。`)]
      : []),
    ...(rows.length > mostRows
      ? [problem(rows[mostRows]?.at ?? 0, `有 ${rows.length} 行，最多 ${mostRows} 行，请分成两条公开。`)]
      : []),
  ]
}

const totalsLeft = (counted: readonly Counted[]): LeftOut[] =>
  counted.flatMap(({ total, at, name }) =>
    total === null ? [] : [{ what: 'total' as const, row: at, text: name }],
  )

const columnsLeft = ({ matched }: Columns): LeftOut[] =>
  matched.flatMap(({ to, heading }) =>
    to === 'nowhere' ? [{ what: 'column' as const, row: null, text: heading }] : [],
  )
