import { describe, expect, it } from '@jest/globals'
import { ledgerRules, suggestedColumns } from '../../../server/src/features/catalogue'
import { parseSheetFile } from '../../../server/src/sheets/parse'
import type { Table } from '../../support/accounts'
import { households, labelsOf, reading, sheetOf, textsOf } from '../../support/sheet'
import { csvFile, xlsFile, xlsxFile } from '../../support/table-files'

/** As a village's own list of 确权 has its headings. */
const land: Table = {
  rows: [
    ['护塘村土地承包经营权登记、流转情况表'],
    [
      '序号',
      '组别',
      '用户名',
      '共有人数 0',
      '承包面积',
      '确权确权面积',
      '流转面积（亩）',
      '本季流转费（元）',
    ],
    [1, '1组', '唐燕', 2, 2.26, 2.26, 2.26, 678],
    [2, '2组', '沈国良', 3, 4.19, 4.19, 0, 0],
    ['合计', null, null, 5, 6.45, 6.45, 2.26, 678],
  ],
}
const usual = suggestedColumns(31)

describe('a list of land with headings of its own', () => {
  it.each([
    ['typed', null],
    ['xlsx', xlsxFile],
    ['xls', xlsFile],
    ['csv', csvFile],
  ] as const)('comes in as it is: %s', (sort, fileOf) => {
    const sheet = fileOf
      ? parseSheetFile({ name: `流转.${sort}`, bytes: fileOf(land) }).sheets[0]
      : sheetOf(land.rows)
    if (!sheet) throw new Error('the file has no sheet')
    const got = reading(sheet, { columns: usual, households })
    expect(labelsOf(got)).toEqual(usual.map(({ label }) => label))
    expect(textsOf(got)).toEqual([
      ['1组', '唐燕', '2', '2.26', '2.26', '2.26', '678.00'],
      ['2组', '沈国良', '3', '4.19', '4.19', '0.00', '0.00'],
    ])
    expect(got.problems).toEqual([])
    expect(got.households.tied).toBe(2)
    expect(got.sums.every(({ agrees }) => agrees)).toBe(true)
  })
})

describe('the other headings that a ledger names', () => {
  const items = ledgerRules().flatMap(({ items }) => items)
  it.each(items.map(({ no, columns }) => [no, columns] as const))(
    'of item %d find their columns',
    (no, columns) => {
      const pool = suggestedColumns(no)
      const aliases = Object.fromEntries(columns.map((column) => [column.key, column.aliases]))
      for (const { key, label, aliases: others } of columns)
        for (const heading of others) {
          const rest = pool.filter((column) => column.key !== key).map((column) => column.label)
          if (rest.includes(heading)) continue
          const sheet = sheetOf([[...rest, heading], rest.map(() => '1').concat('1')])
          const got = reading(sheet, { columns: pool, aliases })
          const found = got.columns.find((column) => column.heading === heading)
          expect([heading, found?.column?.label]).toEqual([heading, label])
        }
    },
  )
})
