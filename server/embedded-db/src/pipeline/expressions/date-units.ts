import { Long } from 'bson'
import { MongoError } from '../../errors'
import { toNumber } from '../../values/numbers'
import { typeName } from '../../values/type-names'
import { isObject } from '../../values/values'
import * as calendar from './calendar'
import { compile } from './compile'
import { timeFrom } from './date-parts'
import { isWhole, named, nullish } from './operands'
import { fromLocal, toLocal, type Zone, zoneOf } from './time-zones'
import type { Operator } from './types'

/** Months of the units that have no fixed length, and milliseconds of the others. */
const MONTHS: Record<string, number> = { year: 12, quarter: 3, month: 1 }
const LENGTHS: Record<string, number> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
}
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const MAX_TIME = 8.64e15

export function unitOf(unit: unknown): string {
  if (typeof unit !== 'string')
    throw new MongoError(5439013, `parameter 'unit' must be a string, but is ${typeName(unit)}`)
  if (MONTHS[unit] === undefined && LENGTHS[unit] === undefined)
    throw new MongoError(9, `unknown time unit value: ${unit}`)
  return unit
}

/** 0 is Sunday; a name in full or its first three letters. */
function firstDay(value: unknown): number {
  if (value === undefined) return 0
  if (typeof value !== 'string')
    throw new MongoError(5439015, `parameter 'startOfWeek' must be a string, but is ${typeName(value)}`)
  const name = value.toLowerCase()
  const found = WEEKDAYS.findIndex((day) => day === name || day.slice(0, 3) === name)
  if (found < 0)
    throw new MongoError(
      5439016,
      `parameter 'startOfWeek' value cannot be recognized as a day of a week: ${value}`,
    )
  return found
}

function dateIn(value: unknown, name: string, code: number): number {
  const time = timeFrom(value)
  if (time === undefined) throw new MongoError(code, `${name} requires a date, but got ${typeName(value)}`)
  return time
}

function adding(name: string, sign: 1 | -1): Operator {
  const codes = { object: 5166400, unknown: 5166401, missing: 5166402 }
  return named(name, codes, ['startDate', 'unit', 'amount'], ['timezone'], (values) => {
    if (Object.values(values).some(nullish)) return null
    const { startDate, unit: rawUnit, amount: rawAmount, timezone } = values
    const unit = unitOf(rawUnit)
    const time = dateIn(startDate, `${name}'s startDate`, 5166403)
    const amount = isWhole(rawAmount) ? toNumber(rawAmount) : Number.NaN
    if (!Number.isInteger(amount) || Math.abs(amount) > 2 ** 63)
      throw new MongoError(5166405, `${name} expects integer amount of time units`)
    if (sign < 0 && amount <= -(2 ** 63))
      throw new MongoError(6045000, `invalid ${name} 'amount' parameter value: ${amount}`)
    const result = added(time, unit, amount * sign, zoneOf(timezone))
    if (!(Math.abs(result) <= MAX_TIME))
      throw new MongoError(5976500, `invalid ${name} 'amount' parameter value: ${amount} ${unit}`)
    return new Date(result)
  })
}

export function added(time: number, unit: string, amount: number, zone: Zone): number {
  const months = MONTHS[unit]
  const length = LENGTHS[unit] ?? 0
  if (months === undefined && length < 86_400_000) return time + amount * length
  const local = toLocal(time, zone)
  if (months === undefined) return back(local + amount * length, zone)
  const parts = calendar.partsOfTime(local)
  const month = parts.year * 12 + parts.month - 1 + amount * months
  if (Math.abs(month) > 12 * 280_000) return Number.NaN
  const year = Math.floor(month / 12)
  const of = month - year * 12 + 1
  const day = Math.min(parts.day, calendar.daysInMonth(year, of))
  return back(calendar.timeOf({ ...parts, year, month: of, day }), zone)
}

const back = (local: number, zone: Zone) =>
  Math.abs(local) <= MAX_TIME ? fromLocal(local, zone) : Number.NaN

const $dateDiff: Operator = named(
  '$dateDiff',
  { object: 5166301, unknown: 5166302, missing: { startDate: 5166303, endDate: 5166304, unit: 5166305 } },
  ['startDate', 'endDate', 'unit'],
  ['timezone', 'startOfWeek'],
  (values) => {
    const { startDate, endDate, timezone, startOfWeek, unit: rawUnit } = values
    if ([startDate, endDate, rawUnit].some(nullish) || ('timezone' in values && nullish(timezone)))
      return null
    const unit = unitOf(rawUnit)
    if (unit === 'week' && 'startOfWeek' in values && nullish(startOfWeek)) return null
    const first = unit === 'week' ? firstDay(startOfWeek) : 0
    const zone = zoneOf(timezone)
    const from = dateIn(startDate, "$dateDiff's startDate", 5166307)
    const to = dateIn(endDate, "$dateDiff's endDate", 5166307)
    return Long.fromNumber(boundaries(from, to, unit, zone, first))
  },
)

