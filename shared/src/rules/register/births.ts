import type { Sex } from '../../contract/register-words'
import { checkSignOf, holdsCheckSign } from '../privacy/id-cards'
import type { SheetCell } from '../sheet'
import { textOf } from '../sheet/cells'

const firstYear = 1900

const yearIn = (year: number, now: number): number | null => (year >= firstYear && year <= now ? year : null)

/** Days since 1899-12-30, as a spreadsheet counts: 1900-01-01 to 2100. */
const yearOfSerial = (serial: number): number | null =>
  serial > 366 && serial < 73_051
    ? new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).getUTCFullYear()
    : null

/**
 * The year of birth out of whatever stands in the column: a date, `1965年3月`, `196503`, `19650302`, `1965.3`, `65.3`,
 * a serial. Null where nothing stands there, undefined where it is not understood. `now`: this year.
 */
export function birthYearOf(cell: SheetCell | undefined, now: number): number | null | undefined {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'object' && 'date' in cell)
    return yearIn(Number(cell.date.slice(0, 4)), now) ?? undefined
  const text = textOf(cell).normalize('NFKC').replace(/\s/g, '')
  if (text === '') return null
  const whole = /^(\d{4})(?:[年./-].*|\d{2}(?:\d{2})?)?$/.exec(text)
  if (whole?.[1] && yearIn(Number(whole[1]), now) !== null) return Number(whole[1])
  const short = /^(\d{2})[./年-]\d{1,2}(?:\D.*)?$/.exec(text)
  if (short?.[1]) {
    const year = 2000 + Number(short[1])
    return yearIn(year > now ? year - 100 : year, now) ?? undefined
  }
  if (/^\d{4,5}(?:\.\d+)?$/.test(text)) {
    const year = yearOfSerial(Number(text))
    if (year !== null && yearIn(year, now) !== null) return year
  }
  return undefined
}

/** What an id-card number (身份证号) is good for within the import. It is never stored, in any form. */
export type IdNumber =
  | { kind: 'none' }
  /** `number`: the eighteen digits, to tell two rows apart in memory. */
  | { kind: 'good'; number: string; birthYear: number; sex: Sex }
  /** A spreadsheet keeps fifteen digits of a number: the rest became zeros. */
  | { kind: 'lost' }
  | { kind: 'bad' }

const shape = /^[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/
export function idNumberOf(cell: SheetCell | undefined): IdNumber {
  // A number cell holds fifteen digits at most, whatever it shows.
  if (typeof cell === 'number' && cell >= 1e15) return { kind: 'lost' }
  return fromText(textOf(cell))
}

const eighteen = /^\d{17}[\dX]$/

function fromText(written: string): IdNumber {
  if (written === '') return { kind: 'none' }
  if (eighteen.test(written)) return checked(written)
  const text = written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\dX.E+]/g, '')
  if (text === '') return { kind: 'none' }
  if (/\dE\+?\d/.test(text)) return { kind: 'lost' }
  const plain = text.replace(/[^\dX]/g, '')
  const seventeen = `${plain.slice(0, 6)}19${plain.slice(6)}`
  const number = /^\d{15}$/.test(plain) ? seventeen + checkSignOf(seventeen) : plain
  return checked(number)
}

/** Three zeros at the end are what a spreadsheet leaves of a number, also where the check sign fits by chance. */
const lost = /^\d{15}0{2,3}$/

const checked = (number: string): IdNumber =>
  shape.test(number) && holdsCheckSign(number) && !lost.test(number)
    ? {
        kind: 'good',
        number,
        birthYear: Number(number.slice(6, 10)),
        sex: Number(number[16]) % 2 === 1 ? 'male' : 'female',
      }
    : { kind: lost.test(number) ? 'lost' : 'bad' }
