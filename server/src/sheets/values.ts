import type { SheetCell } from '@hutang/shared'
import { type NumberFormat, type Shown, shownBy } from './formats'

const dayMs = 86_400_000
/** 31 December 9999. */
const lastSerial = 2_958_465

/** A number as its format shows it; `hidden` where it shows nothing. 1904: the calendar of old Macintosh files. */
export function shownNumber(value: number, format: NumberFormat, is1904: boolean): SheetCell | 'hidden' {
  const shown = shownBy(format, value)
  switch (shown.as) {
    case 'nothing':
      return 'hidden'
    case 'percent':
      return `${digitsOf(value * 100)}%`
    case 'date':
    case 'time':
      return isSerial(value) ? moment(value, shown, is1904) : exact(value)
    case 'text':
      return spelled(value, shown)
    default:
      return exact(value)
  }
}

/** A spreadsheet counts fifteen digits; what stands behind them comes from binary fractions. */
export const exact = (value: number): number => Number(value.toPrecision(15))

const digitsOf = (value: number): string => {
  const text = String(exact(value))
  return text.includes('e')
    ? exact(value)
        .toFixed(20)
        .replace(/\.?0+$/, '')
    : text
}

const isSerial = (value: number): boolean => value >= 0 && value < lastSerial + 1

function moment(serial: number, { as, time }: { as: string; time?: boolean }, is1904: boolean): SheetCell {
  const day = Math.floor(serial)
  const minutes = Math.round((serial - day) * 1440)
  const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
  if (as === 'time' || (day === 0 && time)) return day > 0 ? exact(serial) : clock
  // Serial 0 is shown as 1900-01-00, which is no day; the reader says so.
  const date = day === 0 && !is1904 ? '1900-01-00' : dayOf(day, is1904)
  if (time && minutes > 0 && minutes < 1440) return `${date} ${clock}`
  return day === 0 && !is1904 ? date : { date }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** Lotus 1-2-3 took 1900 for a leap year, and spreadsheets still do: its 29 February is number 60. */
function dayOf(day: number, is1904: boolean): string {
  const from = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day >= 60 ? 30 : 31)
  return new Date(from + day * dayMs).toISOString().slice(0, 10)
}

function spelled(value: number, { before, after, digits, divisor }: Shown & { as: 'text' }): SheetCell {
  const number = digitsOf(value / divisor)
  // Zeros in front are for whole numbers; where there is nothing to add the number stays one.
  if (divisor === 1 && before + after === '' && (number.length >= digits || !/^\d+$/.test(number))) {
    return exact(value)
  }
  return `${before}${/^\d+$/.test(number) ? number.padStart(digits, '0') : number}${after}`
}
