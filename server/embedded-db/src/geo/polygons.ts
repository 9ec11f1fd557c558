import { type Arc, pieces, touches } from './arcs'
import { distanceToRing, insidePoint, isInside, isOn, type Ring } from './rings'
import type { Vector } from './vectors'

/** A ring with holes; the inside of each hole is left of its own ring. */
export interface Polygon {
  outer: Ring
  holes: readonly Ring[]
}

const ringsOf = ({ outer, holes }: Polygon): readonly Ring[] => [outer, ...holes]
const edgesOf = (polygon: Polygon): readonly Arc[] => ringsOf(polygon).flatMap(({ arcs }) => arcs)

const isOnEdge = (p: Vector, polygon: Polygon) => ringsOf(polygon).some((one) => isOn(p, one))

/** The edge belongs to it, that of a hole too. */
export const holds = (polygon: Polygon, p: Vector): boolean => isOnEdge(p, polygon) || isWithin(p, polygon)

const isWithin = (p: Vector, { outer, holes }: Polygon) =>
  isInside(p, outer) && !holes.some((hole) => isInside(p, hole))

const holdsDeep = (polygon: Polygon, p: Vector) => !isOnEdge(p, polygon) && isWithin(p, polygon)

export function distanceToPolygon(p: Vector, polygon: Polygon): number {
  return holds(polygon, p) ? 0 : Math.min(...ringsOf(polygon).map((one) => distanceToRing(p, one)))
}

/** Every piece between two crossings of the edge is inside or on the edge, or the line is not within. */
export function holdsLine(polygon: Polygon, line: readonly Arc[]): boolean {
  const edges = edgesOf(polygon)
  return line.every(
    (one) =>
      holds(polygon, one.a) && holds(polygon, one.b) && pieces(one, edges).every((p) => holds(polygon, p)),
  )
}

/** No piece of its own edge runs through the other, and some point of the other is inside: so all of it is. */
export const holdsPolygon = (polygon: Polygon, other: Polygon): boolean =>
  !runsThrough(polygon, other) && isPartIn(other, polygon)

export const meetsLine = (polygon: Polygon, line: readonly Arc[]): boolean => {
  const edges = edgesOf(polygon)
  return line.some((one) => holds(polygon, one.a) || holds(polygon, one.b) || anyTouch([one], edges))
}

/** Insides meet; polygons that share no more than an edge or a corner do not, as in MongoDB. */
export const meetsPolygon = (one: Polygon, other: Polygon): boolean =>
  runsThrough(one, other) || runsThrough(other, one) || isPartIn(one, other) || isPartIn(other, one)

/** Whether a piece of the edge of one is inside the other. */
function runsThrough(one: Polygon, other: Polygon): boolean {
  const edges = edgesOf(other)
  return edgesOf(one).some((edge) => pieces(edge, edges).some((p) => holdsDeep(other, p)))
}

/** Where no edge runs through the other, one point inside stands for all. */
function isPartIn(one: Polygon, other: Polygon): boolean {
  const p = insidePoint(one.outer, (inside) => isWithin(inside, one)) ?? one.outer.points[0]
  return p !== undefined && holds(other, p)
}

export const anyTouch = (some: readonly Arc[], others: readonly Arc[]): boolean =>
  some.some((one) => others.some((other) => touches(one, other)))
