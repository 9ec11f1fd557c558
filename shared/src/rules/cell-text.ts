import type { Cell, Column } from '../contract/domain'

/** Decimals that a kind of column keeps: its cells are integers of 10^-digits. */
export const digitsOf: Partial<Record<Column['kind'], number>> = { integer: 0, number: 4, area: 2, money: 2 }

/** An integer of 10^-digits as decimal text; zeros at the end only as far as `least` asks for them. */
export function decimalText(value: number, digits: number, least = 0): string {
  const written = String(Math.abs(value)).padStart(digits + 1, '0')
  const whole = digits === 0 ? written : written.slice(0, -digits)
  const kept = digits === 0 ? '' : written.slice(-digits)
  const decimals = kept.slice(0, least) + kept.slice(least).replace(/0+$/, '')
  return `${value < 0 ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`
}

/** A kept cell as a spreadsheet takes it. */
export function cellText({ kind }: Pick<Column, 'kind'>, cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'number') return cell
  return decimalText(cell, digitsOf[kind] ?? 0, kind === 'number' ? 0 : 2)
}
