import { LRUCache } from 'lru-cache'
import type { Marks } from './marks'

export interface MarkedCacheOptions<V> {
  /** The most bytes kept, by `bytesOf`. */
  maxBytes: number
  bytesOf(value: V): number
  /** What is kept becomes wrong by time alone after this long; absent: never. */
  ttlMs?: number
}

export interface MarkedCache<V extends object> {
  /** What is kept under the key; otherwise it is loaded, and kept until one of its marks moves. */
  get(key: string, load: () => Promise<V>, marksOf: (value: V) => readonly string[]): Promise<V>
}

/** Keeps what was read until it changes: a load during which anything moved is answered, but not kept. */
export function createMarkedCache<V extends object>(
  marks: Marks,
  { maxBytes, bytesOf, ttlMs = 0 }: MarkedCacheOptions<V>,
): MarkedCache<V> {
  const keysOf = new Map<string, Set<string>>()
  const marksKept = new Map<string, readonly string[]>()
  const kept = new LRUCache<string, V>({
    maxSize: maxBytes,
    sizeCalculation: (value) => Math.max(1, bytesOf(value)),
    ttl: ttlMs,
    dispose: (_value, key) => forgetMarks(key),
  })
  let moves = 0

  function forgetMarks(key: string): void {
    for (const mark of marksKept.get(key) ?? []) {
      const keys = keysOf.get(mark)
      keys?.delete(key)
      if (keys?.size === 0) keysOf.delete(mark)
    }
    marksKept.delete(key)
  }

  function keep(key: string, value: V, marksOfValue: readonly string[]): void {
    kept.set(key, value)
    // Too large to be kept at all.
    if (!kept.has(key)) return
    marksKept.set(key, marksOfValue)
    for (const mark of marksOfValue) {
      const keys = keysOf.get(mark) ?? new Set()
      keysOf.set(mark, keys.add(key))
    }
  }

  marks.listen((mark) => {
    moves += 1
    if (mark === null) kept.clear()
    else for (const key of [...(keysOf.get(mark) ?? [])]) kept.delete(key)
  })

  return {
    async get(key, load, marksOf) {
      const known = marks.trusted ? kept.get(key) : undefined
      if (known) return known
      const before = moves
      const value = await load()
      if (moves === before && marks.trusted) keep(key, value, marksOf(value))
      return value
    },
  }
}
