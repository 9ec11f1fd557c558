import { MongoError, notSupported } from '../../errors'
import { isNumber } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { type Doc, isObject, typeOf } from '../../values/values'
import { compile } from '../expressions/compile'
import { fieldsOf, toInt32 } from '../expressions/operands'
import { compareMissing } from '../expressions/order'
import type { Scope } from '../expressions/scope'
import type { Expression } from '../expressions/types'
import { accumulated, type Fields, Groups } from './group'
import type { Stage } from './types'

const COUNT = { count: { $sum: 1 } }

function outputOf(spec: unknown, scope: Scope, code: number): Fields {
  if (spec !== undefined && !isObject(spec))
    throw new MongoError(code, "The 'output' field must be an object")
  if (isObject(spec) && Object.hasOwn(spec, '_id'))
    throw new MongoError(15948, "the output of buckets cannot have an '_id'")
  return accumulated(spec ?? COUNT, scope)
}

function keyExpression(spec: unknown, scope: Scope, code: number): Expression {
  const isPath = typeof spec === 'string' && spec.startsWith('$')
  const isExpression = isObject(spec) && Object.keys(spec)[0]?.startsWith('$')
  if (!isPath && !isExpression)
    throw new MongoError(code, "The 'groupBy' field must be defined as a $-prefixed path or an expression")
  return compile(spec, scope.names)
}

function constantOf(spec: unknown, scope: Scope, code: number, what: string): unknown {
  const expression = compile(spec, scope.names)
  if (!expression.constant) throw new MongoError(code, `${what} must be constant expressions`)
  return expression(scope.env({}))
}

function boundariesOf(spec: unknown, scope: Scope): unknown[] {
  if (!Array.isArray(spec))
    throw new MongoError(
      40200,
      `The $bucket 'boundaries' field must be an array, but found type: ${typeName(spec)}`,
    )
  const bounds = spec.map((bound) => constantOf(bound, scope, 40191, "The $bucket 'boundaries'"))
  if (bounds.length < 2)
    throw new MongoError(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${bounds.length}`,
    )
  for (let i = 1; i < bounds.length; i++) {
    if (typeOf(bounds[i]) !== typeOf(bounds[i - 1]))
      throw new MongoError(40193, "All values in the 'boundaries' option to $bucket must have the same type")
    if (compareMissing(bounds[i - 1], bounds[i], scope.names.by) >= 0)
      throw new MongoError(40194, "The 'boundaries' option to $bucket must be sorted in ascending order")
  }
  return bounds
}

const $bucket: Stage = (spec, { scope }) => {
  if (!isObject(spec)) throw new MongoError(40201, 'Argument to $bucket stage must be an object')
  const codes = { object: 40201, unknown: 40197, missing: 40198 }
  const fields = fieldsOf('$bucket', spec, codes, ['groupBy', 'boundaries'], ['default', 'output'])
  const key = keyExpression(fields.groupBy, scope, 40202)
  const bounds = boundariesOf(fields.boundaries, scope)
  const { by } = scope.names
  const hasDefault = Object.hasOwn(fields, 'default')
  const other = hasDefault ? constantOf(fields.default, scope, 40195, "The $bucket 'default'") : undefined
  if (hasDefault && compareMissing(other, bounds[0], by) >= 0 && compareMissing(other, bounds.at(-1), by) < 0)
    throw new MongoError(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary",
    )
  const output = outputOf(fields.output, scope, 40196)
  const place = (value: unknown) => {
    const above = bounds.findIndex((bound) => compareMissing(value, bound, by) < 0)
    if (above > 0) return bounds[above - 1]
    if (!hasDefault)
      throw new MongoError(
        7158303,
        '$switch could not find a matching branch for an input, and no default was specified',
      )
    return other
  }
  return (docs) => {
    const groups = new Groups(output, scope)
    for (const doc of docs) groups.add(place(key(scope.env(doc))), doc)
    return groups.documents().sort((a, b) => compareMissing(a._id, b._id, by))
  }
}

const $bucketAuto: Stage = (spec, { scope }) => {
  if (!isObject(spec)) throw new MongoError(40240, 'The argument to $bucketAuto must be an object')
  const codes = { object: 40240, unknown: 40245, missing: 40246 }
  const fields = fieldsOf('$bucketAuto', spec, codes, ['groupBy', 'buckets'], ['output', 'granularity'])
  const key = keyExpression(fields.groupBy, scope, 40239)
  const { buckets, granularity } = fields
  if (!isNumber(buckets))
    throw new MongoError(40241, "The $bucketAuto 'buckets' field must be a numeric value")
  const count = toInt32(buckets)
  if (count === undefined)
    throw new MongoError(40242, "The $bucketAuto 'buckets' field must be representable as a 32-bit integer")
  if (count <= 0) throw new MongoError(40243, "The $bucketAuto 'buckets' field must be greater than 0")
  if (granularity !== undefined && typeof granularity !== 'string')
    throw new MongoError(40261, "The $bucketAuto 'granularity' field must be a string")
  if (granularity !== undefined) throw notSupported("'granularity' of $bucketAuto is not supported")
  const none = isObject(fields.output) && Object.keys(fields.output).length === 0
  const output = outputOf(none ? undefined : fields.output, scope, 40244)
  return (docs) => {
    const keyed = docs.map((doc) => ({ key: key(scope.env(doc)) ?? null, doc }))
    keyed.sort((a, b) => compareMissing(a.key, b.key, scope.names.by))
    return filled(keyed, count, output, scope)
  }
}

interface Keyed {
  key: unknown
  doc: Doc
}

/** Buckets of about the same size; equal keys stay together. */
function filled(keyed: Keyed[], count: number, output: Fields, scope: Scope): Doc[] {
  const size = Math.max(Math.round(keyed.length / count), 1)
  const buckets: Keyed[][] = []
  const equal = (a: unknown, b: unknown) => scope.names.by.equal(a, b)
  for (let at = 0; at < keyed.length; ) {
    let end = buckets.length === count - 1 ? keyed.length : Math.min(at + size, keyed.length)
    while (end < keyed.length && equal(keyed[end]?.key, keyed[end - 1]?.key)) end++
    buckets.push(keyed.slice(at, end))
    at = end
  }
  return buckets.flatMap((bucket, i) => {
    const groups = new Groups(output, scope)
    const next = buckets[i + 1]?.[0] ?? bucket.at(-1)
    const id = { min: bucket[0]?.key, max: next?.key }
    for (const { doc } of bucket) groups.add(id, doc)
    return groups.documents()
  })
}

export const buckets: Record<string, Stage> = { $bucket, $bucketAuto }
