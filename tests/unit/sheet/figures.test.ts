import { type Column, type ColumnKind, parseCell } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { columnOf, reading, sheetOf } from '../../support/sheet'

const column = (kind: ColumnKind, label: string): Column => ({ key: 'a', label, kind })
const money = (text: string) => parseCell(column('money', '金额（元）'), text)
const said = (read: ReturnType<typeof parseCell>) => ('problem' in read ? read.problem : read.cell)

describe('two figures in one cell (sheets.md 3)', () => {
  it.each([
    '1200\n800',
    '1200 800',
    '1200、800',
    '1200/800',
    '1200+800',
    '1200；800',
    '1200-1500',
    '1200～1500',
    '1200至1500',
  ])('%j is a problem, and never one figure', (text) => {
    expect(said(money(text))).toMatch(/两个数/)
  })

  it('is found where a spreadsheet put a break into a cell', () => {
    const read = reading('户主\t金额\n甲\t"1200\n800"\n乙\t1200 800\n丙\t100')
    expect(columnOf(read, '金额')).toEqual(['', '', '100.00'])
    expect(read.problems.map(({ row, column, label }) => [row, column, label])).toEqual([
      [1, 1, '金额'],
      [2, 1, '金额'],
    ])
  })
})

describe('a comma (sheets.md 4)', () => {
  it.each(['3,5', '1,25', '3，5', '12,34', '1,2345', '1,234,56', '1234,567', '0,123', '1,23,456'])(
    '%s groups nothing, and is a problem',
    (text) => {
      expect(said(money(text))).toMatch(/逗号/)
    },
  )

  it.each([
    ['1,234', 123_400],
    ['1，234.50', 123_450],
    ['12,345,678.9', 1_234_567_890],
    ['１，２３４', 123_400],
  ])('%s groups thousands', (text, fen) => {
    expect(money(text)).toEqual({ cell: fen })
  })
})

describe('a negative figure, and none (sheets.md 9)', () => {
  it.each([
    ['(1,234.00)', -123_400],
    ['（1,234.00）', -123_400],
    ['[12]', -1200],
    ['1,234.00-', -123_400],
    ['-1,234', -123_400],
    ['－12', -1200],
    ['−12', -1200],
    ['–12', -1200],
    ['△12', -1200],
    ['▲12', -1200],
    ['-¥12.5', -1250],
    ['¥-12.5', -1250],
    ['¥(12.5)', -1250],
    ['负12', -1200],
  ])('%s', (text, fen) => {
    expect(money(text)).toEqual({ cell: fen })
  })

  it.each([' ¥-   ', '¥ -', '￥ - ', '0', '0.00', '-0'])('%j is zero', (text) => {
    expect(money(text)).toEqual({ cell: 0 })
  })

  it.each(['—', '-', '--', '——', '/', '／', '无', ''])('%j is nothing', (text) => {
    expect(money(text)).toEqual({ cell: null })
  })
})

describe('a figure as people write it', () => {
  it.each([
    ['１２３４．５', 123_450],
    ['￥ 1,234.00 元', 123_400],
    ['RMB 12', 1200],
    ['人民币12元整', 1200],
    ['2万', 2_000_000],
    ['12.5万元', 12_500_000],
    ['1.2亿', 12_000_000_000],
    ['3元5角', 350],
    ['壹仟贰佰元整', 120_000],
    ['人民币壹万贰仟叁佰肆拾伍元陆角柒分', 1_234_567],
    ['一千二百', 120_000],
    ['十二', 1200],
    ['两百零五元', 20_500],
    ['.5', 50],
    ['5.', 500],
    ['+12', 1200],
    ['1200.10', 120_010],
  ])('%s', (text, fen) => {
    expect(money(text)).toEqual({ cell: fen })
  })

  it.each([
    '$12',
    '12亩',
    '12²',
    '①200',
    '½',
    '12户',
    '一百二',
    '二三',
    '12。5',
    '1.2.3',
    '暂无',
    '待定',
    '1200元/月',
    '1e3',
    'Infinity',
    'NaN',
    '12,',
  ])('%s is no sum of money', (text) => {
    expect(money(text)).toHaveProperty('problem')
  })

  it.each([
    ['约1200', '1200'],
    ['1200左右', '1200'],
    ['1200（已付）', '1200'],
    ['1200.456', '1200.46'],
    ['-0.005', '-0.01'],
  ])('%s is shown with what it may mean, and not taken for it', (text, mend) => {
    expect(money(text)).toEqual({ problem: expect.any(String), mend })
  })

  it('keeps to the unit of its column', () => {
    const tons = column('integer', '数量（吨）')
    expect(parseCell(tons, '12吨')).toEqual({ cell: 12 })
    expect(parseCell(tons, '500公斤')).toHaveProperty('problem')
    expect(parseCell(column('integer', '面积（㎡）'), '120平方米')).toEqual({ cell: 120 })
    expect(parseCell(column('area', '面积（亩）'), '120㎡')).toHaveProperty('problem')
    expect(parseCell(column('area', '面积（亩）'), '3亩5分')).toEqual({ cell: 350 })
    expect(parseCell(column('area', '面积（亩）'), '两亩')).toEqual({ cell: 200 })
    expect(parseCell(column('area', '面积（亩）'), '-1')).toEqual({ problem: '面积不能是负数。' })
  })

  it('of a formula is what the spreadsheet shows, not its last bit; and what failed is a problem', () => {
    const read = reading(
      sheetOf([
        ['户主', '金额（元）'],
        ['甲', 0.1 + 0.2],
        ['乙', 1_234_567.89],
        ['丙', 33.333333],
        ['丁', { error: '#REF!' }],
        ['戊', { date: '2026-09-01' }],
      ]),
    )
    expect(columnOf(read, '金额（元）')).toEqual(['0.30', '1234567.89', '', '', ''])
    expect(read.problems.map(({ row, mend, message }) => [row, mend, message])).toEqual([
      [3, '33.33', expect.stringContaining('两位小数')],
      [4, undefined, expect.stringContaining('#REF!')],
      [5, undefined, expect.stringContaining('日期')],
    ])
  })
})
