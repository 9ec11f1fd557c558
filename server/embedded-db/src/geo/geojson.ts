import { badValue } from '../errors'
import { typeName } from '../values/type-names'
import { type Doc, isObject } from '../values/values'
import { isStrict, type Pair, pairOf, positionsOf, shown, vectorOf, withoutRepeats } from './coordinates'
import { polygonOf, strictPolygonOf } from './geojson-polygons'
import { EMPTY, type Geometry, lineOf, pointGeometry } from './geometries'

/** The types of GeoJSON (mongodb.com/docs/manual/reference/geojson). */
const READERS: Record<string, (object: Doc) => Geometry> = {
  Point: (object) => pointGeometry(vectorOf(pointOf(object))),
  LineString: ({ coordinates }) => ({ ...EMPTY, lines: [line(coordinates)] }),
  Polygon: ({ coordinates }) => ({ ...EMPTY, polygons: [polygonOf(coordinates)] }),
  MultiPoint: ({ coordinates }) => {
    const points = positionsOf(coordinates)
    if (points.length === 0) throw badValue('MultiPoint coordinates must have at least 1 element')
    return { ...EMPTY, points }
  },
  MultiLineString: ({ coordinates }) => ({
    ...EMPTY,
    lines: severalOf('MultiLineString', coordinates).map(line),
  }),
  MultiPolygon: ({ coordinates }) => ({
    ...EMPTY,
    polygons: severalOf('MultiPolygon', coordinates).map(polygonOf),
  }),
}
const COLLECTION = 'GeometryCollection'
export const GEOJSON_TYPES = [...Object.keys(READERS), COLLECTION]

const isType = (type: unknown): type is string => typeof type === 'string' && GEOJSON_TYPES.includes(type)

/** A geometry as it may be stored. */
export function geometryOf(object: Doc): Geometry {
  const { type } = object
  if (!isType(type)) throw badValue(`unknown GeoJSON type: ${shown(object)}`)
  if (type === COLLECTION) return collectionOf(object)
  if (isStrict(object, type === 'Polygon')) throw badValue("can't index geometry with strict winding order")
  return read(type, object)
}

/** A geometry of a query: a polygon may cover the larger part of the sphere. */
export function queryGeometryOf(object: Doc): Geometry {
  if (object.type === 'Polygon' && isStrict(object, true))
    return { ...EMPTY, polygons: [strictPolygonOf(object.coordinates)] }
  return geometryOf(object)
}

const read = (type: string, object: Doc): Geometry => READERS[type]?.(object) ?? EMPTY

/** The longitude and latitude of a point, which may do without its type. */
export function pointOf(object: Doc): Pair {
  const { type } = object
  if (type !== undefined && type !== 'Point')
    throw badValue(
      `Expected geojson geometry with type Point, but got type ${isType(type) ? type : 'unknown'}`,
    )
  isStrict(object, false)
  const pair = pairOf(object.coordinates, true)
  vectorOf(pair)
  return pair
}

function line(coordinates: unknown) {
  const points = withoutRepeats(positionsOf(coordinates))
  if (points.length < 2)
    throw badValue(
      `GeoJSON LineString must have at least 2 vertices, instead got ${points.length} vertices: ${shown(coordinates)}`,
    )
  const arcs = lineOf(points)
  if (arcs.some(({ a, b }) => a.every((part, i) => Math.abs(part + (b[i] ?? 0)) < 1e-15)))
    throw badValue(`GeoJSON LineString is not valid: Adjacent vertices are antipodal ${shown(coordinates)}`)
  return arcs
}

function severalOf(name: string, coordinates: unknown): unknown[] {
  if (!Array.isArray(coordinates))
    throw badValue(`${name} coordinates must be an array, instead got type ${typeName(coordinates)}`)
  if (coordinates.length === 0) throw badValue(`${name} coordinates must have at least 1 element`)
  return coordinates
}

function collectionOf({ geometries }: Doc): Geometry {
  if (!Array.isArray(geometries))
    throw badValue(`GeometryCollection geometries must be an array, instead got type ${typeName(geometries)}`)
  if (geometries.length === 0) throw badValue('GeometryCollection geometries must have at least 1 element')
  const parts = geometries.map((part: unknown, i) => {
    if (!isObject(part))
      throw badValue(
        `Element ${i} of "geometries" must be an object, instead got type ${typeName(part)}: ${shown(part)}`,
      )
    if (!isType(part.type)) throw badValue(`Unknown GeoJSON type: ${shown(part)}`)
    if (part.type === COLLECTION) throw badValue(`GeometryCollections cannot be nested: ${shown(part)}`)
    return geometryOf(part)
  })
  return {
    points: parts.flatMap(({ points }) => points),
    lines: parts.flatMap(({ lines }) => lines),
    polygons: parts.flatMap(({ polygons }) => polygons),
  }
}
