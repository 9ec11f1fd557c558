const batchSize = 500

/** Runs a query for at most 500 keys at a time and joins what it finds. */
export async function inBatches<T>(
  keys: readonly string[],
  find: (some: string[]) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = []
  for (let from = 0; from < keys.length; from += batchSize) {
    found.push(...(await find(keys.slice(from, from + batchSize))))
  }
  return found
}

/** A village has some thousand people: they come in one answer. */
export const registerBatch = 10_000
