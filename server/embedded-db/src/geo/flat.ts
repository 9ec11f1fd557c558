import { type Bounds, pairBounds, roundBounds } from './bounds'
import type { Pair } from './coordinates'

/** A shape on the plane, with its edge; only points can be in it. */
export interface FlatShape {
  holds: (point: Pair) => boolean
  bounds: Bounds
}

export function box(a: Pair, b: Pair): FlatShape {
  const bounds = pairBounds([a, b])
  const within = (value: number, axis: number) => {
    const [low, high] = bounds[axis] ?? [0, 0]
    return low <= value && value <= high
  }
  return { holds: ([x, y]) => within(x, 0) && within(y, 1), bounds }
}

export const distance = (a: Pair, b: Pair): number => Math.hypot(a[0] - b[0], a[1] - b[1])

/** What the last digits of a square root may be wrong by. */
const DIGITS = 4 * Number.EPSILON

export const circle = (center: Pair, radius: number): FlatShape => ({
  holds: (point) => distance(center, point) <= radius * (1 + DIGITS),
  bounds: roundBounds(center, radius),
})

export const polygon = (corners: readonly Pair[]): FlatShape => ({
  holds: inPolygon(corners),
  bounds: pairBounds(corners),
})

/**
 * An odd number of edges to the right: corners and level or upright edges are inside, the digits of a sloping one
 * decide, as in MongoDB (src/mongo/db/geo/shapes.cpp).
 */
const inPolygon =
  (corners: readonly Pair[]) =>
  ([x, y]: Pair): boolean => {
    let inside = false
    let [ax, ay] = corners.at(-1) ?? [x, y]
    for (const [bx, by] of corners) {
      const left = Math.min(ax, bx)
      const right = Math.max(ax, bx)
      if (y === by && x === bx) return true
      if (ay === by && y === ay && x >= left && x <= right) return true
      if (y > Math.min(ay, by) && y <= Math.max(ay, by) && x <= right) {
        if (left === right && x === left) return true
        if (left === right || x <= ((y - ay) * (bx - ax)) / (by - ay) + ax) inside = !inside
      }
      ax = bx
      ay = by
    }
    return inside
  }
