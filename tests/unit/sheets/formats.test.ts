import { describe, expect, it } from '@jest/globals'
import { formatOf } from '../../../server/src/sheets/formats'
import { shownNumber } from '../../../server/src/sheets/values'

const shown = (value: number, code: string | number, is1904 = false) =>
  shownNumber(value, typeof code === 'number' ? formatOf(code) : formatOf(200, code), is1904)

describe('a number', () => {
  it.each([
    [1257.1, 'General', 1257.1],
    [1257.1, 'G/通用格式', 1257.1],
    [1257.0999999999999, '#,##0.00', 1257.1],
    [0.1 + 0.2, '0.00', 0.3],
    [-1200, '#,##0.00_);[Red]\\(#,##0.00\\)', -1200],
    [1200, '_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 1200],
    [0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0],
    [1200, '#,##0"元"', 1200],
    [1.25, '0.00"亩"', 1.25],
    [1200, '[$¥-804]#,##0.00', 1200],
    [2.5, '# ?/?', 2.5],
    [1.5e21, '0.00E+00', 1.5e21],
    [310116199001010000, '0', 310116199001010000],
    [3, '[DBNum1][$-804]General', 3],
    [5, '0.0"千克"', 5],
  ])('%d under %s is its own value', (value, code, expected) => {
    expect(shown(value, code)).toBe(expected)
  })

  it.each([
    [0.35, 9, '35%'],
    [0.125, 10, '12.5%'],
    [0.07, '0%', '7%'],
    [0.123456, '0.0%', '12.3456%'],
    [-0.5, '0.00%;[Red]-0.00%', '-50%'],
  ])('%d under %s is a percentage, with all its digits', (value, code, expected) => {
    expect(shown(value, code)).toBe(expected)
  })

  it.each([
    [12, '0000', '0012'],
    [12, '000000', '000012'],
    [12345, '0000', 12345],
    [7, '"HT"000', 'HT007'],
    [3, '"第"0"组"', '第3组'],
    [3, '0"组"', '3组'],
    [12.5, '0.00"万元"', '12.5万元'],
    [125000, '0!.0,"万"', '12.5万'],
    [125678, '0\\.0000"万元"', '12.5678万元'],
    [125000, '0\\.0,', '12.5'],
    [12500, '#,##0.00,"千元"', '12.5千元'],
    [1.2e9, '0\\.00,,"亿"', '12亿'],
    [125000, '[>=10000]0\\.0,"万";0', '12.5万'],
    [9000, '[>=10000]0\\.0,"万";0', 9000],
  ])('%d under %s is what the format makes of it', (value, code, expected) => {
    expect(shown(value, code)).toBe(expected)
  })

  it.each([
    [5, ';;;'],
    [0, '0.00;-0.00;;@'],
    [-5, '0;;0'],
  ])('%d under %s is hidden', (value, code) => {
    expect(shown(value, code)).toBe('hidden')
  })
})

describe('a date', () => {
  it.each([
    [46280, 14],
    [46280, 31],
    [46280, 57],
    [46280, 58],
    [46280, 'yyyy"年"m"月"d"日";@'],
    [46280, '[$-804]yyyy/m/d'],
    [46280, '[DBNum1][$-804]yyyy"年"m"月"d"日"'],
    [46280, 'm/d'],
    [46280, 'yyyy\\-mm\\-dd'],
    [46280, '[$-804]aaaa;@'],
    [46280, 'yyyy-mm-dd hh:mm'],
    [46280.6, 'yyyy-mm-dd'],
  ])('%d under %s', (value, code) => {
    expect(shown(value, code)).toEqual({ date: '2026-09-15' })
  })

  it('keeps the time of day where the format shows it', () => {
    expect(shown(46280.604861111, 'yyyy-mm-dd hh:mm')).toBe('2026-09-15 14:31')
    expect(shown(0.5, 'h:mm')).toBe('12:00')
    expect(shown(0.75, 32)).toBe('18:00')
    expect(shown(30.5, '[h]:mm')).toBe(30.5)
  })

  it('of the first days of 1900, and of 1904', () => {
    expect(shown(1, 14)).toEqual({ date: '1900-01-01' })
    expect(shown(59, 14)).toEqual({ date: '1900-02-28' })
    expect(shown(61, 14)).toEqual({ date: '1900-03-01' })
    expect(shown(0, 14)).toBe('1900-01-00')
    expect(shown(0, 14, true)).toEqual({ date: '1904-01-01' })
    expect(shown(44818, 14, true)).toEqual({ date: '2026-09-15' })
    expect(shown(-1, 14)).toBe(-1)
    expect(shown(20260915, 14)).toBe(20260915)
  })
})
