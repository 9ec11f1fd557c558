import { type Arc, arc, arcsOf, crosses, distanceTo, isOnArc } from './arcs'
import { cross, dot, minus, plus, times, unit, type Vector } from './vectors'

/** A closed line; what is left of it is inside. */
export interface Ring {
  points: readonly Vector[]
  arcs: readonly Arc[]
}

export const ring = (points: readonly Vector[]): Ring => ({ points, arcs: arcsOf(points, true) })

/** Two parts that differ by less are as large: the one to the left is inside. */
const EVEN = 1e-11

/** The smaller of the two parts of the sphere is inside, whichever way around a ring was written. */
export function smallerSide(points: readonly Vector[]): Ring {
  const given = ring(points)
  return turning(given) < -EVEN ? ring([...points].reverse()) : given
}

/** How far the way around turns to the left: a full turn less the area inside (Gauss and Bonnet). */
function turning({ arcs }: Ring): number {
  let sum = 0
  for (const [i, next] of arcs.entries()) {
    const before = arcs[(i + arcs.length - 1) % arcs.length] ?? next
    sum += Math.atan2(dot(cross(before.n, next.n), next.a), dot(before.n, next.n))
  }
  return sum
}

/** How far a point is from the line itself. */
export const distanceToRing = (p: Vector, { arcs }: Ring): number =>
  arcs.reduce((least, one) => Math.min(least, distanceTo(p, one)), Number.POSITIVE_INFINITY)

export const isOn = (p: Vector, { arcs }: Ring): boolean => arcs.some((one) => isOnArc(p, one))

/** A corner so near to a great circle is on neither side for sure. */
const UNSURE = 1e-14
const WAYS = 64

/**
 * Whether a point off the line is left of it: on the way to the middle of an arc, one arrives from the left or the
 * right, and changes sides with each other arc that is crossed. A way that leads through a corner is not taken.
 */
export function isInside(p: Vector, { arcs }: Ring): boolean {
  let doubtful = false
  const step = Math.max(1, Math.floor(arcs.length / WAYS))
  for (let i = 0; i < arcs.length; i += step) {
    const goal = arcs[i] as Arc
    const way = arc(p, unit(plus(goal.a, goal.b)))
    // Seen from the way, not from the arc: short arcs do not tell far points their side.
    let inside = dot(way.n, minus(goal.a, way.b)) < 0
    let sure = dot(p, way.b) > -0.999_999
    for (const other of arcs) {
      if (other !== goal && crosses(way, other)) inside = !inside
      if (isCorner(way, other.a)) sure = false
    }
    if (sure) return inside
    if (i === 0) doubtful = inside
  }
  return doubtful
}

/** Whether a way leads through a corner, or as good as. */
function isCorner({ a, b, n }: Arc, corner: Vector): boolean {
  if (Math.abs(dot(n, minus(corner, a))) > UNSURE) return false
  return dot(cross(n, a), corner) >= 0 && dot(cross(b, n), corner) >= 0
}

/** What keeps a ring from having an inside, in the words of MongoDB's library. */
export function ringFault(points: readonly Vector[]): string | undefined {
  const seen = new Map<string, number>()
  for (const [i, point] of points.entries()) {
    const twin = seen.get(point.join())
    if (twin !== undefined) return `Duplicate vertices: ${twin} and ${i}`
    seen.set(point.join(), i)
  }
  const [closing, ...others] = ring(points).arcs
  const arcs = closing ? [...others, closing] : others
  for (const [i, one] of arcs.entries()) {
    if (dot(one.a, one.b) <= -1 + 1e-15) return `Vertices ${i} and ${i + 1} are antipodal`
    for (let j = i + 1; j < arcs.length; j++)
      if (crosses(one, arcs[j] as Arc)) return `Edges ${i} and ${j} cross.`
  }
  return undefined
}

const FRACTIONS = [0.2, 0.02, 0.001, 0.00001]

/** A point inside, a little left of some arc, that satisfies a further wish. */
export function insidePoint(of: Ring, fits: (p: Vector) => boolean): Vector | undefined {
  for (const fraction of FRACTIONS) {
    for (const { a, b, n } of of.arcs) {
      const depth = fraction * Math.min(1, Math.hypot(...minus(b, a)))
      const p = unit(plus(unit(plus(a, b)), times(n, depth)))
      if (isInside(p, of) && fits(p)) return p
    }
  }
  return undefined
}
