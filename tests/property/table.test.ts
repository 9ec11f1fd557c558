import {
  type Cell,
  type Column,
  cellText,
  columnKinds,
  parseCell,
  readSheet,
  type Sheet,
  type SheetCell,
  type SheetRead,
  sheetOfText,
  tableProblems,
} from '@hutang/shared'
import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { runs } from '../support/runs'

const columnsOf = (kinds: readonly Column['kind'][]): Column[] =>
  kinds.map((kind, at) => ({ key: `c${at}`, label: `栏${'甲乙丙丁戊己'[at]}`, kind }))

const whole = fc.integer({ min: -(10 ** 12), max: 10 ** 12 }).map((value) => value + 0)
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((value) => value.trim())
  .filter((value) => value !== '' && !/^[-—–/\uFEFF']+|\t/.test(value))
const date = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  .map((value) => value.toISOString().slice(0, 10))

const cellOf: Record<Column['kind'], fc.Arbitrary<Cell>> = {
  text,
  name: text,
  group: text,
  integer: whole,
  number: whole,
  area: fc.nat({ max: 10 ** 9 }),
  money: whole,
  date,
}

interface Written {
  household: string | null
  cells: Cell[]
}

const tables = fc.array(fc.constantFrom(...columnKinds), { minLength: 1, maxLength: 6 }).chain((kinds) =>
  fc.record({
    columns: fc.constant(columnsOf(kinds)),
    rows: fc.array(
      fc.record({
        household: fc.option(fc.stringMatching(/^HT-\d{2}-\d{3}$/), { nil: null }),
        cells: fc.tuple(...kinds.map((kind) => fc.option(cellOf[kind], { nil: null }))),
      }),
      { maxLength: 8 },
    ),
  }),
)

const quotedIfNeeded = (cell: string): string =>
  /[,\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/** The table as a spreadsheet takes it: a header with 户号 first, one line a row. */
const tableText = (columns: readonly Column[], rows: readonly Written[], separator: string): string =>
  [
    ['户号', ...columns.map(({ label }) => label)],
    ...rows.map(({ household, cells }) => [
      household ?? '',
      ...columns.map((column, at) => cellText(column, cells[at] ?? null)),
    ]),
  ]
    .map((line) => line.map(quotedIfNeeded).join(separator))
    .join('\n')

/** Reads, and leaves empty what is empty. */
function readAsWritten(sheet: Sheet, columns: readonly Column[]): SheetRead {
  const options = { columns, usual: [], households: [] }
  const { questions } = readSheet(sheet, options)
  const choices = Object.fromEntries(
    questions.map(({ id, chosen }) => [id, id.startsWith('fill:') ? 'leave' : chosen]),
  )
  return readSheet(sheet, { ...options, answers: { choices } })
}

it('what a table is written as is read back the same', () => {
  fc.assert(
    fc.property(tables, fc.constantFrom('\t', ','), ({ columns, rows }, separator) => {
      // A line with one word or a date alone may as well be what stands below a table.
      const filled = rows.filter(
        ({ household, cells }) => [household, ...cells].filter((cell) => cell !== null).length > 1,
      )
      const { table, problems } = readAsWritten(sheetOfText(tableText(columns, filled, separator)), columns)
      expect(problems).toEqual([])
      expect(table.columns).toEqual(columns)
      expect(table.rows.map(({ household, cells }) => ({ household, cells }))).toEqual(filled)
    }),
    { numRuns: runs(150, 10_000), endOnFailure: true },
  )
})

const words =
  '组别 户主 金额（万元） 面积（亩） 合计 小计 单位：万元 一、收入 一组 注：外出 制表人：王某 2026年10月 甲 唐　燕 HT-1 3,5 1,234.50 (12) 35% 0012 2026/9/15 46280 ¥- — 12.5 壹佰元 " \'=1 ① ² 310116109213040012'.split(
    ' ',
  )
const pieces = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme', maxLength: 6 }))
const pasted = fc
  .array(fc.tuple(pieces, fc.constantFrom('\t', '\n', ',', '\t', ' ', '，')), { maxLength: 40 })
  .map((parts) => parts.flat().join(''))
const cells: fc.Arbitrary<SheetCell> = fc.oneof(
  pieces,
  fc.constant(null),
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.record({ date }),
  fc.record({ error: fc.constantFrom('#REF!', '#N/A') }),
)
const grid = fc.array(fc.array(cells, { maxLength: 7 }), { maxLength: 12 }).chain((rows) =>
  fc.record({
    name: fc.constant(''),
    rows: fc.constant(rows),
    merges: fc.array(
      fc.record({
        row: fc.nat(12),
        column: fc.nat(6),
        rows: fc.integer({ min: 1, max: 3 }),
        columns: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 3 },
    ),
    hidden: fc.record({
      rows: fc.array(fc.nat(12), { maxLength: 2 }),
      columns: fc.array(fc.nat(6), { maxLength: 2 }),
    }),
  }),
)
const sheets = fc.oneof(pasted.map(sheetOfText), grid)
const known = columnsOf(['name', 'area', 'money'])

it('no sheet makes more rows than it has lines, none disappears in silence, and what has no fault can be kept', () => {
  fc.assert(
    fc.property(sheets, fc.boolean(), (sheet, fixed) => {
      const read = readSheet(sheet, { columns: fixed ? known : [], usual: known, households: [] })
      const { heading, table, left, problems } = read
      const halves = new Set(table.rows.map(({ half }) => half)).size
      expect(table.rows.length).toBeLessThanOrEqual(sheet.rows.length * Math.max(1, halves))
      const said = new Set([...table.rows.map(({ at }) => at), ...left.flatMap(({ row }) => row ?? [])])
      const dumb = sheet.rows.flatMap((row, at) => {
        const shown = row.filter(
          (cell, place) =>
            cell !== null && textOf(cell).trim() !== '' && !sheet.hidden.columns.includes(place),
        )
        const heads = heading.rows && at >= heading.rows.from && at < heading.first
        return shown.length === 0 || sheet.hidden.rows.includes(at) || said.has(at) || heads ? [] : [at]
      })
      expect(dumb.filter((at) => !isNumbering(sheet, at) && !isRule(sheet, at))).toEqual([])
      if (problems.length > 0) return
      const wrong = tableProblems({ caption: '', columns: table.columns, rows: table.rows }, null)
      expect(wrong.filter(({ message }) => !/重复/.test(message))).toEqual([])
    }),
    { numRuns: runs(200, 10_000), endOnFailure: true },
  )
})

const textOf = (cell: SheetCell): string =>
  cell !== null && typeof cell === 'object' ? ('date' in cell ? cell.date : cell.error) : String(cell ?? '')
const isNumbering = ({ rows }: Sheet, at: number): boolean =>
  (rows[at] ?? []).every((cell) => cell === null || /^\d*$/.test(textOf(cell)))
const isRule = ({ rows }: Sheet, at: number): boolean => /^[|\s:+=-]*$/.test(textOf(rows[at]?.[0] ?? null))

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')
const wide = (written: string): string =>
  written.replace(/[0-9.,]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const ways: ((whole: string, decimals: string) => string)[] = [
  (whole, decimals) => `${whole}.${decimals}`,
  (whole, decimals) => `${grouped(whole)}.${decimals}`,
  (whole, decimals) => `¥ ${grouped(whole)}.${decimals}`,
  (whole, decimals) => `${whole}.${decimals}元`,
  (whole, decimals) => wide(`${grouped(whole)}.${decimals}`),
  (whole, decimals) => `人民币${whole}.${decimals}元整`,
]

it('a figure is read for what it says, however it is written, or not at all: never for another', () => {
  const column: Column = { key: 'a', label: '金额（元）', kind: 'money' }
  fc.assert(
    fc.property(
      fc.nat(10 ** 9),
      fc.nat(99),
      fc.constantFrom(...ways),
      fc.boolean(),
      (yuan, fen, way, negative) => {
        const written = way(String(yuan), String(fen).padStart(2, '0'))
        const value = yuan * 100 + fen
        expect(parseCell(column, written)).toEqual({ cell: value })
        expect(parseCell(column, negative ? `(${written})` : `-${written}`)).toEqual({
          cell: value === 0 ? 0 : -value,
        })
        // Under 万元 a figure with its own unit stays what it is, any other is ten thousand times as much.
        const read = parseCell(column, written, { shift: 4 })
        expect(read).toEqual({ cell: written.includes('元') ? value : value * 10_000 })
      },
    ),
    { numRuns: runs(200, 10_000), endOnFailure: true },
  )
})
