import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  distanceToGeometry,
  EMPTY,
  type Geometry,
  intersect,
  isWithinAny,
  isWithinCap,
  lineOf,
  pointGeometry,
} from '../../../server/embedded-db/src/geo/geometries'
import { holds, type Polygon } from '../../../server/embedded-db/src/geo/polygons'
import { smallerSide } from '../../../server/embedded-db/src/geo/rings'
import {
  angle,
  cross,
  dot,
  fromDegrees,
  normal,
  plus,
  side,
  times,
  unit,
  type Vector,
} from '../../../server/embedded-db/src/geo/vectors'

const numRuns = Number(process.env.HUTANG_PROPERTY_RUNS ?? 150)
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true })

const place: fc.Arbitrary<Vector> = fc
  .tuple(real(-180, 180), real(-1, 1))
  .map(([lng, z]) => fromDegrees(lng, (Math.asin(z) * 180) / Math.PI))

/** Where one comes to from a point by a bearing and an angle. */
function moved(from: Vector, bearing: number, far: number): Vector {
  const east = unit(Math.abs(from[2]) > 0.9 ? cross([1, 0, 0], from) : cross([0, 0, 1], from))
  const north = cross(from, east)
  const way = plus(times(east, Math.sin(bearing)), times(north, Math.cos(bearing)))
  return unit(plus(times(from, Math.cos(far)), times(way, Math.sin(far))))
}

interface Star {
  center: Vector
  corners: Vector[]
}

/** Polygons that are seen whole from their centre: from a courtyard to a continent. */
const star = (center: fc.Arbitrary<Vector>): fc.Arbitrary<Star> =>
  fc
    .tuple(
      center,
      fc.constantFrom(1e-6, 1e-3, 0.05, 0.5, 1),
      fc.array(fc.tuple(real(0.05, 0.9), real(0.2, 1)), { minLength: 4, maxLength: 9 }),
    )
    .map(([middle, size, rays]) => ({
      center: middle,
      corners: rays.map(([shift, far], i) =>
        moved(middle, (-2 * Math.PI * (i + shift)) / rays.length, far * size),
      ),
    }))

const polygonOf = ({ corners }: Star): Polygon => ({ outer: smallerSide(corners), holes: [] })
const asGeometry = (of: Star): Geometry => ({ ...EMPTY, polygons: [polygonOf(of)] })

/** Two polygons, often near each other. */
const pair = fc
  .tuple(place, real(0, 2 * Math.PI), fc.constantFrom(0, 1e-6, 1e-3, 0.05, 0.5, 2))
  .chain(([center, bearing, far]) =>
    fc.tuple(star(fc.constant(center)), star(fc.constant(moved(center, bearing, far)))),
  )
const line = (near: Vector) =>
  fc
    .array(fc.tuple(real(0, 6.28), fc.constantFrom(1e-6, 1e-3, 0.1, 1)), { minLength: 2, maxLength: 4 })
    .map((steps) => steps.map(([bearing, far]) => moved(near, bearing, far)))
    .filter((points) => points.every((p, i) => i === 0 || angle(p, points[i - 1] as Vector) > 1e-7))

/** A point on the way to a corner is in one of the triangles beside it. */
const NOISE = 1e-15
const insideStar = ({ center, corners }: Star, p: Vector) =>
  corners.some((a, i) => {
    const b = corners[(i + 1) % corners.length] as Vector
    return side(center, a, p) >= -NOISE && side(a, b, p) >= 0 && side(b, center, p) >= -NOISE
  })
const edgeDistance = ({ corners }: Star, p: Vector) =>
  distanceToGeometry(p, { ...EMPTY, lines: [lineOf([...corners, corners[0] as Vector])] })

/** A grid of points of a star, the edge left out. */
const samples = ({ center, corners }: Star): Vector[] =>
  corners.flatMap((a, i) => {
    const b = corners[(i + 1) % corners.length] as Vector
    return [0.1, 0.5, 0.9].flatMap((across) =>
      [0.1, 0.5, 0.95].map((out) => {
        const rim = unit(plus(times(a, 1 - across), times(b, across)))
        return unit(plus(times(center, 1 - out), times(rim, out)))
      }),
    )
  })

