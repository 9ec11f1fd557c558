import { buffer } from 'node:stream/consumers'
import { type Cell, type Column, readSheet, withTotal } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { TableFile } from '../../server/src/features/notices/tables/export'
import { csvOf, xlsxOf } from '../../server/src/features/notices/tables/write-file'
import { parseSheetFile } from '../../server/src/sheets/parse'
import { runs } from '../support/runs'

const columns: Column[] = (
  [
    ['name', '户主', 'name'],
    ['note', '摘要', 'text'],
    ['group', '组别', 'group'],
    ['fee', '金额（元）', 'money'],
    ['area', '面积（亩）', 'area'],
    ['count', '人数', 'integer'],
    ['rate', '进度（%）', 'number'],
    ['day', '日期', 'date'],
  ] as const
).map(([key, label, kind]) => withTotal({ key, label, kind }))

const date = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((one) => one.toISOString().slice(0, 10))
const name = fc.constantFrom('示例甲', '示例乙', '沈𠮷', '示例＊＊', '示例·丙')
/** What people write: codes with zeros, commas, quotes, breaks, and what a spreadsheet takes for a formula. */
const words = fc.oneof(
  fc.constantFrom(
    '0012',
    '鱼塘租金',
    '=1+1',
    '+86',
    '@all',
    '-',
    "'引号",
    '甲,乙；丙',
    '"农家书屋"买书',
    '一行\n两行',
    'a<b>&c',
  ),
  fc.stringMatching(/^[一-龥a-z0-9，"'&<]{1,12}$/).map((text) => `事${text}`),
)
const sum = fc.integer({ min: -9_000_000_000, max: 9_000_000_000 })
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { freq: 4 })
const row = fc.tuple(
  name,
  words,
  // An empty group is a question of the reader: it may stand for the one above.
  fc.constantFrom('1组', '十五组'),
  sum,
  maybe(fc.nat(9_000_000)),
  maybe(fc.nat(9999)),
  maybe(fc.nat(1_000_000)),
  maybe(date),
) as fc.Arbitrary<Cell[]>

const file = (rows: readonly Cell[][]): TableFile => ({
  name: '表',
  columns,
  above: ['护塘村明细表', '单位：元、亩'],
  rows,
  totals: [
    ['合计', null, null, rows.reduce((all, cells) => all + Number(cells[3]), 0), null, null, null, null],
  ],
  below: [],
})

const readBack = (bytes: Buffer, ending: string) => {
  const [sheet] = parseSheetFile({ name: `表.${ending}`, bytes }).sheets
  if (!sheet) throw new Error('no sheet')
  return readSheet(sheet, { columns, usual: [], households: [] })
}

describe('a table that was downloaded', () => {
  it.each(['xlsx', 'csv'] as const)('as .%s is read back as the same table', async (ending) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), async (rows) => {
        const stream = ending === 'xlsx' ? await xlsxOf(file(rows)) : csvOf(file(rows))
        const read = readBack(await buffer(stream), ending)
        expect(read.problems).toEqual([])
        expect(read.table.columns).toEqual(columns)
        expect(read.table.rows.map(({ cells }) => cells)).toEqual(rows)
        expect(read.sums.every(({ agrees }) => agrees)).toBe(true)
      }),
      { numRuns: runs(40, 1500), endOnFailure: true },
    )
  })
})
