import { describe, expect, it } from '@jest/globals'
import { Double, Int32 } from 'bson'
import { storedOf } from '../../../server/embedded-db/src/geo/stored'
import { matcher } from '../../../server/embedded-db/src/query/matching'

const square = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
] // prettier-ignore
const polygon = (...coordinates: unknown[]) => ({ type: 'Polygon', coordinates })
const hole = (x: number, y: number, size: number) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
] // prettier-ignore

describe('a place', () => {
  const places: unknown[] = [
    [1, 2],
    [1, 2, 3],
    { x: 1, y: 2 },
    { lng: 1, lat: 2, note: 'here' },
    { type: 'Point', coordinates: [new Int32(1), new Double(2)] },
    { type: 'Point', coordinates: [180, 90, 8848] },
    { type: 'Point', coordinates: [1, 2], crs: { type: 'name', properties: { name: 'EPSG:4326' } } },
    {
      type: 'LineString',
      coordinates: [
        [0, 0],
        [0, 0],
        [1, 1],
      ],
    }, // prettier-ignore
    polygon(square),
    polygon([...square].reverse()),
    polygon(square, hole(1, 1, 2), hole(5, 5, 2)),
    polygon(square, hole(1, 1, 2), hole(3, 3, 2)),
    { type: 'MultiPoint', coordinates: [[1, 2]] },
    {
      type: 'MultiLineString',
      coordinates: [
        [
          [0, 0],
          [1, 1],
        ],
      ],
    }, // prettier-ignore
    { type: 'MultiPolygon', coordinates: [[square], [hole(20, 20, 2)]] },
    { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }, polygon(square)] },
  ]
  it.each(places.map((place) => [place]))('is %j', (place) => {
    expect(storedOf(place).sphere).toBeDefined()
  })

  const faults: [unknown, string][] = [
    [5, 'geo element must be an array or object'],
    [[1], 'Point must only contain numeric elements, instead got type missing'],
    [['a', 1], 'Point must only contain numeric elements, instead got type string'],
    [[Number.NaN, 1], 'Point coordinates must be finite numbers'],
    [{}, 'unknown GeoJSON type'],
    [{ type: 'Ball', coordinates: [] }, 'unknown GeoJSON type'],
    [{ type: 'point', coordinates: [1, 2] }, 'unknown GeoJSON type'],
    [{ type: 'Point' }, 'Point must be an array or object, instead got type missing'],
    [{ type: 'Point', coordinates: [181, 0] }, 'Longitude/latitude is out of bounds, lng: 181 lat: 0'],
    [{ type: 'Point', coordinates: [0, -90.5] }, 'out of bounds'],
    [{ type: 'LineString', coordinates: [[0, 0]] }, 'must have at least 2 vertices'],
    [
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [0, 0],
        ],
      },
      'must have at least 2 vertices',
    ], // prettier-ignore
    [
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [180, 0],
        ],
      },
      'antipodal',
    ], // prettier-ignore
    [{ type: 'LineString', coordinates: 5 }, 'must be an array of coordinates, instead got type int'],
    [{ type: 'MultiPoint', coordinates: [] }, 'must have at least 1 element'],
    [{ type: 'MultiPoint', coordinates: [{ x: 1, y: 2 }] }, 'must be an array, instead got type object'],
    [polygon(), 'Polygon has no loops.'],
    [polygon([]), 'Loop has no vertices'],
    [polygon(square.slice(0, -1)), 'Loop is not closed'],
    [
      polygon([
        [0, 0],
        [1, 1],
        [0, 0],
      ]),
      'at least 3 different vertices',
    ], // prettier-ignore
    [
      polygon([
        [0, 0],
        [9, 9],
        [9, 0],
        [0, 9],
        [0, 0],
      ]),
      'Edges 0 and 2 cross',
    ], // prettier-ignore
    [
      polygon([
        [0, 0],
        [5, 0],
        [5, 5],
        [5, 0],
        [0, 5],
        [0, 0],
      ]),
      'Duplicate vertices: 1 and 3',
    ], // prettier-ignore
    [polygon(square, hole(20, 20, 2)), 'Secondary loops not contained'],
    [polygon(square, hole(8, 8, 4)), 'Secondary loops not contained'],
    [polygon(square, square), 'shares more than one vertex with its parent'],
    [polygon(square, hole(1, 1, 6), hole(2, 2, 2)), 'cannot be nested'],
    [polygon(square, hole(1, 1, 4), hole(3, 3, 4)), 'loops cross'],
    [{ type: 'GeometryCollection', geometries: [] }, 'at least 1 element'],
    [{ type: 'GeometryCollection', geometries: [{ type: 'GeometryCollection', geometries: [] }] }, 'nested'],
    [{ type: 'Point', coordinates: [1, 2], crs: 1 }, 'GeoJSON CRS must be an object'],
    [{ type: 'Point', coordinates: [1, 2], crs: { type: 'link' } }, 'must have field "type": "name"'],
    [{ ...polygon(square), crs: { type: 'name', properties: { name: 'EPSG:1' } } }, 'Unknown CRS name'],
  ]
  it.each(faults)('is not %j: %s', (place, fault) => {
    expect(() => storedOf(place)).toThrow(fault)
    const everywhere = { $geoIntersects: { $geometry: polygon(square) } }
    expect(matcher({ p: everywhere })({ p: place })).toBe(false)
  })
})

describe('a query for places', () => {
  const geometry = { type: 'Polygon', coordinates: [square] }
  const refused: [unknown, string][] = [
    [{ $geoWithin: 5 }, 'geometry must be an object'],
    [{ $geoWithin: {} }, "geo query doesn't have any geometry"],
    [{ $geoWithin: { $ball: [] } }, 'unknown geo specifier'],
    [
      {
        $geoWithin: {
          $box: [
            [0, 0],
            [1, 1],
          ],
          $center: [[0, 0], 1],
        },
      },
      "doesn't accept multiple shapes",
    ], // prettier-ignore
    [{ $geoWithin: { $geometry: { type: 'Point', coordinates: [0, 0] } } }, '$within not supported'],
    [{ $geoWithin: { $geometry: { type: 'Polygon', coordinates: [[]] } } }, 'Loop has no vertices'],
    [{ $geoWithin: { $center: [[0, 0], -1] } }, 'Radius must be a non-negative number'],
    [{ $geoWithin: { $center: [[0, 0], 1, 2] } }, 'Only 2 fields allowed'],
    [{ $geoWithin: { $centerSphere: [[200, 0], 1] } }, 'out of bounds'],
    [
      {
        $geoWithin: {
          $polygon: [
            [0, 0],
            [1, 1],
          ],
        },
      },
      'at least 3 points',
    ], // prettier-ignore
    [{ $geoWithin: { $box: [[0, 0]] } }, 'Point must be an array or object'],
    [
      {
        $geoIntersects: {
          $box: [
            [0, 0],
            [1, 1],
          ],
        },
      },
      '$geoIntersect not supported',
    ], // prettier-ignore
    [{ $geoIntersects: { $centerSphere: [[0, 0], 1] } }, '$geoIntersect not supported'],
    [{ $geoWithin: { $geometry: geometry }, $exists: true }, "can't parse extra field: $exists"],
    [{ $exists: true, $geoWithin: { $geometry: geometry } }, 'invalid geo query predicate'],
  ]
  it.each(refused)('%j is refused: %s', (condition, fault) => {
    expect(() => matcher({ p: condition })).toThrow(fault)
  })
})
