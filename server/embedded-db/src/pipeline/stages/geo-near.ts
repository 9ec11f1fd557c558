import { badValue, MongoError, notSupported, typeMismatch } from '../../errors'
import { elementsOf } from '../../geo/coordinates'
import { distanceFrom, nearestIn, nearOf } from '../../geo/near'
import { hasNear } from '../../geo/near-queries'
import { matcher } from '../../query/matching'
import { asDouble } from '../../values/numbers'
import { valuesAt, withValueAt } from '../../values/paths'
import { isNumber, truthy } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { type Doc, isObject, toNumber } from '../../values/values'
import { compile } from '../expressions/compile'
import { partsOf } from '../expressions/field-paths'
import { inScope, type Scope } from '../expressions/scope'
import { refuseNear } from './selecting'
import type { Stage } from './types'

/** What a pipeline begins with that asks for the nearest documents and their distances. */
export interface GeoNear {
  key: string | undefined
  /** The condition on that path. */
  condition: Doc
  query: Doc
  /** A document with its distance and, where asked for, the place that is so near. */
  withDistance: (doc: Doc, path: string) => Doc
}

const GONE: Record<string, [number, string]> = {
  collation: [40227, "$geoNear does not accept the 'collation' parameter"],
  limit: [50858, "$geoNear no longer supports the 'limit' parameter. Use a $limit stage instead."],
  num: [50857, "$geoNear no longer supports the 'num' parameter. Use a $limit stage instead."],
  start: [50856, "$geoNear no longer supports the 'start' argument."],
}
/** Documents may be so deep, and so many fields have room around them. */
const MAX_DEPTH = 200
const MAX_KEY_DEPTH = 180
const OPTIONS = [
  ...['near', 'distanceField', 'maxDistance', 'minDistance', 'query', 'spherical', 'distanceMultiplier'],
  ...['includeLocs', 'key', 'uniqueDocs'],
]

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/geoNear/ */
export function geoNearOf(given: unknown, scope: Scope): GeoNear {
  if (elementsOf(given) === undefined)
    throw new MongoError(10065, 'invalid parameter: expected an object ($geoNear)')
  const spec = isObject(given) ? given : {}
  checkOptions(spec)
  const { query = {}, key, includeLocs } = spec
  if (!isObject(query)) throw typeMismatch("$geoNear requires that 'query' is an object")
  if (hasNear(query)) refuseNear()
  inScope(scope, () => matcher(query, scope.names.by))
  const condition = conditionOf(spec, scope)
  const near = nearOf(condition)
  const measure = distanceFrom({ ...near, least: 0, most: Number.POSITIVE_INFINITY })
  const distanceParts = pathOf(spec.distanceField, 'distanceField', 16606)
  const locationParts = pathOf(includeLocs, 'includeLocs', 16607)
  const factor = multiplierOf(spec.distanceMultiplier)
  return {
    key: key === undefined ? undefined : keyOf(key),
    condition,
    query,
    withDistance: (doc, path) => {
      const values = valuesAt(doc, path.split('.'), false)
      const far = asDouble((measure(values) ?? 0) * factor)
      const measured = distanceParts ? withValueAt(doc, distanceParts, far) : doc
      return locationParts ? withValueAt(measured, locationParts, nearestIn(values, near)) : measured
    },
  }
}

function checkOptions(spec: Doc): void {
  for (const [option, [code, message]] of Object.entries(GONE))
    if (spec[option] !== undefined) throw new MongoError(code, message)
  if (spec.near === undefined) throw new MongoError(5_860_400, "$geoNear requires a 'near' argument")
  for (const option of Object.keys(spec))
    if (!OPTIONS.includes(option)) throw badValue(`Unknown argument to $geoNear: ${option}`)
}

function conditionOf(spec: Doc, scope: Scope): Doc {
  const near = constantOf(spec.near, scope, 5_860_402, 'near')
  if (elementsOf(near) === undefined)
    throw new MongoError(
      5_860_401,
      '$geoNear requires near argument to be a GeoJSON object or a legacy point',
    )
  const condition: Doc = { [truthy(spec.spherical) ? '$nearSphere' : '$near']: near }
  const least = distanceOf(spec.minDistance, scope, 7_555_701, 'minDistance')
  const most = distanceOf(spec.maxDistance, scope, 7_555_702, 'maxDistance')
  if (least !== undefined) condition.$minDistance = least
  if (most !== undefined) condition.$maxDistance = most
  return condition
}

/** A value, or an expression of variables alone. */
function constantOf(value: unknown, scope: Scope, code: number, name: string): unknown {
  if (asksDocument(value))
    throw new MongoError(code, `$geoNear requires '${name}' to be a constant expression`)
  return compile(value, scope.names)(scope.env({}))
}

const asksDocument = (value: unknown): boolean => {
  if (typeof value === 'string') return /^\$([^$]|\$(ROOT|CURRENT)\b)/.test(value)
  return (elementsOf(value) ?? []).some(asksDocument)
}

function distanceOf(value: unknown, scope: Scope, code: number, name: string): number | undefined {
  if (value === undefined) return undefined
  return nonnegative(constantOf(value, scope, code, name), name)
}

const multiplierOf = (value: unknown) => (value === undefined ? 1 : nonnegative(value, 'distanceMultiplier'))

function nonnegative(value: unknown, name: string): number {
  if (!isNumber(value))
    throw typeMismatch(`$geoNear requires '${name}' to be a number, not ${typeName(value)}`)
  const number = toNumber(value)
  if (!(number >= 0)) throw badValue(`${name} must be nonnegative`)
  return number
}

/** Both fields may be left out. */
function pathOf(value: unknown, name: string, code: number): string[] | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string')
    throw new MongoError(code, `$geoNear requires that '${name}' option is a String`)
  const parts = partsOf(value)
  if (parts.length >= MAX_DEPTH) throw new MongoError(5_984_700, 'FieldPath is too long')
  return parts
}

function keyOf(key: unknown): string {
  if (typeof key !== 'string') throw typeMismatch("$geoNear parameter 'key' must be of type string")
  if (key === '') throw badValue("$geoNear parameter 'key' cannot be the empty string")
  if (partsOf(key).length > MAX_KEY_DEPTH) throw new MongoError(5_729_100, "$geoNear 'key' is too long")
  return key
}

/** The stage itself is answered by the engine; here it is only understood. */
export const $geoNear: Stage = (spec, { scope, index, inside, within }) => {
  if (index > 0) throw new MongoError(40603, '$geoNear is only valid as the first stage in a pipeline')
  if (inside !== 'top' || within !== undefined)
    throw notSupported('$geoNear is not supported in a pipeline within another')
  geoNearOf(spec, scope)
  return (docs) => docs
}
