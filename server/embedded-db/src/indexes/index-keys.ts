import { MongoError } from '../errors'
import { isIndex } from '../values/paths'
import { type Doc, getOwn, isObject } from '../values/values'

/** Where a path stands on its way into a document: a value, and what is left of the path below it. */
interface Position {
  value: unknown
  rest: readonly string[]
}

/** What an index holds for an empty array: neither null nor missing. */
export const EMPTY = Symbol('empty array')

/**
 * The keys of a document in an index, as MongoDB makes them: one for each element of the one array that its paths
 * go through (mongodb.com/docs/manual/core/indexes/index-types/index-multikey). A key holds `undefined` where a
 * field is missing; a sparse index has no key in which all are.
 */
export function keysOf(doc: Doc, paths: readonly (readonly string[])[], sparse: boolean): unknown[][] {
  const keys: unknown[][] = []
  expand(
    paths.map((rest) => ({ value: doc, rest })),
    sparse,
    keys,
  )
  if (keys.length === 0 && !sparse) keys.push(paths.map(() => undefined))
  return keys
}

/** Elements of a leaf array are ends: arrays among them are not opened again. */
const END: readonly string[] = ['']

function expand(places: Position[], sparse: boolean, keys: unknown[][]): void {
  const ends = places.map(walk)
  const through = ends.filter(({ value, rest }) => rest !== END && Array.isArray(value))
  const [first, other] = [through[0], through.find(({ value }) => value !== through[0]?.value)]
  if (first === undefined) {
    const key = ends.map(({ value }) => value)
    if (!sparse || key.some((value) => value !== undefined)) keys.push(key)
    return
  }
  if (other) throw new MongoError(171, parallel(places, ends, first, other))
  const array = first.value as unknown[]
  for (const element of array.length === 0 ? [EMPTY] : array) {
    expand(
      ends.map((end) => (end.rest !== END && end.value === array ? into(element, end.rest) : end)),
      sparse,
      keys,
    )
  }
}

function into(element: unknown, rest: readonly string[]): Position {
  if (rest.length === 0) return { value: element, rest: END }
  return isElementObject(element) ? { value: element, rest } : { value: undefined, rest: END }
}

const isElementObject = (element: unknown) => element !== EMPTY && isObject(element)

/** As far as subdocuments and positions lead: to an array, a value or nothing. */
function walk(place: Position): Position {
  if (place.rest === END) return place
  let { value } = place
  let at = 0
  for (; at < place.rest.length; at++) {
    const part = place.rest[at] ?? ''
    if (isObject(value)) value = getOwn(value, part)
    else if (Array.isArray(value) && isIndex(part) && Number(part) < value.length) value = value[Number(part)]
    else if (Array.isArray(value)) break
    else return { value: undefined, rest: END }
  }
  if (Array.isArray(value)) return { value, rest: place.rest.slice(at) }
  return { value, rest: END }
}

function parallel(places: Position[], ends: Position[], first: Position, other: Position): string {
  const name = (end: Position) => {
    const rest = places[ends.indexOf(end)]?.rest ?? []
    return rest[rest.length - end.rest.length - 1] ?? ''
  }
  return `cannot index parallel arrays [${name(other)}] [${name(first)}]`
}
