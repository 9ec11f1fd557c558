import { badValue } from '../errors'
import { typeName } from '../values/type-names'
import { crosses } from './arcs'
import { positionsOf, shown, withoutRepeats } from './coordinates'
import type { Polygon } from './polygons'
import { distanceToRing, insidePoint, isInside, isOn, type Ring, ring, ringFault, smallerSide } from './rings'
import { same, type Vector } from './vectors'

/** A polygon with holes, each ring with the smaller part of the sphere inside. */
export function polygonOf(coordinates: unknown): Polygon {
  if (!Array.isArray(coordinates))
    throw badValue(`Polygon coordinates must be an array, instead got type ${typeName(coordinates)}`)
  const rings = coordinates.map((loop) => smallerSide(pointsOf(loop)))
  const [outer, ...holes] = rings
  if (outer === undefined) throw badValue('Polygon has no loops.')
  for (const [i, hole] of holes.entries()) checkHole(outer, hole, coordinates, i + 1)
  for (const [i, hole] of holes.entries())
    for (const other of holes.slice(i + 1)) checkApart(hole, other, coordinates)
  return { outer, holes }
}

/** One ring with the area to the left of it inside, be it the larger part of the sphere. */
export function strictPolygonOf(coordinates: unknown): Polygon {
  if (!Array.isArray(coordinates))
    throw badValue(`Coordinates of polygon must be an array, instead got type ${typeName(coordinates)}`)
  if (coordinates.length !== 1)
    throw badValue(
      `Only one simple loop is allowed in a big polygon, instead provided ${coordinates.length} loops: ${shown(coordinates)}`,
    )
  return { outer: ring(pointsOf(coordinates[0])), holes: [] }
}

/** The corners of a ring that is closed and does not cross itself. */
function pointsOf(loop: unknown): Vector[] {
  const positions = positionsOf(loop)
  const [first] = positions
  const last = positions.at(-1)
  if (first === undefined || last === undefined) throw badValue(`Loop has no vertices: ${shown(loop)}`)
  if (!same(first, last))
    throw badValue(`Loop is not closed, first vertex does not equal last vertex: ${shown(loop)}`)
  const points = withoutRepeats(positions).slice(0, -1)
  if (points.length < 3)
    throw badValue(
      `Loop must have at least 3 different vertices, ${new Set(points.map(String)).size} unique vertices were provided: ${shown(loop)}`,
    )
  const fault = ringFault(points)
  if (fault !== undefined) throw badValue(`Loop is not valid: ${shown(loop)} ${fault}`)
  return points
}

/** A hole may touch the ring around it in one corner of both, not elsewhere. */
const ON = 1e-14

function checkHole(outer: Ring, hole: Ring, coordinates: unknown[], at: number): void {
  const shared = hole.points.filter((p) => outer.points.some((q) => same(p, q)))
  const apart = hole.points.filter((p) => !shared.includes(p))
  const cross = crossing(outer, hole)
  if (
    cross ||
    apart.some((p) => distanceToRing(p, outer) < ON || !isInside(p, outer)) ||
    (apart.length === 0 && !nested(outer, hole))
  )
    throw badValue(
      `Secondary loops not contained by first exterior loop - secondary loops must be holes: ${shown(coordinates[at])} first loop: ${shown(coordinates[0])}`,
    )
  if (shared.length > 1)
    throw badValue(`Loop ${at} shares more than one vertex with its parent loop 0: ${shown(coordinates)}`)
}

const crossing = (one: Ring, other: Ring) => one.arcs.some((a) => other.arcs.some((b) => crosses(a, b)))

const nested = (outer: Ring, hole: Ring) => {
  const p = insidePoint(hole, () => true)
  return p !== undefined && isInside(p, outer)
}

/** Two holes may share corners, not more. */
function checkApart(one: Ring, other: Ring, coordinates: unknown[]): void {
  const edge = one.arcs.some(({ a, b }) =>
    other.arcs.some((arc) => (same(a, arc.a) && same(b, arc.b)) || (same(a, arc.b) && same(b, arc.a))),
  )
  if (edge || crossing(one, other)) throw badValue(`Polygon isn't valid: loops cross: ${shown(coordinates)}`)
  if (overlaps(one, other) || overlaps(other, one))
    throw badValue(`Polygon interior loops cannot be nested: ${shown(coordinates)}`)
}

function overlaps(outer: Ring, inner: Ring): boolean {
  const p = inner.points.find((point) => !isOn(point, outer))
  return p === undefined ? nested(outer, inner) : isInside(p, outer)
}
