import { MongoError } from '../../errors'
import { isNumber } from '../../values/predicates'
import { sorter } from '../../values/sorting'
import { compareValues, isObject, toNumber } from '../../values/values'
import { partsOf } from '../expressions/field-paths'
import { $group } from './group'
import type { Stage } from './types'

const MAX_KEYS = 32

/** Whether a `$sort` is one, with MongoDB's errors. */
export function checkSort(spec: unknown): void {
  if (!isObject(spec)) throw new MongoError(15973, 'the $sort key specification must be an object')
  const entries = Object.entries(spec)
  if (entries.length === 0) throw new MongoError(15976, '$sort stage must have at least one sort key')
  if (entries.length > MAX_KEYS) throw new MongoError(13103, `too many compound keys: ${entries.length}`)
  for (const [path, direction] of entries) {
    partsOf(path)
    if (isObject(direction)) throw new MongoError(31138, `Illegal key in $sort specification: ${path}`)
    if (!isNumber(direction))
      throw new MongoError(15974, 'Illegal key in $sort specification: the ordering must be a number')
    if (toNumber(direction) !== 1 && toNumber(direction) !== -1)
      throw new MongoError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
  }
}

export const $sort: Stage = (spec, { scope }) => {
  checkSort(spec)
  const order = sorter(spec, scope.names.by)
  return (docs) => [...docs].sort(order)
}

export const $sortByCount: Stage = (spec, place) => {
  if (isObject(spec)) {
    if (!Object.keys(spec)[0]?.startsWith('$'))
      throw new MongoError(
        40147,
        'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
      )
  } else if (typeof spec !== 'string')
    throw new MongoError(40149, 'the sortByCount field must be specified as a string or as an object')
  else if (!spec.startsWith('$'))
    throw new MongoError(40148, 'the sortByCount field must be defined as a $-prefixed path or an expression')
  const group = $group({ _id: spec, count: { $sum: 1 } }, place)
  return (docs, source) => {
    const groups = group(docs, source)
    return Array.isArray(groups) ? groups.sort((a, b) => compareValues(b.count, a.count)) : groups
  }
}
