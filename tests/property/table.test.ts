import {
  type Cell,
  type Column,
  cellText,
  columnKinds,
  type PastedRow,
  parsePastedTable,
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
  .filter((value) => value !== '' && !/^[-—–/\uFEFF]+/.test(value))
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

const quotedIfNeeded = (text: string): string =>
  /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** The table as a spreadsheet takes it: a header with 户号 first, one line a row. */
const tableText = (columns: readonly Column[], rows: readonly PastedRow[]): string =>
  [
    ['户号', ...columns.map(({ label }) => label)],
    ...rows.map(({ household, cells }) => [
      household ?? '',
      ...columns.map((column, at) => cellText(column, cells[at] ?? null)),
    ]),
  ]
    .map((line) => line.map(quotedIfNeeded).join('\t'))
    .join('\n')

it('what a table is written as is read back the same', () => {
  fc.assert(
    fc.property(tables, ({ columns, rows }) => {
      const filled = rows.filter(
        ({ household, cells }) => household !== null || cells.some((cell) => cell !== null),
      )
      expect(parsePastedTable(tableText(columns, filled), columns)).toEqual({
        columns,
        rows: filled,
        problems: [],
      })
    }),
    { numRuns: runs(400, 10_000) },
  )
})

it('what reading finds no fault with, checking finds no fault with', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('\t', '\n', ',', '1', '.', '-', '亩', '甲', '"', ' ') }),
      (pasted) => {
        const { columns, rows, problems } = parsePastedTable(pasted, columnsOf(['name', 'area', 'money']))
        if (problems.length > 0) return
        const wrong = tableProblems({ caption: '', columns, rows }, null)
        expect(wrong.filter(({ message }) => !/重复|都叫/.test(message))).toEqual([])
      },
    ),
    { numRuns: runs(600, 10_000) },
  )
})
