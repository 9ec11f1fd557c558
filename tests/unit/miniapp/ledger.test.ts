import type { Column } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { balanceOf, ledgerOf, openingOf, signedFigure } from '../../../miniapp/src/format/ledger'
import { suggestedColumns } from '../../../server/src/features/catalogue'

describe('a table of income and spending', () => {
  it('is read by its 摘要 and one signed amount', () => {
    const columns = suggestedColumns(39)
    const ledger = ledgerOf(columns)
    expect(columns[ledger?.summary ?? -1]?.label).toBe('摘要')
    expect(ledger?.rest.map((at) => columns[at]?.label)).toEqual(['日期', '类别', '经手人', '审批人'])
    const amounts = [
      ['2026-10-05', '租金', '租金', 6_800_000, null, '周', '徐'],
      ['2026-10-06', '保洁', '保洁和绿化', null, 3_360_000, '何', '徐'],
      ['2026-10-07', '待定', null, null, null, '何', '徐'],
    ].map((cells) => ledger?.amountOf(cells))
    expect(amounts).toEqual([6_800_000, -3_360_000, null])
  })

  it('may hold both in one column, told apart by the sign', () => {
    const columns: Column[] = [
      { key: 'what', label: '摘要', kind: 'text' },
      { key: 'sum', label: '收支（元）', kind: 'money' },
    ]
    expect(ledgerOf(columns)?.amountOf(['电费', -200])).toBe(-200)
  })

  it.each([31, 38, 41, 44])('is not that of item %d, which has other figures too', (item) => {
    expect(ledgerOf(suggestedColumns(item))).toBeNull()
  })

  it('writes an amount with its sign', () => {
    expect([6_800_000, -3_360_050, 0].map(signedFigure)).toEqual(['＋68,000.00', '−33,600.50', '0.00'])
  })

  it('has one balance, or none to show above it', () => {
    const line = (kind: 'income' | 'expense' | 'balance', ...cells: (number | null)[]) => ({
      kind,
      label: '',
      cells,
    })
    const totals = [line('income', 9, null), line('expense', null, 4), line('balance', 5, null)]
    expect(balanceOf({ totals })).toEqual({ income: 9, expense: 4, balance: 5 })
    expect(balanceOf({ totals: totals.slice(0, 2) })).toBeNull()
    expect(
      balanceOf({ totals: [line('income', 9, 8), line('expense', 4, 4), line('balance', 5, 4)] }),
    ).toBeNull()
  })

  it('begins with the one amount of 期初余额', () => {
    const opening = (text: string) => openingOf([{ name: '期初余额', text }])
    expect(opening('月初账上 ¥743,500.00。')).toBe(74_350_000)
    expect(opening('见附表。')).toBeNull()
    expect(opening('社账 ¥1.00，村账 ¥2.00。')).toBeNull()
    expect(openingOf([{ name: '收入', text: '¥1.00' }])).toBeNull()
  })
})
