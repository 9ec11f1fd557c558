import { describe, expect, it } from '@jest/globals'
import { distanceFrom } from '../../../server/embedded-db/src/geo/near'
import { EARTH_RADIUS } from '../../../server/embedded-db/src/geo/vectors'
import { matcher } from '../../../server/embedded-db/src/query/matching'

const within = (shape: unknown, place: unknown) => matcher({ p: { $geoWithin: shape } })({ p: place })
const meets = (geometry: unknown, place: unknown) =>
  matcher({ p: { $geoIntersects: { $geometry: geometry } } })({ p: place })
const point = (...coordinates: number[]) => ({ type: 'Point', coordinates })
const line = (...coordinates: number[][]) => ({ type: 'LineString', coordinates })
const polygon = (...coordinates: number[][][]) => ({ type: 'Polygon', coordinates })
const square = (x: number, y: number, size: number) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]

describe('a shape of the plane', () => {
  it('holds points with its edge, as a box, a circle and a polygon', () => {
    const box = {
      $box: [
        [0, 0],
        [2, 1],
      ],
    } // prettier-ignore
    for (const place of [[0, 0], [2, 1], { x: 1, y: 0.5 }, { lng: 1, lat: 1 }, point(1, 1)])
      expect(within(box, place)).toBe(true)
    for (const place of [[2.1, 0], [0, -0.1], 'far', null, 7, undefined, point(3, 0)])
      expect(within(box, place)).toBe(false)
    const circle = { $center: [[0, 0], 5] }
    expect(within(circle, [3, 4])).toBe(true)
    expect(within(circle, [3, 4.001])).toBe(false)
    const triangle = {
      $polygon: [
        [0, 0],
        [4, 0],
        [4, 4],
      ],
    } // prettier-ignore
    for (const place of [
      [3, 1],
      [0, 0],
      [2, 0],
      [4, 3],
    ])
      expect(within(triangle, place)).toBe(true)
    expect(within(triangle, [1, 2])).toBe(false)
  })

  it('takes corners in any order, and elements of an array one by one', () => {
    expect(
      within(
        {
          $box: [
            [2, 1],
            [0, 0],
          ],
        },
        [1, 1],
      ),
    ).toBe(true) // prettier-ignore
    expect(
      within(
        {
          $box: [
            [0, 0],
            [2, 2],
          ],
        },
        [
          [9, 9],
          [1, 1],
        ],
      ),
    ).toBe(true) // prettier-ignore
  })

  it('holds nothing but points', () => {
    expect(
      within(
        {
          $box: [
            [-9, -9],
            [9, 9],
          ],
        },
        line([0, 0], [1, 1]),
      ),
    ).toBe(false) // prettier-ignore
  })
})

