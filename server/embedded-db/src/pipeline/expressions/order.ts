import type { Comparer } from '../../values/comparer'
import { typeOf } from '../../values/values'

const MIN_KEY = 0

/** MongoDB's order, in which a missing value comes before null. */
export function compareMissing(a: unknown, b: unknown, by: Comparer): number {
  if (a === undefined || b === undefined) {
    if (a === b) return 0
    const present = a === undefined ? b : a
    const order = typeOf(present) === MIN_KEY ? 1 : -1
    return a === undefined ? order : -order
  }
  return Math.sign(by.compare(a, b))
}
