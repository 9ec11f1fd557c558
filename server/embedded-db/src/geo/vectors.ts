/** A point of the sphere as a vector of length one. */
export type Vector = readonly [number, number, number]

/** MongoDB's radius of the earth, in metres (mongodb.com/docs/manual/core/indexes/index-types/geospatial/2d/calculate-distances). */
export const EARTH_RADIUS = 6_378_100

/** Points nearer than this are one point: in radians, about six millimetres on the earth. */
export const TOLERANCE = 1e-9

const RADIANS = Math.PI / 180

export const isLongitude = (value: number) => Math.abs(value) <= 180
export const isLatitude = (value: number) => Math.abs(value) <= 90

/** The poles and both names of the date line are the same points however they are written. */
export function fromDegrees(longitude: number, latitude: number): Vector {
  if (Math.abs(latitude) === 90) return [0, 0, Math.sign(latitude)]
  const phi = latitude * RADIANS
  const lambda = (longitude === -180 ? 180 : longitude) * RADIANS
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const plus = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
export const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const times = (a: Vector, k: number): Vector => [a[0] * k, a[1] * k, a[2] * k]
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

export const lengthOf = (a: Vector): number => Math.sqrt(dot(a, a))

export function unit(a: Vector): Vector {
  const length = lengthOf(a)
  return length === 0 ? a : times(a, 1 / length)
}

export const same = (a: Vector, b: Vector): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2]
export const opposite = (a: Vector): Vector => [-a[0], -a[1], -a[2]]

/** The angle between two points, exact for near ones and opposite ones alike. */
export const angle = (a: Vector, b: Vector): number => Math.atan2(lengthOf(cross(a, b)), dot(a, b))

/** The pole to the left of the arc from a to b; made of sum and difference, it keeps its digits on short arcs. */
export const normal = (a: Vector, b: Vector): Vector => unit(cross(plus(a, b), minus(b, a)))

/** Above zero when c is left of the great circle from a to b: the determinant, of differences where they are short. */
export const side = (a: Vector, b: Vector, c: Vector): number => dot(a, cross(minus(b, a), minus(c, a)))