describe('a geometry of the sphere', () => {
  const ten = polygon(square(0, 0, 10))

  it('has great circles for edges', () => {
    // The way from 0° to 90° east at 60° north leads over 67.8° north.
    const band = polygon([
      [0, 60],
      [0, 0],
      [90, 0],
      [90, 60],
      [0, 60],
    ]) // prettier-ignore
    expect(within({ $geometry: band }, point(45, 65))).toBe(true)
    expect(within({ $geometry: band }, point(45, 68))).toBe(false)
  })

  it('holds points, lines and polygons that are wholly in it', () => {
    expect(within({ $geometry: ten }, point(5, 5))).toBe(true)
    expect(within({ $geometry: ten }, point(10, 10))).toBe(true)
    expect(within({ $geometry: ten }, [5, 5])).toBe(true)
    expect(within({ $geometry: ten }, line([1, 1], [9, 9]))).toBe(true)
    expect(within({ $geometry: ten }, line([1, 1], [11, 9]))).toBe(false)
    expect(within({ $geometry: ten }, polygon(square(2, 2, 3)))).toBe(true)
    expect(within({ $geometry: ten }, ten)).toBe(true)
    expect(within({ $geometry: ten }, polygon(square(8, 2, 3)))).toBe(false)
    expect(within({ $geometry: polygon(square(2, 2, 3)) }, ten)).toBe(false)
  })

  it('does not hold what is in its holes', () => {
    const ring = polygon(square(0, 0, 10), square(4, 4, 2))
    expect(within({ $geometry: ring }, point(5, 5))).toBe(false)
    expect(within({ $geometry: ring }, point(2, 2))).toBe(true)
    expect(within({ $geometry: ring }, line([2, 5], [8, 5]))).toBe(false)
    expect(within({ $geometry: ring }, polygon(square(3, 3, 4)))).toBe(false)
    expect(within({ $geometry: ring }, polygon(square(4, 4, 2)))).toBe(false)
    expect(within({ $geometry: ring }, ring)).toBe(true)
    expect(meets(ring, polygon(square(4.5, 4.5, 1)))).toBe(false)
    expect(meets(ring, polygon(square(3, 3, 4)))).toBe(true)
  })

  it('meets what has a point in common with it', () => {
    expect(meets(ten, line([-5, 5], [15, 5]))).toBe(true)
    expect(meets(ten, line([-5, 5], [-1, 5]))).toBe(false)
    expect(meets(line([0, 0], [10, 10]), line([0, 10], [10, 0]))).toBe(true)
    expect(meets(line([0, 0], [4, 4]), line([0, 10], [10, 0]))).toBe(false)
    expect(meets(point(5, 0), line([0, 0], [10, 0]))).toBe(true)
    expect(meets(point(5, 0.0001), line([0, 0], [10, 0]))).toBe(false)
    expect(meets(polygon(square(5, 5, 10)), ten)).toBe(true)
    expect(meets(polygon(square(2, 2, 3)), ten)).toBe(true)
    expect(meets(ten, polygon(square(2, 2, 3)))).toBe(true)
    expect(meets([5, 5], ten)).toBe(true)
  })

  it('does not meet a polygon with which it shares an edge alone', () => {
    expect(meets(ten, polygon(square(10, 0, 10)))).toBe(false)
    expect(meets(ten, polygon(square(10, 10, 5)))).toBe(false)
  })

  it('goes over the date line and around a pole', () => {
    const pacific = polygon([
      [170, -10],
      [-170, -10],
      [-170, 10],
      [170, 10],
      [170, -10],
    ]) // prettier-ignore
    expect(within({ $geometry: pacific }, point(180, 0))).toBe(true)
    expect(within({ $geometry: pacific }, point(-180, 0))).toBe(true)
    expect(within({ $geometry: pacific }, point(0, 0))).toBe(false)
    const arctic = polygon([
      [0, 80],
      [120, 80],
      [-120, 80],
      [0, 80],
    ]) // prettier-ignore
    expect(within({ $geometry: arctic }, point(77, 90))).toBe(true)
    expect(meets(arctic, line([10, 85], [-170, 85]))).toBe(true)
  })

  it('is the smaller part of the sphere, unless a query keeps to the order of its corners', () => {
    const clockwise = [...square(0, 0, 10)].reverse()
    expect(within({ $geometry: polygon(clockwise) }, point(5, 5))).toBe(true)
    const crs = { type: 'name', properties: { name: 'urn:x-mongodb:crs:strictwinding:EPSG:4326' } }
    const rest = { ...polygon(clockwise), crs }
    expect(within({ $geometry: rest }, point(5, 5))).toBe(false)
    expect(within({ $geometry: rest }, point(100, -40))).toBe(true)
    expect(meets({ ...ten, crs }, point(5, 5))).toBe(true)
    expect(within({ $geometry: ten }, { ...polygon(square(2, 2, 1)), crs })).toBe(false)
  })

  it('keeps its word at a few metres', () => {
    const x = 121.123456
    const y = 27.987654
    const yard = polygon(square(x, y, 0.00005))
    expect(within({ $geometry: yard }, point(x + 0.00002, y + 0.00002))).toBe(true)
    expect(within({ $geometry: yard }, point(x - 0.000001, y + 0.00002))).toBe(false)
    expect(within({ $geometry: yard }, polygon(square(x + 0.00001, y + 0.00001, 0.00001)))).toBe(true)
  })

  it('is not taken in by a far point in line with one of its edges', () => {
    const corner = polygon([
      [-78, -25],
      [-77.99, -25],
      [-78, -24.99],
      [-78, -25],
    ]) // prettier-ignore
    for (const far of [
      [-78, 0],
      [-78, 80],
      [102, 10],
      [-78, -24.9],
    ]) // prettier-ignore
      expect(meets(corner, point(...far))).toBe(false)
  })

  it('may be several, each part within one of them', () => {
    const both = { type: 'MultiPolygon', coordinates: [[square(0, 0, 10)], [square(20, 0, 10)]] }
    expect(
      within(
        { $geometry: both },
        {
          type: 'MultiPoint',
          coordinates: [
            [5, 5],
            [25, 5],
          ],
        },
      ),
    ).toBe(true) // prettier-ignore
    expect(within({ $geometry: both }, line([5, 5], [25, 5]))).toBe(false)
    expect(
      meets(both, {
        type: 'MultiLineString',
        coordinates: [
          [
            [11, 1],
            [19, 1],
          ],
          [
            [9, 1],
            [19, 1],
          ],
        ],
      }),
    ).toBe(true) // prettier-ignore
    const mixed = { type: 'GeometryCollection', geometries: [point(50, 50), ten] }
    expect(meets(mixed, point(5, 5))).toBe(true)
    expect(meets(mixed, point(50, 50))).toBe(true)
    expect(meets(mixed, point(50, 5))).toBe(false)
    expect(within({ $geometry: ten }, mixed)).toBe(false)
  })
})