const rotation = fc
  .tuple(place, place)
  .filter(([a, b]) => angle(a, b) > 0.1 && angle(a, b) < 3)
  .map(([a, b]) => {
    const x = a
    const z = normal(a, b)
    const y = cross(z, x)
    return (p: Vector): Vector => unit([dot(x, p), dot(y, p), dot(z, p)])
  })

describe('places on the sphere', () => {
  it('a polygon holds what is seen from its centre before its edge', () => {
    fc.assert(
      fc.property(star(place), real(0, 6.28), real(0, 1.2), (given, bearing, far) => {
        const p = moved(given.center, bearing, far)
        fc.pre(edgeDistance(given, p) > 1e-8)
        expect(holds(polygonOf(given), p)).toBe(insideStar(given, p))
      }),
      { numRuns: numRuns * 4 },
    )
  })

  it('to meet is mutual, and what is within meets', () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const [a, b] = [asGeometry(one), asGeometry(other)]
        expect(intersect(a, b)).toBe(intersect(b, a))
        if (isWithinAny(a.polygons, b)) expect(intersect(a, b)).toBe(true)
        expect(isWithinAny(a.polygons, a)).toBe(true)
        expect(intersect(a, a)).toBe(true)
      }),
      { numRuns },
    )
  })

  it('what is within has all its points within, what does not meet has none', () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const [a, b] = [asGeometry(one), asGeometry(other)]
        const inside = samples(other).filter((p) => holds(polygonOf(one), p)).length
        const all = samples(other).length
        if (isWithinAny(a.polygons, b)) expect(inside).toBe(all)
        if (!intersect(a, b)) expect(inside).toBe(0)
        if (inside > 0) expect(intersect(a, b)).toBe(true)
        if (inside < all) expect(isWithinAny(a.polygons, b)).toBe(false)
      }),
      { numRuns },
    )
  })

  it('a line meets a polygon where one of its points is in it', () => {
    const both = place.chain((center) => fc.tuple(star(fc.constant(center)), line(center)))
    fc.assert(
      fc.property(both, ([given, points]) => {
        const geometry = { ...EMPTY, lines: [lineOf(points)] }
        const along = points.slice(1).flatMap((b, i) => {
          const a = points[i] as Vector
          return Array.from({ length: 60 }, (_, k) => unit(plus(times(a, 1 - k / 59), times(b, k / 59))))
        })
        const inside = along.filter((p) => holds(polygonOf(given), p)).length
        const meets = intersect(asGeometry(given), geometry)
        if (inside > 0) expect(meets).toBe(true)
        if (inside < along.length) expect(isWithinAny([polygonOf(given)], geometry)).toBe(false)
        if (!meets) expect(inside).toBe(0)
        const least = () => Math.min(...along.map((p) => distanceToGeometry(p, asGeometry(given))))
        if (meets && inside === 0) expect(least()).toBeLessThan(0.12)
      }),
      { numRuns },
    )
  })

  it('nothing changes when the sphere is turned', () => {
    fc.assert(
      fc.property(pair, rotation, place, ([one, other], turn, p) => {
        const turned = (given: Star) => asGeometry({ ...given, corners: given.corners.map(turn) })
        const [a, b] = [asGeometry(one), asGeometry(other)]
        expect(intersect(turned(one), turned(other))).toBe(intersect(a, b))
        expect(isWithinAny(turned(one).polygons, turned(other))).toBe(isWithinAny(a.polygons, b))
        expect(distanceToGeometry(turn(p), turned(one))).toBeCloseTo(distanceToGeometry(p, a), 9)
      }),
      { numRuns },
    )
  })

  it('a circle holds a polygon exactly when it holds its edge', () => {
    fc.assert(
      fc.property(star(place), place, real(0, Math.PI), (given, center, radius) => {
        const held = isWithinCap({ center, radius }, asGeometry(given))
        for (const p of samples(given)) {
          const far = angle(center, p)
          expect(isWithinCap({ center, radius: far }, pointGeometry(p))).toBe(true)
          if (held) expect(far).toBeLessThanOrEqual(radius + 1e-8)
        }
      }),
      { numRuns },
    )
  })

  it('distances are those of the law of cosines', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const cosine = Math.max(-1, Math.min(1, dot(a, b)))
        expect(distanceToGeometry(a, pointGeometry(b))).toBeCloseTo(Math.acos(cosine), 6)
      }),
      { numRuns },
    )
  })
})
