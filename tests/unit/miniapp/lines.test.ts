import type { Column } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { linesOf } from '../../../miniapp/src/format/lines'

const columns = (...of: [string, Column['kind']][]): Column[] =>
  of.map(([label, kind], at) => ({ key: `c${at}`, label, kind }))

describe('a table as two lines a row', () => {
  it('has 摘要 and the signed amount of income and spending', () => {
    const lines = linesOf(
      columns(
        ['日期', 'date'],
        ['摘要', 'text'],
        ['收入（元）', 'money'],
        ['支出（元）', 'money'],
        ['经手人', 'text'],
      ),
    )
    const cells = ['2026-10-31', '垃圾清运', null, 2_860_000, '周雅琴']
    expect(lines?.title(cells)).toBe('垃圾清运')
    expect(lines?.figure(cells)).toEqual({
      text: '−28,600.00',
      incoming: false,
      spoken: '支出 28,600.00 元',
    })
    expect(lines?.note(cells)).toMatch(/10 月 31 日 · 经手人 周雅琴$/)
    expect(lines?.figure(['2026-10-03', '租金', 3_600_000, null, ''])).toEqual({
      text: '＋36,000.00',
      incoming: true,
      spoken: '收入 36,000.00 元',
    })
  })

  it('has the name and the money that is added, not the price, and says which it is', () => {
    const lines = linesOf(
      columns(
        ['组别', 'group'],
        ['户主', 'name'],
        ['流转面积', 'area'],
        ['单价（元/亩）', 'money'],
        ['流转费', 'money'],
      ),
    )
    const cells = ['15组', '沈国良', 419, 30_000, 125_700]
    expect(lines?.figureWord).toBe('右边的数是流转费（元）')
    expect([lines?.title(cells), lines?.figure(cells)?.text]).toEqual(['沈国良', '1,257.00'])
    expect(lines?.note(cells)).toBe('15组 · 流转面积 4.19 亩 · 单价 300.00 元')
  })

  it('names both names of a list of two', () => {
    const lines = linesOf(columns(['组别', 'group'], ['组长', 'name'], ['妇女小组长', 'name']))
    expect(lines?.figureWord).toBe('左边是组长，右边是妇女小组长')
  })

  it('is none where no column says whose a row is', () => {
    expect(linesOf(columns(['面积', 'area'], ['金额', 'money']))).toBeNull()
    expect(linesOf(columns(['户名', 'name']))).toBeNull()
  })
})
