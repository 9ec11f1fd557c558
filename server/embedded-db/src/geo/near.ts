import { badValue, MongoError } from '../errors'
import { isNumber } from '../values/predicates'
import { type Doc, isObject, toNumber } from '../values/values'
import { type Bounds, capBounds, roundBounds } from './bounds'
import { elementsOf, isOnEarth, type Pair, pairOf, shown, vectorOf } from './coordinates'
import { distance } from './flat'
import { pointOf } from './geojson'
import { distanceToGeometry } from './geometries'
import { isLegacy, placeOf, type Stored } from './stored'
import { EARTH_RADIUS } from './vectors'

export const NEAR_OPERATORS = ['$near', '$nearSphere']

/** A place to be near to: GeoJSON asks in metres, a legacy pair on the sphere in radians, on the plane in its own units. */
export interface Near {
  center: Pair
  unit: 'metres' | 'radians' | 'flat'
  least: number
  most: number
}

/** Whether a condition asks for what is near: the operator comes first, the distances may stand beside it. */
export const isNear = (condition: Doc): boolean => {
  const [first] = Object.keys(condition)
  return first !== undefined && NEAR_OPERATORS.includes(first) && elementsOf(condition[first]) !== undefined
}

export function nearOf(condition: Doc): Near {
  const [operator = ''] = Object.keys(condition)
  const legacy = besideOf(condition, operator)
  const near = legacy ?? withinOf(condition, operator)
  if (near.unit === 'radians' && !isOnEarth(near.center))
    throw badValue('Legacy point is out of bounds for spherical query')
  return near
}

/** `{$near: [x, y], $maxDistance: 1}`, `{$near: [x, y, 1]}`, or a GeoJSON point in place of the pair. */
function besideOf(condition: Doc, operator: string): Near | undefined {
  const given = centerOf(condition[operator], operator)
  const { $minDistance, $maxDistance } = condition
  const known = [...(given ? [operator] : NEAR_OPERATORS), '$minDistance', '$maxDistance']
  const least = distanceBeside($minDistance, '$minDistance', 16893) ?? 0
  const most = distanceBeside($maxDistance, '$maxDistance', 16895) ?? given?.most ?? Number.POSITIVE_INFINITY
  for (const name of Object.keys(condition))
    if (!known.includes(name)) throw new MongoError(34413, `invalid argument in geo near query: ${name}`)
  if (given === undefined) return undefined
  if (!(most >= 0)) throw new MongoError(18522, 'max distance must be non-negative')
  return { ...given, least, most }
}

function distanceBeside(value: unknown, name: string, code: number): number | undefined {
  if (value === undefined) return undefined
  if (!isNumber(value)) throw new MongoError(code, `${name} must be a number`)
  const number = toNumber(value)
  if (!(number >= 0)) throw new MongoError(code + 1, `${name} must be non-negative`)
  return number
}

function centerOf(value: unknown, operator: string): Omit<Near, 'least'> | undefined {
  const unit = operator === '$nearSphere' ? 'radians' : 'flat'
  const unbounded = Number.POSITIVE_INFINITY
  try {
    if (!isLegacy(value)) return { center: pointOf(value as Doc), unit: 'metres', most: unbounded }
    const elements = elementsOf(value) ?? []
    if (elements.length !== 3 || !elements.every(isNumber))
      return { center: pairOf(value, false), unit, most: unbounded }
    return { center: pairOf(elements.slice(0, 2), false), unit, most: toNumber(elements[2]) }
  } catch (error) {
    if (error instanceof MongoError) return undefined
    throw error
  }
}

