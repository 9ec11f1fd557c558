import { BINARY, Collator, type Comparer, type TextOrder } from '../values/comparer'
import type { Collation } from './collation'
import { textOrder } from './text-order'

export * from './collation'
export { localeNames } from './locales'

const MAX_KNOWN = 100
const orders = new Map<string, TextOrder>()

/** Refuses a collation whose order this Node cannot tell. */
export function refuseUntold(collation: Collation | undefined): void {
  comparerOf(collation)
}

/** What an operation compares with. */
export function comparerOf(collation: Collation | undefined): Comparer {
  if (collation === undefined) return BINARY
  const name = JSON.stringify(collation)
  let order = orders.get(name)
  if (!order) {
    order = textOrder(collation)
    if (orders.size >= MAX_KNOWN) orders.clear()
    orders.set(name, order)
  }
  return new Collator(order)
}
