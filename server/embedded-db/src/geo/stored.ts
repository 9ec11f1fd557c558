import { badValue, MongoError } from '../errors'
import { isNumber } from '../values/predicates'
import { isObject } from '../values/values'
import { isOnEarth, type Pair, pairOf, shown, vectorOf } from './coordinates'
import { geometryOf, pointOf } from './geojson'
import { type Geometry, pointGeometry } from './geometries'

/** What a document has at a place: a point for the plane, a geometry for the sphere, a point on the earth for both. */
export interface Stored {
  flat: Pair | undefined
  sphere: Geometry | undefined
}

/** A legacy pair is an array, or a document that begins with a number. */
export const isLegacy = (value: unknown): boolean =>
  Array.isArray(value) || (isObject(value) && isNumber(Object.values(value)[0]))

export function storedOf(value: unknown): Stored {
  if (isLegacy(value)) {
    const flat = pairOf(value, true)
    return { flat, sphere: isOnEarth(flat) ? pointGeometry(vectorOf(flat)) : undefined }
  }
  if (!isObject(value)) throw badValue(`geo element must be an array or object: ${shown(value)}`)
  return { flat: value.type === 'Point' ? pointOf(value) : undefined, sphere: geometryOf(value) }
}

/** The same of what may be anything; documents that are no places match nothing. */
export function placeOf(value: unknown): Stored | undefined {
  if (value === null || typeof value !== 'object') return undefined
  try {
    return storedOf(value)
  } catch (error) {
    if (error instanceof MongoError) return undefined
    throw error
  }
}
