import { MongoError } from '../../errors'
import { matcher } from '../../query/matching'
import { kindOf } from '../../values/numbers'
import { isNumber } from '../../values/predicates'
import { sorter } from '../../values/sorting'
import { textOf } from '../../values/texts'
import { type Doc, isObject, setOwn, toNumber } from '../../values/values'
import { partsOf } from '../expressions/field-paths'
import type { Stage } from './stage'

const MAX_KEYS = 32

const $match: Stage = (spec) => {
  if (!isObject(spec)) throw new MongoError(15959, 'the match filter must be an expression in an object')
  const test = matcher(spec)
  return (docs) => docs.filter(test)
}

/** A whole number for `$skip` or `$limit`. */
function wholeCount(value: unknown, name: string, code: number): number {
  const number = isNumber(value) ? toNumber(value) : Number.NaN
  const large = number >= 2 ** 63 && kindOf(value) !== 'long'
  if (!Number.isInteger(number) || number < 0 || large)
    throw new MongoError(
      code,
      `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${textOf(value)}`,
    )
  return number
}

const $skip: Stage = (spec) => {
  const count = wholeCount(spec, '$skip', 5107200)
  return (docs) => docs.slice(count)
}

const $limit: Stage = (spec) => {
  const count = wholeCount(spec, '$limit', 5107201)
  if (count === 0) throw new MongoError(15958, 'the limit must be positive')
  return (docs) => docs.slice(0, count)
}

function countName(spec: unknown): string {
  if (typeof spec !== 'string') throw new MongoError(40156, 'the count field must be a non-empty string')
  if (spec === '') throw new MongoError(40157, 'the count field must be a non-empty string')
  if (spec.startsWith('$')) throw new MongoError(40158, 'the count field cannot be a $-prefixed path')
  if (spec.includes('\0')) throw new MongoError(40159, 'the count field cannot contain a null byte')
  if (spec.includes('.')) throw new MongoError(40160, "the count field cannot contain '.'")
  if (spec === '_id') throw new MongoError(9039800, 'the count field cannot be _id')
  return spec
}

const $count: Stage = (spec) => {
  const name = countName(spec)
  return (docs) => {
    const counted: Doc = {}
    setOwn(counted, name, docs.length)
    return docs.length === 0 ? [] : [counted]
  }
}

const $sort: Stage = (spec) => {
  if (!isObject(spec)) throw new MongoError(15973, 'the $sort key specification must be an object')
  const entries = Object.entries(spec)
  if (entries.length === 0) throw new MongoError(15976, '$sort stage must have at least one sort key')
  if (entries.length > MAX_KEYS) throw new MongoError(13103, `too many compound keys: ${entries.length}`)
  for (const [path, direction] of entries) {
    partsOf(path)
    if (isObject(direction)) throw new MongoError(31138, `Illegal key in $sort specification: ${path}`)
    if (!isNumber(direction))
      throw new MongoError(15974, 'Illegal key in $sort specification: the ordering must be a number')
    if (Math.abs(toNumber(direction)) !== 1)
      throw new MongoError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
  }
  const order = sorter(spec)
  return (docs) => [...docs].sort(order)
}

export const selecting: Record<string, Stage> = { $match, $skip, $limit, $count, $sort }
