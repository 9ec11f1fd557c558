import { badValue } from '../errors'
import { isNumber } from '../values/predicates'
import { typeName } from '../values/type-names'
import { type Doc, isObject, toNumber } from '../values/values'
import { fromDegrees, isLatitude, isLongitude, same, type Vector } from './vectors'

/** A pair of numbers on the plane: x and y, or longitude and latitude. */
export type Pair = readonly [number, number]

export const shown = (value: unknown): string => JSON.stringify(value) ?? 'missing'

/** The values of an array, or of a subdocument in the order of its fields. */
export function elementsOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value
  return isObject(value) ? Object.values(value) : undefined
}

/** A legacy pair: `[x, y]`, or a document whose first two fields are numbers. */
export function pairOf(value: unknown, mayHaveMore: boolean): Pair {
  const elements = elementsOf(value)
  if (elements === undefined)
    throw badValue(`Point must be an array or object, instead got type ${typeName(value)}`)
  const [x, y] = elements
  for (const part of [x, y])
    if (!isNumber(part))
      throw badValue(`Point must only contain numeric elements, instead got type ${typeName(part)}`)
  if (!mayHaveMore && elements.length > 2) throw badValue('Point must only contain two numeric elements')
  const pair: Pair = [toNumber(x), toNumber(y)]
  if (!pair.every(Number.isFinite)) throw badValue('Point coordinates must be finite numbers')
  return pair
}

export const isOnEarth = ([x, y]: Pair): boolean => isLongitude(x) && isLatitude(y)

export function vectorOf(pair: Pair): Vector {
  if (!isOnEarth(pair)) throw badValue(`Longitude/latitude is out of bounds, lng: ${pair[0]} lat: ${pair[1]}`)
  return fromDegrees(pair[0], pair[1])
}

/** A position of GeoJSON; what follows the latitude, such as a height, is passed over. */
function positionOf(value: unknown): Vector {
  if (!Array.isArray(value))
    throw badValue(`GeoJSON coordinates must be an array, instead got type ${typeName(value)}`)
  return vectorOf(pairOf(value, true))
}

export function positionsOf(value: unknown): Vector[] {
  if (!Array.isArray(value))
    throw badValue(`GeoJSON coordinates must be an array of coordinates, instead got type ${typeName(value)}`)
  return value.map(positionOf)
}

/** Points of a line, without those that repeat the one before. */
export const withoutRepeats = (points: readonly Vector[]): Vector[] =>
  points.filter((point, i) => {
    const before = points[i - 1]
    return before === undefined || !same(before, point)
  })

const WORLD = new Set(['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'])
const STRICT = 'urn:x-mongodb:crs:strictwinding:EPSG:4326'

/** Whether a geometry keeps to the order in which its ring is written, after a check of its `crs`. */
export function isStrict({ crs }: Doc, allowed: boolean): boolean {
  if (crs === undefined) return false
  if (!isObject(crs)) throw badValue(`GeoJSON CRS must be an object, instead got type ${typeName(crs)}`)
  if (crs.type !== 'name') throw badValue('GeoJSON CRS must have field "type": "name"')
  if (!isObject(crs.properties))
    throw badValue(
      `CRS must have field "properties" which is an object, instead got type ${typeName(crs.properties)}`,
    )
  const { name } = crs.properties
  if (typeof name !== 'string')
    throw badValue(`In CRS, "properties.name" must be a string, instead got type ${typeName(name)}`)
  if (WORLD.has(name)) return false
  if (name !== STRICT) throw badValue(`Unknown CRS name: ${name}`)
  if (!allowed) throw badValue('Strict winding order CRS is only supported by polygon')
  return true
}
