import {
  angle,
  cross,
  dot,
  lengthOf,
  minus,
  normal,
  opposite,
  plus,
  side,
  TOLERANCE,
  times,
  unit,
  type Vector,
} from './vectors'

/** The shorter way from a to b along a great circle. */
export interface Arc {
  a: Vector
  b: Vector
  /** The pole to its left. */
  n: Vector
  /** How far apart its ends are, through the sphere. */
  chord: number
}

export const arc = (a: Vector, b: Vector): Arc => ({ a, b, n: normal(a, b), chord: lengthOf(minus(a, b)) })

/** The arcs along a line, or around a ring when it is closed. */
export function arcsOf(points: readonly Vector[], closed: boolean): Arc[] {
  const arcs: Arc[] = []
  for (const [i, b] of points.entries()) {
    const a = i > 0 ? points[i - 1] : closed ? points.at(-1) : undefined
    if (a !== undefined) arcs.push(arc(a, b))
  }
  return arcs
}

export function distanceTo(p: Vector, { a, b, n }: Arc): number {
  const beside = dot(cross(n, a), p) >= 0 && dot(cross(b, n), p) >= 0
  // Seen from a near end the height over the great circle keeps its digits.
  if (beside) return angle(p, unit(minus(p, times(n, dot(n, minus(p, dot(p, a) > dot(p, b) ? a : b))))))
  return Math.min(angle(p, a), angle(p, b))
}

/** Whether a point is too far from an arc to be on it: most are, and are soon told. */
const isApart = (p: Vector, { a, chord }: Arc, more = 0) =>
  lengthOf(minus(p, a)) > chord + more + 2 * TOLERANCE

/** Whether a point is on an arc. */
export const isOnArc = (p: Vector, one: Arc): boolean => !isApart(p, one) && distanceTo(p, one) <= TOLERANCE

/** Whether two arcs cross in a point that is an end of neither. */
export function crosses(one: Arc, other: Arc): boolean {
  if (isApart(one.a, other, one.chord)) return false
  const c = side(one.a, one.b, other.a)
  const d = side(one.a, one.b, other.b)
  if (c * d >= 0) return false
  const a = side(other.a, other.b, one.a)
  const b = side(other.a, other.b, one.b)
  // Going from right to left on one means from left to right on the other, unless they meet behind the sphere.
  return a * b < 0 && c * b > 0
}

/** Whether two arcs have a point in common. */
export function touches(one: Arc, other: Arc): boolean {
  return (
    crosses(one, other) ||
    isOnArc(one.a, other) ||
    isOnArc(one.b, other) ||
    isOnArc(other.a, one) ||
    isOnArc(other.b, one)
  )
}

/** Points in the midst of the pieces into which others cut an arc. */
export function pieces(whole: Arc, others: readonly Arc[]): Vector[] {
  const cuts = [whole.a, whole.b]
  for (const other of others) {
    if (crosses(whole, other)) cuts.push(meeting(whole, other))
    if (isOnArc(other.a, whole)) cuts.push(other.a)
    if (isOnArc(other.b, whole)) cuts.push(other.b)
  }
  const along = cuts.map((at) => ({ at, far: angle(whole.a, at) })).sort((x, y) => x.far - y.far)
  const middles: Vector[] = []
  for (const [i, { at, far }] of along.entries()) {
    const before = along[i - 1]
    if (before !== undefined && far - before.far > TOLERANCE) middles.push(unit(plus(before.at, at)))
  }
  return middles
}

function meeting(one: Arc, other: Arc): Vector {
  const x = unit(cross(one.n, other.n))
  return dot(x, plus(one.a, one.b)) >= 0 ? x : opposite(x)
}
