import {
  areaFigure,
  areaText,
  dateText,
  moneyFigure,
  moneyText,
  plainDateText,
  shanghaiDate,
  shanghaiTime,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const now = new Date('2026-11-20T02:00:00Z')

describe('time', () => {
  it('is that of Shanghai, across midnight and the year', () => {
    expect(shanghaiDate(new Date('2026-12-31T15:59:59Z'))).toBe('2026-12-31')
    expect(shanghaiDate(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01')
    expect(shanghaiTime(new Date('2026-12-31T16:05:00Z'))).toBe('00:05')
  })

  it('names the weekday this year and the year otherwise', () => {
    expect(dateText(now, now)).toBe('11 月 20 日 周五')
    expect(dateText(new Date('2025-01-01T00:00:00Z'), now)).toBe('2025 年 1 月 1 日')
    expect(plainDateText('2026-03-01', now)).toBe('3 月 1 日')
    expect(plainDateText('2027-03-01', now)).toBe('2027 年 3 月 1 日')
  })
})

describe('money and area', () => {
  it.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [123_456, '¥1,234.56'],
    [-123_456, '-¥1,234.56'],
    [1_000_000, '¥10,000.00（约 1.0 万元）'],
    [100_000_000_000, '¥1,000,000,000.00（约 100000.0 万元）'],
  ])('%d fen is %s', (fen, text) => expect(moneyText(fen)).toBe(text))

  it('are plain in a table', () => {
    expect(moneyFigure(1_234_560)).toBe('12,345.60')
    expect(areaFigure(419)).toBe('4.19')
    expect(areaText(22_600)).toBe('226.00 亩')
    expect(moneyText(1_234_560, { approximate: false })).toBe('¥12,345.60')
  })
})
