import { Long, type ObjectId, type Timestamp } from 'bson'
import { MongoError } from '../../errors'
import { toNumber } from '../../values/numbers'
import { isNumber } from '../../values/predicates'
import { textOf } from '../../values/texts'
import { typeName } from '../../values/type-names'
import { type Doc, isObject, OBJECT_ID, typeOf } from '../../values/values'
import * as calendar from './calendar'
import { compile, folded } from './compile'
import { fieldsOf, named, nullish, toInt32 } from './operands'
import { fromLocal, toLocal, zoneOf } from './time-zones'
import type { Expression, Operator } from './types'

/** MongoDB reads the seconds of an ObjectId with a sign. */
export const objectIdTime = (id: ObjectId) => Buffer.from(id.id).readInt32BE(0) * 1000

/** A date, or what holds one: an ObjectId, a Timestamp. */
export function timeFrom(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime()
  if (typeName(value) === 'timestamp') return (value as Timestamp).getHighBitsUnsigned() * 1000
  return value !== undefined && typeOf(value) === OBJECT_ID ? objectIdTime(value as ObjectId) : undefined
}

export function dateTime(value: unknown, code = 16006): number {
  const time = timeFrom(value)
  if (time === undefined)
    throw new MongoError(code, `can't convert from BSON type ${typeName(value)} to Date`)
  return time
}

const isForm = (operand: unknown): operand is Doc =>
  isObject(operand) && !Object.keys(operand)[0]?.startsWith('$')

function part(name: string, run: (local: number) => unknown): Operator {
  return (operand, names) => {
    let date: Expression
    let timezone: Expression | undefined
    if (isForm(operand)) {
      const codes = { object: 40535, unknown: 40535, missing: 40539 }
      const spec = fieldsOf(name, operand, codes, ['date'], ['timezone'])
      date = compile(spec.date, names)
      timezone = 'timezone' in spec ? compile(spec.timezone, names) : undefined
    } else {
      if (Array.isArray(operand) && operand.length !== 1)
        throw new MongoError(
          40536,
          `${name} accepts exactly one argument if given an array, but was given ${operand.length}`,
        )
      date = compile(Array.isArray(operand) ? operand[0] : operand, names)
    }
    return folded(timezone ? [date, timezone] : [date], (env) => {
      const value = date(env)
      if (nullish(value)) return null
      const zone = timezone?.(env)
      if (timezone && nullish(zone)) return null
      return run(toLocal(dateTime(value), zoneOf(zone)))
    })
  }
}

const of = (key: keyof calendar.Parts) => (local: number) => calendar.partsOfTime(local)[key]

function dateToParts(values: Record<'date' | 'timezone' | 'iso8601', unknown>): unknown {
  const { date, timezone, iso8601 } = values
  if ('timezone' in values && nullish(timezone)) return null
  if ('iso8601' in values && nullish(iso8601)) return null
  const zone = zoneOf(timezone)
  if (iso8601 !== undefined && typeof iso8601 !== 'boolean')
    throw new MongoError(40521, `iso8601 must evaluate to a bool, found ${typeName(iso8601)}`)
  if (nullish(date)) return null
  const local = toLocal(dateTime(date), zone)
  const { year, month, day, ...clock } = calendar.partsOfTime(local)
  if (!iso8601) return { year, month, day, ...clock }
  const iso = calendar.isoWeek(local)
  return { isoWeekYear: iso.year, isoWeek: iso.week, isoDayOfWeek: calendar.isoWeekday(local), ...clock }
}

const CALENDAR = ['year', 'month', 'day'] as const
const ISO = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'] as const
const CLOCK = ['hour', 'minute', 'second', 'millisecond'] as const
type PartName = (typeof CALENDAR)[number] | (typeof ISO)[number] | (typeof CLOCK)[number]
const MAX_PART = 32_767

