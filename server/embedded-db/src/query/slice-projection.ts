import { type Doc, getOwn, isObject, NUMBER, setOwn, toNumber, typeOf } from '../values/values'

type Pick = (array: unknown[]) => unknown[]

/** The `$slice` of `find`, or nothing: what is neither a number nor `[skip, limit]` may be the expression. */
export function slicer(operand: unknown): Pick | undefined {
  const numbers = Array.isArray(operand) ? operand : [operand]
  if (!numbers.every((number) => typeOf(number) === NUMBER)) return undefined
  if (Array.isArray(operand) && numbers.length !== 2) return undefined
  const [first = 0, second] = numbers.map((number) => Math.trunc(toNumber(number)) || 0)
  if (second === undefined) return (array) => (first < 0 ? array.slice(first) : array.slice(0, first))
  if (second <= 0) return undefined
  return (array) => {
    const from = first < 0 ? Math.max(array.length + first, 0) : first
    return array.slice(from, from + second)
  }
}

/** Cuts the array at a path, in the documents of an array on the way too, not in arrays within one. */
export function sliced(doc: Doc, path: string[], pick: Pick, at = 0): Doc {
  const key = path[at] ?? ''
  const value = getOwn(doc, key)
  const last = at === path.length - 1
  if (Array.isArray(value)) {
    const below = (element: unknown) => (isObject(element) ? sliced(element, path, pick, at + 1) : element)
    return replaced(doc, key, last ? pick(value) : value.map(below))
  }
  return isObject(value) && !last ? replaced(doc, key, sliced(value, path, pick, at + 1)) : doc
}

function replaced(doc: Doc, key: string, value: unknown): Doc {
  const copy: Doc = { ...doc }
  setOwn(copy, key, value)
  return copy
}
