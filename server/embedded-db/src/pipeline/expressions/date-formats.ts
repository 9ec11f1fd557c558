import { MongoError } from '../../errors'
import { typeName } from '../../values/type-names'
import * as calendar from './calendar'
import { compile } from './compile'
import { dateTime } from './date-parts'
import { named, nullish } from './operands'
import { toLocal, UTC, type Zone, zoneOf } from './time-zones'
import { NO_DOCUMENT, type Operator } from './types'

export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const digits = (value: number, width: number) => String(value).padStart(width, '0')

interface Moment {
  local: number
  offset: number
}

function year(value: number): string {
  if (value < 0 || value > 9999)
    throw new MongoError(
      18537,
      `Could not convert date to string: date component was outside the supported range of 0-9999: ${value}`,
    )
  return digits(value, 4)
}

function offsetText(offset: number): string {
  const minutes = Math.abs(Math.trunc(offset / 60_000))
  return `${offset < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60), 2)}${digits(minutes % 60, 2)}`
}

// https://www.mongodb.com/docs/manual/reference/operator/aggregation/dateToString/
const SPECIFIERS: Record<string, (moment: Moment) => string> = {
  '%': () => '%',
  Y: ({ local }) => year(calendar.partsOfTime(local).year),
  m: ({ local }) => digits(calendar.partsOfTime(local).month, 2),
  d: ({ local }) => digits(calendar.partsOfTime(local).day, 2),
  H: ({ local }) => digits(calendar.partsOfTime(local).hour, 2),
  M: ({ local }) => digits(calendar.partsOfTime(local).minute, 2),
  S: ({ local }) => digits(calendar.partsOfTime(local).second, 2),
  L: ({ local }) => digits(calendar.partsOfTime(local).millisecond, 3),
  j: ({ local }) => digits(calendar.dayOfYear(local), 3),
  w: ({ local }) => String(calendar.weekday(local) + 1),
  u: ({ local }) => String(calendar.isoWeekday(local)),
  U: ({ local }) => digits(calendar.week(local), 2),
  V: ({ local }) => digits(calendar.isoWeek(local).week, 2),
  G: ({ local }) => year(calendar.isoWeek(local).year),
  b: ({ local }) => (MONTH_NAMES[calendar.partsOfTime(local).month - 1] ?? '').slice(0, 3),
  B: ({ local }) => MONTH_NAMES[calendar.partsOfTime(local).month - 1] ?? '',
  z: ({ offset }) => offsetText(offset),
  Z: ({ offset }) => String(Math.trunc(offset / 60_000)),
}

export function checkFormat(format: unknown, known: ReadonlySet<string>): string {
  if (typeof format !== 'string')
    throw new MongoError(18533, `the format must be a string, found: ${typeName(format)}`)
  for (let at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at + 2)) {
    const letter = format[at + 1]
    if (letter === undefined) throw new MongoError(18535, "Unmatched '%' at end of format string")
    if (!known.has(letter))
      throw new MongoError(18536, `Invalid format character '%${letter}' in format string`)
  }
  return format
}

const WRITTEN = new Set(Object.keys(SPECIFIERS))
const ISO = '%Y-%m-%dT%H:%M:%S.%L'

const $dateToString: Operator = (operand, names) => {
  const { format } = typeof operand === 'object' && operand !== null ? (operand as { format?: unknown }) : {}
  if (format !== undefined) {
    const constant = compile(format, names)
    const value = constant.constant ? constant(NO_DOCUMENT) : undefined
    if (!nullish(value)) checkFormat(value, WRITTEN)
  }
  return named(
    '$dateToString',
    { object: 18629, unknown: 18534, missing: 18628 },
    ['date'],
    ['format', 'timezone', 'onNull'],
    (values) => {
      const { date, format: given, timezone, onNull } = values
      if ('timezone' in values && nullish(timezone)) return null
      const zone = zoneOf(timezone)
      if (nullish(date)) return 'onNull' in values ? onNull : null
      if ('format' in values && nullish(given)) return null
      const pattern = given === undefined ? (zone === UTC ? `${ISO}Z` : ISO) : checkFormat(given, WRITTEN)
      return formatted(dateTime(date), pattern, zone)
    },
  )(operand, names)
}

function formatted(time: number, pattern: string, zone: Zone): string {
  const moment = { local: toLocal(time, zone), offset: zone.offsetAt(time) }
  return pattern.replace(/%([\s\S])/g, (_all, letter: string) => SPECIFIERS[letter]?.(moment) ?? '')
}

export const dateFormats: Record<string, Operator> = { $dateToString }