describe('a circle of the sphere', () => {
  const cap = (degrees: number) => ({ $centerSphere: [[0, 0], (degrees * Math.PI) / 180] })

  it('holds what is near enough', () => {
    expect(within(cap(10), [0, 9.999])).toBe(true)
    expect(within(cap(10), [0, 10.001])).toBe(false)
    expect(within(cap(10), line([-9, 0], [9, 0]))).toBe(true)
    expect(within(cap(10), polygon(square(-5, -5, 10)))).toBe(true)
    expect(within(cap(10), polygon(square(-5, -5, 16)))).toBe(false)
    expect(within(cap(200), [180, 0])).toBe(true)
    expect(within(cap(0), [0, 0])).toBe(true)
  })

  it('is no hemisphere when larger', () => {
    // Both ends are within 135°, the way between them leads by the point opposite the centre.
    expect(within(cap(135), line([130, 0], [-130, 0]))).toBe(false)
    expect(within(cap(135), line([130, 0], [50, 0]))).toBe(true)
  })
})

describe('the distance from a place', () => {
  const near = (unit: 'metres' | 'radians' | 'flat') =>
    distanceFrom({ center: [0, 0], unit, least: 0, most: Number.POSITIVE_INFINITY })

  it('is in metres, radians or units of the plane', () => {
    expect(near('metres')([point(0, 1)])).toBeCloseTo((EARTH_RADIUS * Math.PI) / 180, 6)
    expect(near('radians')([[0, 90]])).toBeCloseTo(Math.PI / 2, 12)
    expect(near('flat')([[3, 4]])).toBe(5)
  })

  it('is that of the nearest place, and of the nearest point of it', () => {
    expect(
      near('flat')([
        [
          [6, 8],
          [3, 4],
        ],
      ]),
    ).toBe(5) // prettier-ignore
    expect(near('radians')([line([-10, 5], [10, 5])])).toBeLessThan((5.1 * Math.PI) / 180)
    expect(near('metres')([polygon(square(-5, -5, 10))])).toBe(0)
    expect(near('metres')(['nowhere', 5, null])).toBeUndefined()
  })

  it('has bounds', () => {
    const ring = distanceFrom({ center: [0, 0], unit: 'flat', least: 1, most: 5 })
    expect([ring([[0, 0.5]]), ring([[0, 5]]), ring([[0, 5.1]])]).toEqual([undefined, 5, undefined])
  })
})
