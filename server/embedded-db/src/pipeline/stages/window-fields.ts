import { MongoError, typeMismatch } from '../../errors'
import { missingField, unknownField } from '../../field-errors'
import type { Comparer } from '../../values/comparer'
import { type SortKey, sorterBy, sortKeys } from '../../values/sorting'
import { typeName } from '../../values/type-names'
import { type Doc, isObject } from '../../values/values'
import { compile } from '../expressions/compile'
import { compareMissing } from '../expressions/order'
import type { Expression } from '../expressions/types'
import { addition } from './projection'
import { checkSort } from './sorting'
import type { Stage } from './types'
import { compileWindowFunction } from './window-functions'

const FIELDS = ['partitionBy', 'sortBy', 'output']
/** So many documents between two chances for others. */
const SHARE = 500

function checked(spec: unknown): { partitionBy: unknown; sort: SortKey[] | undefined; output: Doc } {
  if (!isObject(spec))
    throw new MongoError(
      9,
      `the $setWindowFields stage specification must be an object, found ${typeName(spec)}`,
    )
  const odd = Object.keys(spec).find((key) => !FIELDS.includes(key))
  if (odd !== undefined) throw unknownField(`$setWindowFields.${odd}`)
  const { partitionBy, sortBy, output } = spec
  if (output === undefined) throw missingField('$setWindowFields.output')
  if (!isObject(output)) throw typeMismatch("BSON field '$setWindowFields.output' must be an object")
  if (sortBy === undefined || sortBy === null) return { partitionBy, sort: undefined, output }
  if (!isObject(sortBy)) throw typeMismatch("BSON field '$setWindowFields.sortBy' must be an object")
  if (Object.keys(sortBy).length > 0) checkSort(sortBy)
  return { partitionBy, sort: sortKeys(sortBy), output }
}

interface Partition {
  key: unknown
  docs: Doc[]
}

/** In the order of their keys, as MongoDB sorts before it looks. */
function partitionsOf(docs: Doc[], by: Comparer, keyOfDoc: (doc: Doc) => unknown): Doc[][] {
  const found = new Map<string, Partition>()
  for (const doc of docs) {
    const key = keyOfDoc(doc) ?? null
    if (Array.isArray(key))
      throw typeMismatch('An expression used to partition cannot evaluate to value of type array')
    const text = by.keyOf(key)
    const known = found.get(text)
    if (known) known.docs.push(doc)
    else found.set(text, { key, docs: [doc] })
  }
  return [...found.values()].sort((a, b) => compareMissing(a.key, b.key, by)).map((one) => one.docs)
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/setWindowFields/ */
const $setWindowFields: Stage = (spec, { scope }) => {
  const { partitionBy, sort, output } = checked(spec)
  const { by } = scope.names
  const key: Expression | undefined =
    partitionBy === undefined ? undefined : compile(partitionBy, scope.names)
  const fields = Object.entries(output).map(([path, one]) => ({
    path,
    compute: compileWindowFunction(one, { scope, sort }),
  }))
  const inner = scope.inner(...fields.map((_field, i) => `window${i}`))
  const assigned = Object.fromEntries(fields.map(({ path }, i) => [path, `$$window${i}`]))
  const assign = fields.length === 0 ? undefined : addition('$setWindowFields', assigned, inner)
  const order = sorterBy(sort ?? [], by)
  return function* (docs) {
    const done: Doc[] = []
    for (const partition of partitionsOf(docs, by, (doc) => key?.(scope.env(doc)))) {
      if (sort !== undefined && sort.length > 0) partition.sort(order)
      const values = fields.map(({ compute }) => compute(partition))
      for (const doc of partition) {
        const row = values.map((each, i): [string, unknown] => [`window${i}`, each.next().value])
        inner.set(row, scope)
        done.push(assign ? assign(doc) : doc)
        if (done.length % SHARE === 0) yield
      }
    }
    return done
  }
}

export const windows: Record<string, Stage> = { $setWindowFields }
