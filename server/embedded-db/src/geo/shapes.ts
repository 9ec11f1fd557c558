import { badValue } from '../errors'
import type { Test } from '../values/paths'
import { isNumber } from '../values/predicates'
import { type Doc, isObject, toNumber } from '../values/values'
import { type Bounds, capBounds, geometryBounds } from './bounds'
import { elementsOf, type Pair, pairOf, shown, vectorOf } from './coordinates'
import { box, circle, type FlatShape, polygon } from './flat'
import { queryGeometryOf } from './geojson'
import { type Cap, type Geometry, intersect, isWithinAny, isWithinCap, pointGeometry } from './geometries'
import { isLegacy, placeOf } from './stored'

/** The area or place that a query names. */
type Shape = { flat: FlatShape } | { cap: Cap } | { geometry: Geometry }

const READERS: Record<string, (operand: unknown) => Shape> = {
  $geometry: (operand) => {
    if (isLegacy(operand)) return { geometry: pointGeometry(vectorOf(pairOf(operand, false))) }
    return { geometry: queryGeometryOf(operand as Doc) }
  },
  $box: (operand) => {
    const [a, b] = elementsOf(operand) ?? []
    return { flat: box(pairOf(a, false), pairOf(b, false)) }
  },
  $polygon: (operand) => {
    const corners = (elementsOf(operand) ?? []).map((corner) => pairOf(corner, false))
    if (corners.length < 3)
      throw badValue(`Polygon must have at least 3 points, instead got ${corners.length} vertices`)
    return { flat: polygon(corners) }
  },
  $center: (operand) => ({ flat: circle(...roundOf(operand)) }),
  $centerSphere: (operand) => {
    const [center, radius] = roundOf(operand)
    return { cap: { center: vectorOf(center), radius } }
  },
}
export const SHAPE_OPERATORS = ['$geoWithin', '$within', '$geoIntersects']
export const SHAPES = Object.keys(READERS)

function roundOf(operand: unknown): [Pair, number] {
  const [center, radius, ...more] = elementsOf(operand) ?? []
  const pair = pairOf(center, false)
  if (!isNumber(radius) || !(toNumber(radius) >= 0))
    throw badValue(`Radius must be a non-negative number: ${shown(radius)}`)
  if (more.length > 0) throw badValue('Only 2 fields allowed for circular region, but more were provided')
  return [pair, toNumber(radius)]
}

function shapeOf(operator: string, operand: unknown): Shape {
  if (!isObject(operand)) throw badValue('geometry must be an object')
  const [given, ...more] = Object.entries(operand).filter(([name]) => name !== '$uniqueDocs')
  if (given === undefined) throw badValue("geo query doesn't have any geometry")
  if (more.length > 0) throw badValue(`${operator} doesn't accept multiple shapes ${shown(operand)}`)
  const [name, value] = given
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (reader === undefined || elementsOf(value) === undefined)
    throw badValue(`unknown geo specifier: ${name}: ${shown(value)}`)
  return reader(value)
}

/** `$geoWithin`: shapes of the plane hold points alone, those of the sphere all geometries. */
export function withinTest(operator: string, operand: unknown): Test {
  const shape = shapeOf(operator, operand)
  if ('flat' in shape) return overPlaces(({ flat }) => flat !== undefined && shape.flat.holds(flat))
  if ('cap' in shape)
    return overPlaces(({ sphere }) => sphere !== undefined && isWithinCap(shape.cap, sphere))
  const { polygons } = shape.geometry
  if (polygons.length === 0)
    throw badValue(`$within not supported with provided geometry: ${shown({ [operator]: operand })}`)
  return overPlaces(({ sphere }) => sphere !== undefined && isWithinAny(polygons, sphere))
}

export function intersectsTest(operand: unknown): Test {
  const shape = shapeOf('$geoIntersects', operand)
  if (!('geometry' in shape))
    throw badValue(
      `$geoIntersect not supported with provided geometry: ${shown({ $geoIntersects: operand })}`,
    )
  return overPlaces(({ sphere }) => sphere !== undefined && intersect(shape.geometry, sphere))
}

/** The index that serves a shape, and the box in which all that it finds must be. */
export function boundsOf(operator: string, operand: unknown): { kind: string; bounds: Bounds } {
  const shape = shapeOf(operator, operand)
  if ('flat' in shape) return { kind: '2d', bounds: shape.flat.bounds }
  const bounds = 'cap' in shape ? capBounds(shape.cap) : geometryBounds(shape.geometry)
  return { kind: '2dsphere', bounds }
}

const overPlaces =
  (test: (place: NonNullable<ReturnType<typeof placeOf>>) => boolean): Test =>
  (value) => {
    const place = placeOf(value)
    return place !== undefined && test(place)
  }
