import { failedToParse, MongoError } from '../../errors'
import { isNumber } from '../../values/predicates'
import type { SortKey } from '../../values/sorting'
import { textOf } from '../../values/texts'
import { compareValues, type Doc, isObject, toNumber } from '../../values/values'
import { added, unitOf } from '../expressions/date-units'
import { valueAlong } from '../expressions/field-paths'
import { isWhole } from '../expressions/operands'
import { NumberSum } from '../expressions/sums'
import { zoneOf } from '../expressions/time-zones'

type Bound = 'unbounded' | number | object

/** The documents about one that a function sees: by place, or by the value that they are sorted by. */
export interface Window {
  kind: 'documents' | 'range'
  lower: Bound
  upper: Bound
  unit: string | undefined
  path: string[]
}

export const WHOLE: Window = {
  kind: 'documents',
  lower: 'unbounded',
  upper: 'unbounded',
  unit: undefined,
  path: [],
}

const KEYS = ['documents', 'range', 'unit']

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/setWindowFields/#std-label-setWindowFields-window */
export function parseWindow(spec: unknown, sort: SortKey[] | undefined): Window {
  if (!isObject(spec)) throw failedToParse("'window' field must be an object")
  for (const key of Object.keys(spec))
    if (!KEYS.includes(key)) throw failedToParse(`'window' field that is not known: ${key}`)
  const { documents, range, unit } = spec
  if (documents !== undefined && range !== undefined)
    throw failedToParse("Window bounds can specify either 'documents' or 'range', not both.")
  if (range !== undefined) return rangeOf(spec, sort)
  if (unit !== undefined)
    throw failedToParse("Window bounds can only specify 'unit' with range-based bounds.")
  if (documents === undefined) return WHOLE
  const [lower, upper] = boundsOf(documents, 'documents', isWhole)
  if (sort === undefined && (lower !== 'unbounded' || upper !== 'unbounded'))
    throw new MongoError(5339901, 'Document-based bounds require a sortBy')
  return { kind: 'documents', lower, upper, unit: undefined, path: [] }
}

function rangeOf(spec: Doc, sort: SortKey[] | undefined): Window {
  const timed = Object.hasOwn(spec, 'unit')
  const unit = timed ? timeUnit(spec.unit) : undefined
  const [lower, upper] = boundsOf(spec.range, 'range', timed ? isWhole : isNumber)
  const [key, other] = sort ?? []
  if (key === undefined || other !== undefined)
    throw new MongoError(5339902, 'Range-based bounds require sortBy a single field')
  if (key.direction !== 1) throw new MongoError(8947401, 'Range-based bounds require an ascending sortBy')
  return { kind: 'range', lower, upper, unit, path: key.path.split('.') }
}

function timeUnit(unit: unknown): string {
  if (typeof unit !== 'string') throw failedToParse("'unit' must be a string")
  return unitOf(unit)
}

function boundsOf(spec: unknown, kind: string, fits: (value: unknown) => boolean): [Bound, Bound] {
  if (!Array.isArray(spec) || spec.length !== 2)
    throw failedToParse(`Window bounds must be a 2-element array: ${kind}`)
  const [lower, upper] = spec.map((bound): Bound => {
    if (bound === 'unbounded') return 'unbounded'
    if (bound === 'current') return 0
    if (!fits(bound)) throw failedToParse(`Invalid bound in '${kind}' window: ${textOf(bound)}`)
    return bound
  }) as [Bound, Bound]
  if (lower !== 'unbounded' && upper !== 'unbounded' && compareValues(lower, upper) > 0)
    throw new MongoError(5339900, 'Lower bound must not exceed upper bound')
  return [lower, upper]
}

export type RangeAt = (at: number) => [number, number]

/** The first and the last of a window within a sorted partition; the last is before the first where there is none. */
export function placesIn(partition: Doc[], window: Window): RangeAt {
  const end = partition.length - 1
  if (window.kind === 'range') return rangesIn(partition, window)
  const { lower, upper } = window
  const before = lower === 'unbounded' ? Number.NEGATIVE_INFINITY : toNumber(lower)
  const after = upper === 'unbounded' ? Number.POSITIVE_INFINITY : toNumber(upper)
  return (at) => [Math.max(at + before, 0), Math.min(at + after, end)]
}

function rangesIn(partition: Doc[], { lower, upper, unit, path }: Window): RangeAt {
  const values = partition.map((doc) => sortedBy(doc, path, unit))
  return (at) => {
    const value = values[at]
    const first =
      lower === 'unbounded' ? 0 : firstOf(values, (one) => compareValues(one, moved(value, lower, unit)) >= 0)
    const behind =
      upper === 'unbounded'
        ? values.length
        : firstOf(values, (one) => compareValues(one, moved(value, upper, unit)) > 0)
    return [first, behind - 1]
  }
}

function sortedBy(doc: Doc, path: string[], unit: string | undefined): unknown {
  const value = valueAlong(doc, path, 0)
  if (unit === undefined && !isNumber(value))
    throw new MongoError(5429414, 'Invalid range: Expected the sortBy field to be a number')
  if (unit !== undefined && !(value instanceof Date))
    throw new MongoError(
      5429513,
      "Invalid range: Expected the sortBy field to be a Date, as there is a 'unit'",
    )
  return value
}

function moved(value: unknown, bound: Bound, unit: string | undefined): unknown {
  if (unit !== undefined && value instanceof Date)
    return new Date(added(value.getTime(), unit, toNumber(bound), zoneOf(undefined)))
  const sum = new NumberSum()
  sum.add(value)
  sum.add(bound)
  return sum.result()
}

/** The first place at which a condition holds that holds from there on. */
function firstOf(values: unknown[], holds: (value: unknown) => boolean): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(values[middle])) high = middle
    else low = middle + 1
  }
  return low
}
