import { MongoError } from '../../errors'

const digits = (value: number, width: number) => String(value).padStart(width, '0')

/** A date as MongoDB writes it by default; years of other than four digits it does not write. */
export function isoText(date: Date): string {
  const year = date.getUTCFullYear()
  if (year < 0 || year > 9999)
    throw new MongoError(
      18537,
      `Could not convert date to string: date component was outside the supported range of 0-9999: ${year}`,
    )
  return `${digits(year, 4)}${date.toISOString().slice(date.toISOString().indexOf('-', 1))}`
}
