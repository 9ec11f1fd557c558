import type { Reason } from '../push.model'

/** One entry a person, with every reason once. */
export function addReason(all: Map<string, Reason[]>, person: string, reason: Reason): void {
  const known = all.get(person)
  if (!known) all.set(person, [reason])
  else if (!known.includes(reason)) known.push(reason)
}
