import { type Matcher, matcher } from '../query/matching'
import type { IndexSpec } from './index-spec'

type Partial = Pick<IndexSpec, 'partial'>

const members = new WeakMap<Partial, Matcher>()

/** Whether the filter of a partial index takes a document in; any other index has them all. */
export function memberOf(index: Partial): Matcher {
  const known = members.get(index)
  if (known) return known
  const member = index.partial ? matcher(index.partial) : () => true
  members.set(index, member)
  return member
}
