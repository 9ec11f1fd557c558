import { describe, expect, it } from '@jest/globals'
import { suggestedColumns } from '../../../server/src/features/catalogue'
import { parseSheetFile } from '../../../server/src/sheets/parse'
import { kingdee, sanzi, type Table, ufida, ufidaJournal } from '../../support/accounts'
import { chosenIn, columnOf, labelsOf, reading, sheetOf, textsOf } from '../../support/sheet'
import { csvFile, xlsFile, xlsxFile } from '../../support/table-files'

const usual = suggestedColumns(39)
const read = (table: Table, more: Parameters<typeof reading>[1] = {}) =>
  reading(sheetOf(table.rows, { merges: table.merges ?? [] }), { usual, ...more })
const shown = (table: Table) => {
  const got = read(table)
  return ['日期', '摘要', '类别', '收入（元）', '支出（元）'].map((label) => columnOf(got, label))
}

describe('三资平台: the book of the bank account', () => {
  it('has its debit as income and its credit as spending, the other account as the kind', () => {
    const got = read(sanzi)
    expect(chosenIn(got, 'accounts')).toBe('cash')
    expect(labelsOf(got)).toEqual(['日期', '凭证字号', '摘要', '类别', '收入（元）', '支出（元）'])
    expect(textsOf(got)).toEqual([
      ['2026-10-05', '记-1', '收塘北仓库租金', '租赁收入', '68000.00', ''],
      ['2026-10-11', '记-2', '付办公用品', '办公费', '', '1180.50'],
      ['2026-10-18', '记-3', '付大棚维修', '维修费', '', '3800.00'],
    ])
    expect(got.problems).toEqual([])
  })

  it('begins and ends with its balances, and counts no row of sums', () => {
    const got = read(sanzi)
    expect(got.balances).toEqual({ opening: 61_240_000, closing: 67_541_950 })
    expect(got.left.filter(({ what }) => what === 'total').map(({ text }) => text)).toEqual([
      '期初余额',
      '本月合计',
      '本年累计',
    ])
    expect(got.sums.map(({ name, label, agrees }) => [name, label, agrees])).toEqual([
      ['本月合计', '收入（元）', true],
      ['本月合计', '支出（元）', true],
    ])
  })

  it('goes into a table that is begun, and leaves as it is what the clerk wants so', () => {
    const into = read(sanzi, { columns: usual })
    expect(columnOf(into, '支出（元）')).toEqual(['', '1180.50', '3800.00'])
    const kept = read(sanzi, { answers: { choices: { accounts: 'keep' } } })
    expect(labelsOf(kept)).toContain('借方金额')
  })
})

describe('用友: the book of an account with month and day apart', () => {
  it('tells the day, and sums that it calls 当前合计', () => {
    expect(shown(ufida)).toEqual([
      ['2026-10-05', '2026-10-11'],
      ['收门面房租金', '付网络费'],
      ['租金收入', '办公费'],
      ['19200.00', ''],
      ['', '260.00'],
    ])
    expect(read(ufida).balances).toEqual({ opening: 100_000_00, closing: 118_940_00 })
  })

  it('counts less than nothing where the balance is in credit', () => {
    const rows = ufida.rows.map((row) =>
      row[3] === '上年结转' || row[3] === '期初余额' ? row.with(7, '贷') : row,
    )
    expect(read({ ...ufida, rows }).balances.opening).toBe(-100_000_00)
  })
})

describe('用友: a journal with direction and amount', () => {
  it('shows what was earned with and spent on, not the money’s own lines, nor what moved none', () => {
    const got = read(ufidaJournal)
    expect(chosenIn(got, 'accounts')).toBe('mirror')
    expect(columnOf(got, '摘要')).toEqual(['收租金', '付办公费'])
    expect(columnOf(got, '类别')).toEqual(['租赁收入', '办公费'])
    expect(columnOf(got, '收支')).toEqual(['收入', '支出'])
    expect(columnOf(got, '金额')).toEqual(['68000.00', '1180.50'])
  })
})

describe('金蝶: a journal of vouchers', () => {
  it('comes to what the money came to, whatever it is called', () => {
    const got = read(kingdee)
    expect(chosenIn(got, 'accounts')).toBe('mirror')
    expect(labelsOf(got)).toEqual(['日期', '凭证字号', '摘要', '类别', '支出（元）', '收入（元）'])
    expect(shown(kingdee)).toEqual([
      ['2026-10-05', '2026-10-11', '2026-10-11'],
      ['收仓库租金', '付办公费和水电费', '付办公费和水电费'],
      ['租赁收入', '办公费', '水电费'],
      ['68000.00', '', ''],
      ['', '1180.50', '320.00'],
    ])
    expect(got.problems).toEqual([])
  })
})

describe.each([
  ['xlsx', xlsxFile],
  ['xls', xlsFile],
  ['csv', csvFile],
] as const)('as a file of the sort .%s', (sort, fileOf) => {
  it.each([
    ['三资平台', sanzi, 3],
    ['用友', ufida, 2],
    ['用友序时账', ufidaJournal, 2],
    ['金蝶', kingdee, 3],
  ] as const)('the export of %s comes in as it is', (name, table, count) => {
    const [sheet] = parseSheetFile({ name: `${name}.${sort}`, bytes: fileOf(table) }).sheets
    if (!sheet) throw new Error('the file has no sheet')
    const got = reading(sheet, { usual })
    const plain = read(table)
    expect(textsOf(got)).toHaveLength(count)
    expect(textsOf(got)).toEqual(textsOf(plain))
    expect(got.balances).toEqual(plain.balances)
    expect(got.problems).toEqual([])
  })
})
