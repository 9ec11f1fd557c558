import type { Cell, Column } from '../contract/domain'

/** What a spreadsheet writes around figures: full-width digits, spaces, currency signs, thousands separators. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s,]/g, '')
    .replace(/^(-?)(?:[¥$]|RMB|人民币)/i, '$1')

const figure = /^([+-]?)(\d+)(?:\.(\d+))?(万)?(元|亩|人|户|个|次|天|份|件|棵|桶)?$/

/** Decimal text as an integer of 10^-digits, exactly; undefined where it is no figure or is finer than that. */
export function scaled(text: string, digits: number, tenThousands = false): number | undefined {
  const match = figure.exec(bare(text))
  if (!match) return undefined
  const [, sign, whole = '', decimals = '', wan] = match
  const shift = digits + (wan || tenThousands ? 4 : 0)
  const significant = decimals.replace(/0+$/, '')
  if (significant.length > shift) return undefined
  const value = Number(`${sign === '-' ? '-' : ''}${whole}${significant.padEnd(shift, '0')}`)
  if (!Number.isSafeInteger(value)) return undefined
  return value === 0 ? 0 : value
}

const two = (part: string): string => part.padStart(2, '0')

/** A date that exists, as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = match.slice(1).map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  const last = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30]
  const days = [...last, 31, 31, 30, 31, 30, 31][month - 1]
  return year >= 1900 && days !== undefined && day >= 1 && day <= days
}

export function dateOf(text: string): string | undefined {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize('NFKC').trim())
  if (!match) return undefined
  const [, year = '', month = '', day = ''] = match
  const date = `${year}-${two(month)}-${two(day)}`
  return isDate(date) ? date : undefined
}

/** A pasted cell as the column keeps it; `problem` says what is wrong with it. */
export function parseCell(
  column: Column,
  raw: string,
  tenThousands = false,
): { cell: Cell } | { problem: string } {
  const text = raw.trim()
  if (text === '' || (column.kind !== 'text' && /^[-—–/]+$/.test(text))) return { cell: null }
  switch (column.kind) {
    case 'integer': {
      const value = scaled(text, 0, tenThousands)
      return value === undefined ? { problem: `“${text}”不是整数。` } : { cell: value }
    }
    case 'area': {
      const value = scaled(text, 2, tenThousands)
      if (value === undefined) return { problem: `“${text}”不是面积，请填亩数，最多两位小数。` }
      return value < 0 ? { problem: '面积不能是负数。' } : { cell: value }
    }
    case 'money': {
      const value = scaled(text, 2, tenThousands)
      return value === undefined ? { problem: `“${text}”不是金额，请填元，最多两位小数。` } : { cell: value }
    }
    case 'date': {
      const value = dateOf(text)
      return value === undefined ? { problem: `“${text}”不是日期，请写成 2026-11-20。` } : { cell: value }
    }
    default:
      return { cell: text }
  }
}

const plainHundredths = (value: number): string => {
  const absolute = Math.abs(value)
  const whole = Math.trunc(absolute / 100)
  return `${value < 0 ? '-' : ''}${whole}.${two(String(absolute % 100))}`
}

/** A kept cell as a spreadsheet takes it. */
export function cellText(column: Column, cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number')
    return column.kind === 'area' || column.kind === 'money' ? plainHundredths(cell) : String(cell)
  return cell
}
