import { type Arc, arcsOf, distanceTo } from './arcs'
import {
  anyTouch,
  distanceToPolygon,
  holds,
  holdsLine,
  holdsPolygon,
  meetsLine,
  meetsPolygon,
  type Polygon,
} from './polygons'
import { isOn } from './rings'
import { angle, opposite, TOLERANCE, type Vector } from './vectors'

/** What GeoJSON describes, as the parts that it is made of. */
export interface Geometry {
  points: readonly Vector[]
  lines: readonly (readonly Arc[])[]
  polygons: readonly Polygon[]
}

export const EMPTY: Geometry = { points: [], lines: [], polygons: [] }
export const pointGeometry = (point: Vector): Geometry => ({ ...EMPTY, points: [point] })
export const lineOf = (points: readonly Vector[]): readonly Arc[] => arcsOf(points, false)

/** All points within a distance of one: `$centerSphere`. */
export interface Cap {
  center: Vector
  radius: number
}

/** Whether each part of a geometry lies within one of the polygons. */
export function isWithinAny(
  polygons: readonly Polygon[],
  { points, lines, polygons: inner }: Geometry,
): boolean {
  const some = (test: (polygon: Polygon) => boolean) => polygons.some(test)
  return (
    points.every((p) => some((polygon) => holds(polygon, p))) &&
    lines.every((line) => some((polygon) => holdsLine(polygon, line))) &&
    inner.every((one) => some((polygon) => holdsPolygon(polygon, one)))
  )
}

/** Within a cap is what stays far enough from the point opposite its centre. */
export function isWithinCap({ center, radius }: Cap, { points, lines, polygons }: Geometry): boolean {
  const far = opposite(center)
  const beyond = Math.PI - radius - TOLERANCE
  if (beyond <= 0) return true
  return (
    points.every((p) => angle(center, p) <= radius + TOLERANCE) &&
    lines.every((line) => line.every((one) => distanceTo(far, one) >= beyond)) &&
    polygons.every((polygon) => distanceToPolygon(far, polygon) >= beyond)
  )
}

/** Whether two geometries have a point in common; edges belong to them. */
export function intersect(one: Geometry, other: Geometry): boolean {
  return meets(one, other) || meetsHigher(one, other) || meetsHigher(other, one)
}

/** Parts of the same kind. */
function meets(one: Geometry, other: Geometry): boolean {
  return (
    one.points.some((p) => other.points.some((q) => angle(p, q) <= TOLERANCE)) ||
    one.lines.some((line) => other.lines.some((another) => anyTouch(line, another))) ||
    one.polygons.some((polygon) => other.polygons.some((another) => meetsPolygon(polygon, another)))
  )
}

/** Parts of one with those of more dimensions of the other. */
function meetsHigher(one: Geometry, other: Geometry): boolean {
  return (
    one.points.some(
      (p) =>
        other.lines.some((arcs) => isOn(p, { points: [], arcs })) ||
        other.polygons.some((polygon) => holds(polygon, p)),
    ) || one.lines.some((line) => other.polygons.some((polygon) => meetsLine(polygon, line)))
  )
}

/** The angle between a point and what is nearest of a geometry. */
export function distanceToGeometry(p: Vector, { points, lines, polygons }: Geometry): number {
  let least = Number.POSITIVE_INFINITY
  for (const q of points) least = Math.min(least, angle(p, q))
  for (const line of lines) for (const one of line) least = Math.min(least, distanceTo(p, one))
  for (const polygon of polygons) least = Math.min(least, distanceToPolygon(p, polygon))
  return least
}