/** How many boundaries of the unit lie between. */
function boundaries(from: number, to: number, unit: string, zone: Zone, first: number): number {
  const [start, end] = [toLocal(from, zone), toLocal(to, zone)]
  const months = MONTHS[unit]
  if (months !== undefined) return Math.floor(monthOf(end) / months) - Math.floor(monthOf(start) / months)
  const length = LENGTHS[unit] ?? 1
  if (unit === 'week') return weekOf(end, first) - weekOf(start, first)
  const crossed = Math.floor(end / length) - Math.floor(start / length)
  if (unit === 'day') return crossed
  return crossed + Math.trunc((zone.offsetAt(from) - zone.offsetAt(to)) / length)
}

function monthOf(local: number): number {
  const { year, month } = calendar.partsOfTime(local)
  return year * 12 + month - 1
}

// Day 0 was a Thursday.
const weekOf = (local: number, first: number) => Math.floor((calendar.dayNumber(local) + 4 - first) / 7)

const $dateTrunc: Operator = (operand, names) => {
  const codes = { object: 5439007, unknown: 5439008, missing: { date: 5439009, unit: 5439010 } }
  // A null startOfWeek counts for every unit, except where the date is a constant: there MongoDB looks at weeks only.
  const literal = isObject(operand) && 'date' in operand && compile(operand.date, names).constant === true
  const run = (values: Truncation) => dateTrunc(values, literal)
  return named(
    '$dateTrunc',
    codes,
    ['date', 'unit'],
    ['binSize', 'timezone', 'startOfWeek'],
    run,
  )(operand, names)
}

type Truncation = Record<'date' | 'unit' | 'binSize' | 'timezone' | 'startOfWeek', unknown>

function dateTrunc(values: Truncation, literal: boolean): Date | null {
  const { date, unit: rawUnit, binSize, timezone, startOfWeek } = values
  if (nullish(date) || nullish(rawUnit)) return null
  if (('binSize' in values && nullish(binSize)) || ('timezone' in values && nullish(timezone))) return null
  const unit = unitOf(rawUnit)
  if ('startOfWeek' in values && nullish(startOfWeek) && (unit === 'week' || !literal)) return null
  const size = binSizeOf(binSize)
  const first = unit === 'week' ? firstDay(startOfWeek) : 0
  const zone = zoneOf(timezone)
  const result = truncated(dateIn(date, "$dateTrunc's date", 5166307), unit, size, zone, first)
  if (!(Math.abs(result) <= MAX_TIME)) throw new MongoError(5439005, '$dateTrunc: the result is out of range')
  return new Date(result)
}

function binSizeOf(value: unknown): number {
  if (value === undefined) return 1
  const size = isWhole(value) ? toNumber(value) : Number.NaN
  if (!Number.isInteger(size) || Math.abs(size) > 2 ** 63)
    throw new MongoError(
      5439017,
      `$dateTrunc requires 'binSize' to be a 64-bit integer, but got value '${value}'`,
    )
  if (size <= 0)
    throw new MongoError(5439018, `$dateTrunc requires 'binSize' to be greater than 0, but got value ${size}`)
  return size
}

/** Bins are counted from the first of January 2000. */
const REFERENCE = Date.UTC(2000, 0, 1)

function truncated(time: number, unit: string, size: number, zone: Zone, first: number): number {
  const months = MONTHS[unit]
  const local = toLocal(time, zone)
  if (months !== undefined) {
    if (size * months > 100_000_000_000) throw new MongoError(5439006, "$dateTrunc: 'binSize' is too large")
    const month = floored(monthOf(local) - 24_000, size * months) + 24_000
    const year = Math.floor(month / 12)
    return back(
      calendar.timeOf({
        year,
        month: month - year * 12 + 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        millisecond: 0,
      }),
      zone,
    )
  }
  const length = (LENGTHS[unit] ?? 1) * size
  if (length > 2 ** 63) throw new MongoError(5439002, "$dateTrunc: 'binSize' is too large")
  if (unit === 'day' || unit === 'week') {
    const reference =
      unit === 'day' ? REFERENCE : REFERENCE + ((first - calendar.weekday(REFERENCE) + 7) % 7) * 86_400_000
    return back(reference + floored(local - reference, length), zone)
  }
  const reference = fromLocal(REFERENCE, zone)
  return reference + floored(time - reference, length)
}

const floored = (value: number, unit: number) => Math.floor(value / unit) * unit

export const dateUnits: Record<string, Operator> = {
  $dateAdd: adding('$dateAdd', 1),
  $dateSubtract: adding('$dateSubtract', -1),
  $dateDiff,
  $dateTrunc,
}