const $dateFromParts: Operator = (operand, names) => {
  const codes = { object: 40519, unknown: 40518, missing: 40516 }
  const spec = fieldsOf('$dateFromParts', operand, codes, [], [...CALENDAR, ...ISO, ...CLOCK, 'timezone'])
  const has = (key: string) => Object.hasOwn(spec, key)
  if (!has('year') && !has('isoWeekYear'))
    throw new MongoError(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present")
  if (has('year') && ISO.some(has))
    throw new MongoError(40489, '$dateFromParts does not allow mixing natural dates with ISO dates')
  if (has('isoWeekYear') && CALENDAR.some(has))
    throw new MongoError(40525, '$dateFromParts does not allow mixing ISO dates with natural dates')
  return named<PartName | 'timezone'>(
    '$dateFromParts',
    codes,
    [],
    [...CALENDAR, ...ISO, ...CLOCK, 'timezone'],
    dateFromParts,
  )(operand, names)
}

function dateFromParts(values: Record<PartName | 'timezone', unknown>): unknown {
  if (Object.values(values).some(nullish)) return null
  const zone = zoneOf(values.timezone)
  const read = (key: PartName, otherwise: number) => (key in values ? partValue(key, values[key]) : otherwise)
  const iso = 'isoWeekYear' in values
  const year = iso ? read('isoWeekYear', 1970) : read('year', 1970)
  if (year < 1 || year > 9999)
    throw new MongoError(
      40523,
      `'${iso ? 'isoWeekYear' : 'year'}' must evaluate to an integer in the range 1 to 9999, found ${year}`,
    )
  const clock = {
    hour: read('hour', 0),
    minute: read('minute', 0),
    second: read('second', 0),
    millisecond: read('millisecond', 0),
  }
  const day = iso
    ? calendar.isoWeekStart(year, read('isoWeek', 1)) + (read('isoDayOfWeek', 1) - 1) * 86_400_000
    : calendar.timeOf({
        year,
        month: read('month', 1),
        day: read('day', 1),
        hour: 0,
        minute: 0,
        second: 0,
        millisecond: 0,
      })
  const { year: y, month, day: d } = calendar.partsOfTime(day)
  return new Date(fromLocal(calendar.timeOf({ year: y, month, day: d, ...clock }), zone))
}

function partValue(key: PartName, value: unknown): number {
  const wide = key === 'second' || key === 'millisecond'
  const number = isNumber(value) ? (wide ? toNumber(value) : toInt32(value)) : undefined
  if (number === undefined || !Number.isInteger(number))
    throw new MongoError(
      40515,
      `'${key}' must evaluate to an integer, found ${typeName(value)} with value :${textOf(value)}`,
    )
  if (!wide && key !== 'year' && key !== 'isoWeekYear' && Math.abs(number) > MAX_PART + (number < 0 ? 1 : 0))
    throw new MongoError(
      31034,
      `'${key}' must evaluate to a value in the range [-32768, 32767]; value ${number} is not in range`,
    )
  return number
}

export const dateParts: Record<string, Operator> = {
  $year: part('$year', of('year')),
  $month: part('$month', of('month')),
  $dayOfMonth: part('$dayOfMonth', of('day')),
  $hour: part('$hour', of('hour')),
  $minute: part('$minute', of('minute')),
  $second: part('$second', of('second')),
  $millisecond: part('$millisecond', of('millisecond')),
  $dayOfYear: part('$dayOfYear', calendar.dayOfYear),
  $dayOfWeek: part('$dayOfWeek', (local) => calendar.weekday(local) + 1),
  $week: part('$week', calendar.week),
  $isoDayOfWeek: part('$isoDayOfWeek', calendar.isoWeekday),
  $isoWeek: part('$isoWeek', (local) => calendar.isoWeek(local).week),
  $isoWeekYear: part('$isoWeekYear', (local) => Long.fromNumber(calendar.isoWeek(local).year)),
  $dateToParts: named(
    '$dateToParts',
    { object: 40524, unknown: 40520, missing: 40522 },
    ['date'],
    ['timezone', 'iso8601'],
    dateToParts,
  ),
  $dateFromParts,
}
