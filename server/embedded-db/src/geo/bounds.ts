import type { Arc } from './arcs'
import type { Pair } from './coordinates'
import type { Cap, Geometry } from './geometries'
import { holds } from './polygons'
import { angle, cross, dot, minus, TOLERANCE, times, unit, type Vector } from './vectors'

/** The least and the greatest value on each axis: x and y on the plane, x, y and z of the sphere. */
export type Bounds = readonly (readonly [number, number])[]

const AXES: readonly Vector[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]

const span = (values: readonly number[]): [number, number] => [
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
]

/** The smallest bounds that have all of these in them. */
export const joined = (all: readonly Bounds[]): Bounds =>
  (all[0] ?? []).map((_, axis) => span(all.flatMap((bounds) => bounds[axis] ?? [])))

export const pairBounds = (pairs: readonly Pair[]): Bounds => [
  span(pairs.map(([x]) => x)),
  span(pairs.map(([, y]) => y)),
]

/** Boxes around what is on the sphere know neither a date line nor poles. */
export function geometryBounds({ points, lines, polygons }: Geometry): Bounds {
  const arcs = [...lines.flat(), ...polygons.flatMap(({ outer }) => outer.arcs)]
  return AXES.map((axis, i) => {
    const reached = polygons.flatMap((polygon) => [1, -1].filter((sign) => holds(polygon, times(axis, sign))))
    const ends = [...points, ...arcs.flatMap(({ a, b }) => [a, b])].map((p) => p[i] ?? 0)
    const [low, high] = span([...reached, ...ends, ...arcs.flatMap((arc) => heights(arc, axis))])
    return [low - TOLERANCE, high + TOLERANCE]
  })
}

/** Where the great circle of an arc is highest and lowest, as far as the arc goes there. */
function heights({ a, b, n }: Arc, axis: Vector): number[] {
  const top = unit(minus(axis, times(n, dot(n, axis))))
  return [1, -1].flatMap((sign) => {
    const p = times(top, sign)
    return dot(cross(n, a), p) >= 0 && dot(cross(b, n), p) >= 0 ? [dot(p, axis)] : []
  })
}

export const capBounds = ({ center, radius }: Cap): Bounds =>
  AXES.map((axis) => {
    const far = angle(center, axis)
    const reach = radius + TOLERANCE
    return [
      far + reach >= Math.PI ? -1 : Math.cos(far + reach) - TOLERANCE,
      far <= reach ? 1 : Math.cos(far - reach) + TOLERANCE,
    ]
  })

/** What the last digits of coordinates on the plane may be wrong by. */
export const roundBounds = ([x, y]: Pair, radius: number): Bounds => {
  const reach = radius + Math.max(Math.abs(x), Math.abs(y), radius) * 1e-12
  return [
    [x - reach, x + reach],
    [y - reach, y + reach],
  ]
}
