/** Things by what they have in common, in the order in which they stand; Map.groupBy is not in every Node that we run on. */
export function grouped<K, T>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const found = new Map<K, T[]>()
  for (const one of all) {
    const same = found.get(keyOf(one))
    if (same) same.push(one)
    else found.set(keyOf(one), [one])
  }
  return found
}
