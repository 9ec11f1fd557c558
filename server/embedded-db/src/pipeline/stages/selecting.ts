import { MongoError } from '../../errors'
import { hasNear, NOT_HERE } from '../../geo/near-queries'
import { matcher } from '../../query/matching'
import { kindOf, wholeOf } from '../../values/numbers'
import { isNumber } from '../../values/predicates'
import { textOf } from '../../values/texts'
import { type Doc, isObject, setOwn, toNumber } from '../../values/values'
import { compile } from '../expressions/compile'
import { fieldsOf, isWhole } from '../expressions/operands'
import { inScope } from '../expressions/scope'
import { withNames } from '../expressions/types'
import type { Stage } from './types'

const INSTEAD =
  'as these operators require sorting geospatial data. If you do not need sort, consider using $geoWithin instead.'

export function refuseNear(): never {
  throw new MongoError(5_626_500, `${NOT_HERE}, ${INSTEAD}`)
}

const $match: Stage = (spec, { scope }) => {
  if (!isObject(spec)) throw new MongoError(15959, 'the match filter must be an expression in an object')
  if (hasNear(spec)) refuseNear()
  const test = inScope(scope, () => matcher(spec, scope.names.by))
  return (docs) => docs.filter(test)
}

/** A whole number for `$skip` or `$limit`. */
function wholeCount(value: unknown, name: string, code: number): number {
  const number = isWhole(value) ? toNumber(value) : Number.NaN
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

const $sample: Stage = (spec) => {
  const { size } = fieldsOf('$sample', spec, { object: 28745, unknown: 28748, missing: 28749 }, ['size'], [])
  if (!isNumber(size)) throw new MongoError(28746, 'size argument to $sample must be a number')
  const count = wholeOf(size)
  if (!(count > 0)) throw new MongoError(28747, 'size argument to $sample must be a positive integer')
  return (docs) => shuffled(docs).slice(0, count)
}

function shuffled(docs: Doc[]): Doc[] {
  const left = [...docs]
  for (let i = left.length - 1; i > 0; i--) {
    const k = Math.floor(Math.random() * (i + 1))
    const [a, b] = [left[i], left[k]]
    if (a && b) [left[i], left[k]] = [b, a]
  }
  return left
}

const $documents: Stage = (spec, { scope, index, sourceless }) => {
  if (index > 0) throw new MongoError(40602, '$documents is only valid as the first stage in a pipeline')
  if (!sourceless) throw new MongoError(73, "'$documents' can only be run with {aggregate: 1}")
  const documents = compile(spec, scope.names)
  return () => {
    const found = documents(scope.env({}))
    if (!Array.isArray(found) || !found.every(isObject))
      throw new MongoError(5858203, "an array of documents is expected in '$documents'")
    return found
  }
}

const DECISIONS = { DESCEND: Symbol('DESCEND'), PRUNE: Symbol('PRUNE'), KEEP: Symbol('KEEP') }

const $redact: Stage = (spec, { scope }) => {
  const decide = compile(spec, withNames(scope.names, 'CURRENT', ...Object.keys(DECISIONS)))
  return (docs) => {
    const redact = (doc: Doc, root: Doc): Doc | undefined => {
      const env = scope.env(root)
      let bindings = env.bindings
      for (const [name, value] of Object.entries(DECISIONS)) bindings = { name, value, outer: bindings }
      const decision = decide({ ...env, bindings: { name: 'CURRENT', value: doc, outer: bindings } })
      if (decision === DECISIONS.KEEP) return doc
      if (decision === DECISIONS.PRUNE) return undefined
      if (decision !== DECISIONS.DESCEND)
        throw new MongoError(17053, '$redact must evaluate to one of $$DESCEND, $$PRUNE or $$KEEP')
      return descend(doc, (inner) => redact(inner, root))
    }
    return docs.map((doc) => redact(doc, doc)).filter((doc) => doc !== undefined)
  }
}

function descend(doc: Doc, redact: (doc: Doc) => Doc | undefined): Doc {
  const kept: Doc = {}
  const inside = (value: unknown): unknown => {
    if (isObject(value)) return redact(value)
    if (!Array.isArray(value)) return value
    return value.map(inside).filter((element) => element !== undefined)
  }
  for (const [key, value] of Object.entries(doc)) {
    const left = inside(value)
    if (left !== undefined) setOwn(kept, key, left)
  }
  return kept
}

export const selecting: Record<string, Stage> = {
  $match,
  $skip,
  $limit,
  $count,
  $sample,
  $documents,
  $redact,
}
