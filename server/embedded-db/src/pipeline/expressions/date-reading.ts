import { MongoError, notSupported } from '../../errors'
import { typeName } from '../../values/type-names'
import * as calendar from './calendar'
import { checkFormat, MONTH_NAMES } from './date-formats'
import { named, nullish } from './operands'
import { fixedZone, fromLocal, UTC, type Zone, zoneOf } from './time-zones'
import type { Operator } from './types'

const READ = new Set([...'%YmdHMSLjuVGzZbB'])

const failed = (text: string, why: string) =>
  new MongoError(241, `Error parsing date string '${text}'; ${why}`)

const SHAPE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/

/** Dates of ISO 8601 in its usual forms; what MongoDB may understand and this does not is refused, not failed. */
export function parseDate(text: string, zone?: Zone): number {
  const match = SHAPE.exec(text)
  if (!match) {
    if (!/\d/.test(text) || (/^\d{4}-\d{2}-\d{2}/.test(text) && !/^[\d\s:.,TZ+-]+$/i.test(text)))
      throw failed(text, 'Format not recognized')
    throw notSupported(`dates other than those of ISO 8601 are not supported without a format: '${text}'`)
  }
  const [, y, m, d, hour = '0', minute = '0', second = '0', fraction = '0', offset] = match
  if (offset !== undefined && zone)
    throw failed(
      text,
      'you cannot pass in a date/time string with time zone information together with a timezone argument',
    )
  const parts = {
    year: Number(y),
    month: Number(m),
    day: Number(d),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)),
  }
  checkParts(text, parts)
  const own = offset === undefined ? zone : /^[+-]/.test(offset) ? fixedZone(offset) : UTC
  return fromLocal(calendar.timeOf(parts), own ?? UTC)
}

function checkParts(text: string, { year: y, month, day, hour, minute, second }: calendar.Parts): void {
  if (month < 1 || month > 12 || day < 1 || day > calendar.daysInMonth(y, month))
    throw failed(text, 'the date is out of range')
  if (hour > 24 || minute > 59 || second > 59) throw failed(text, 'the time is out of range')
}

const $dateFromString: Operator = named(
  '$dateFromString',
  { object: 40540, unknown: 40541, missing: 40542 },
  ['dateString'],
  ['format', 'timezone', 'onError', 'onNull'],
  (values) => {
    const { dateString, format, timezone, onError, onNull } = values
    if ('format' in values && !nullish(format)) {
      if (typeof format !== 'string')
        throw new MongoError(
          40684,
          `$dateFromString requires that 'format' be a string, found: ${typeName(format)}`,
        )
      checkFormat(format, READ)
    }
    if ('timezone' in values && !nullish(timezone)) zoneOf(timezone)
    if (nullish(dateString)) return 'onNull' in values ? onNull : null
    if (('format' in values && nullish(format)) || ('timezone' in values && nullish(timezone))) return null
    const zone = timezone === undefined ? undefined : zoneOf(timezone)
    try {
      if (typeof dateString !== 'string')
        throw new MongoError(
          241,
          `$dateFromString requires that 'dateString' be a string, found: ${typeName(dateString)}`,
        )
      return new Date(
        typeof format === 'string' ? parseByFormat(dateString, format, zone) : parseDate(dateString, zone),
      )
    } catch (error) {
      if (!('onError' in values) || !(error instanceof MongoError) || error.code !== 241) throw error
      return onError
    }
  },
)

const READERS: Record<string, string> = {
  Y: '(?<year>\\d{4})',
  m: '(?<month>\\d{1,2})',
  d: '(?<day>\\d{1,2})',
  H: '(?<hour>\\d{1,2})',
  M: '(?<minute>\\d{1,2})',
  S: '(?<second>\\d{1,2})',
  L: '(?<millisecond>\\d{1,3})',
  j: '(?<dayOfYear>\\d{1,3})',
  u: '(?<isoDay>\\d)',
  V: '(?<isoWeek>\\d{1,2})',
  G: '(?<isoYear>\\d{4})',
  z: '(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})',
  Z: '(?<minutes>[+-]\\d{1,3})',
  b: '(?<monthName>[A-Za-z]{3})',
  B: '(?<monthName>[A-Za-z]{3,9})',
  '%': '%',
}

function parseByFormat(text: string, format: string, zone: Zone | undefined): number {
  const seen = new Set<string>()
  const source = format.replace(/%([\s\S])|([\s\S])/g, (_all, letter: string | undefined, literal = '') => {
    if (letter === undefined) return literal.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')
    if (letter !== '%' && seen.has(letter)) throw failed(text, `%${letter} is given twice`)
    seen.add(letter)
    return READERS[letter] ?? ''
  })
  const match = new RegExp(`^${source}$`).exec(text)
  if (!match) throw failed(text, `it does not fit the format '${format}'`)
  return momentOf(text, match.groups ?? {}, zone)
}

function momentOf(text: string, found: Record<string, string | undefined>, zone: Zone | undefined): number {
  const read = (key: string, otherwise: number) => (found[key] === undefined ? otherwise : Number(found[key]))
  const iso = found.isoYear !== undefined || found.isoWeek !== undefined
  if (iso ? found.isoYear === undefined : found.year === undefined)
    throw failed(text, 'an incomplete date/time string has been found, with elements missing')
  const named = found.monthName?.toLowerCase()
  const month =
    named === undefined
      ? read('month', 1)
      : MONTH_NAMES.findIndex(
          (name) => name.toLowerCase() === named || name.slice(0, 3).toLowerCase() === named,
        ) + 1
  const parts = {
    year: read('year', 1970),
    month,
    day: read('day', 1),
    hour: read('hour', 0),
    minute: read('minute', 0),
    second: read('second', 0),
    millisecond: read('millisecond', 0),
  }
  checkParts(text, parts)
  const ownOffset = found.minutes !== undefined || found.zone !== undefined
  if (ownOffset && zone)
    throw failed(
      text,
      'you cannot pass in a date/time string with time zone information together with a timezone argument',
    )
  // As MongoDB reads it: the first day of the year is 0.
  if (!iso && found.dayOfYear !== undefined)
    return fromLocal(calendar.timeOf({ ...parts, month: 1, day: read('dayOfYear', 1) + 1 }), zone ?? UTC)
  const date = iso ? isoParts(parts, read('isoYear', 1970), read('isoWeek', 1), read('isoDay', 1)) : parts
  if (found.minutes !== undefined) return calendar.timeOf(date) - Number(found.minutes) * 60_000
  const own = found.zone === undefined ? zone : (fixedZone(found.zone) ?? UTC)
  return fromLocal(calendar.timeOf(date), own ?? UTC)
}

function isoParts(clock: calendar.Parts, isoYear: number, isoWeek: number, isoDay: number): calendar.Parts {
  const {
    year: y,
    month,
    day,
  } = calendar.partsOfTime(calendar.isoWeekStart(isoYear, isoWeek) + (isoDay - 1) * 86_400_000)
  return { ...clock, year: y, month, day }
}

export const dateReading: Record<string, Operator> = { $dateFromString }
