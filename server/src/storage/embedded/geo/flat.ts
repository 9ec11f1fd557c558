import type { Pair } from './coordinates'

/** A shape on the plane, with its edge; only points can be in it. */
export type FlatShape = (point: Pair) => boolean

export function box(a: Pair, b: Pair): FlatShape {
  const [left, right] = a[0] < b[0] ? [a[0], b[0]] : [b[0], a[0]]
  const [low, high] = a[1] < b[1] ? [a[1], b[1]] : [b[1], a[1]]
  return ([x, y]) => left <= x && x <= right && low <= y && y <= high
}

export const distance = (a: Pair, b: Pair): number => Math.hypot(a[0] - b[0], a[1] - b[1])

/** What the last digits of a square root may be wrong by. */
const DIGITS = 4 * Number.EPSILON

export const circle =
  (center: Pair, radius: number): FlatShape =>
  (point) =>
    distance(center, point) <= radius * (1 + DIGITS)

/**
 * An odd number of edges to the right: corners and level or upright edges are inside, the digits of a sloping one
 * decide, as in MongoDB (src/mongo/db/geo/shapes.cpp).
 */
export const polygon =
  (corners: readonly Pair[]): FlatShape =>
  ([x, y]) => {
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