/** `{$near: {$geometry: {…}, $maxDistance: 1}}` */
function withinOf(condition: Doc, operator: string): Near {
  const extra = Object.keys(condition).find((name) => name !== operator)
  if (extra !== undefined)
    throw badValue(
      `geo near accepts just one argument when querying for a GeoJSON point. Extra field found: ${extra}: ${shown(condition[extra])}`,
    )
  const near: Near = { center: [0, 0], unit: 'metres', least: 0, most: Number.POSITIVE_INFINITY }
  let found = false
  for (const [name, value] of Object.entries(condition[operator] as Doc)) {
    if (name === '$minDistance') near.least = distanceWithin(value, name)
    else if (name === '$maxDistance') near.most = distanceWithin(value, name)
    else if (name !== '$geometry') throw badValue(`invalid argument in geo near query: ${name}`)
    else if (elementsOf(value) !== undefined) {
      near.center = geometryCenter(value)
      found = true
    }
  }
  if (!found) throw badValue('$geometry is required for geo near query')
  return near
}

function geometryCenter(value: unknown): Pair {
  if (isLegacy(value)) {
    pairOf(value, false)
    throw badValue(`$near requires geojson point, given ${shown(value)}`)
  }
  try {
    return pointOf(isObject(value) ? value : {})
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    throw badValue(`invalid point in geo near query $geometry argument: ${shown(value)}  ${reason}`)
  }
}

function distanceWithin(value: unknown, name: string): number {
  if (!isNumber(value)) throw badValue(`${name} must be a number`)
  const number = toNumber(value)
  if (!(number >= 0 && Number.isFinite(number))) throw badValue(`${name} must be non-negative`)
  return number
}

/** How far away a document is whose path has these values: as far as the nearest of them. */
export function distanceFrom({ center, unit, least, most }: Near): (values: unknown[]) => number | undefined {
  const measure = unit === 'flat' ? flatly(center) : roundly(center, radiusOf(unit))
  return (values) => {
    const near = values.flatMap(placesIn).reduce((best, place) => Math.min(best, measure(place)), Infinity)
    return near < Infinity && near >= least && near <= most ? near : undefined
  }
}

/** The place that is nearest of all. */
export function nearestIn(values: unknown[], near: Near): unknown {
  const measure = distanceFrom({ ...near, least: 0, most: Number.POSITIVE_INFINITY })
  const places = values.flatMap((value) =>
    placeOf(value) === undefined && Array.isArray(value) ? value : [value],
  )
  const far = (value: unknown) => measure([value]) ?? Number.POSITIVE_INFINITY
  return places.reduce((best, place) => (far(place) < far(best) ? place : best), places[0])
}

const flatly =
  (center: Pair) =>
  ({ flat }: Stored) =>
    flat === undefined ? Number.POSITIVE_INFINITY : distance(center, flat)

const roundly = (center: Pair, radius: number) => {
  const from = vectorOf(center)
  return ({ sphere }: Stored) =>
    sphere === undefined ? Number.POSITIVE_INFINITY : distanceToGeometry(from, sphere) * radius
}

/** A value that is a place, or an array of places. */
function placesIn(value: unknown): Stored[] {
  const place = placeOf(value)
  if (place !== undefined) return [place]
  return Array.isArray(value) ? value.flatMap((element) => placeOf(element) ?? []) : []
}

/** How far to look first, at most by the query, and what is as good as everywhere: the sphere, or degrees on the plane. */
export function reachOf({ unit, most }: Near): { first: number; last: number; most: number } {
  if (unit === 'flat') return { first: 0.01, last: 400, most }
  const radius = radiusOf(unit)
  return { first: (1000 / EARTH_RADIUS) * radius, last: (Math.PI / 2) * radius, most }
}

/** The box around what is so near. Nothing for a distance on the sphere where the index is `2d`. */
export function boundsAround(
  { center, unit }: Near,
  reach: number,
  kind: string | undefined,
): Bounds | undefined {
  if (reach === Number.POSITIVE_INFINITY) return undefined
  if (unit === 'flat') return roundBounds(center, reach)
  return kind === '2dsphere'
    ? capBounds({ center: vectorOf(center), radius: reach / radiusOf(unit) })
    : undefined
}

const radiusOf = (unit: Near['unit']) => (unit === 'metres' ? EARTH_RADIUS : 1)
