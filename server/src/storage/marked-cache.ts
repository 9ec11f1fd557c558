import { LRUCache } from 'lru-cache'
import type { Marks } from './marks'

export type MarkedCacheOptions<V> = {
  /** What is kept becomes wrong by time alone after this long; absent: never. */
  ttlMs?: number
} & (
  | {
      /** The most bytes kept, by `bytesOf`. */
      maxBytes: number
      bytesOf(value: V): number
    }
  | {
      /** The most values kept: for small ones of about the same size. */
      maxEntries: number
    }
)

export interface MarkedCache<V extends object> {
  /**
   * What is kept under the key; otherwise it is loaded, and kept until one of its marks moves.
   * Many readers share the value, so nobody may change it.
   */
  get(key: string, load: () => Promise<V>, marksOf: (value: V) => readonly string[]): Promise<V>
}

/** The marks that moved since a load began; null: any may have. */
type Moved = Set<string | null>
type MarksOf<V> = (value: V) => readonly string[]

/** A value that is being loaded; who asks for it meanwhile waits for the same one, unless anything has moved. */
interface Load<V> {
  moved: Moved
  value: Promise<V>
}

/** Keeps what was read until it changes: a value one of whose marks moved while it was loaded is answered, but not kept. */
export function createMarkedCache<V extends object>(
  marks: Marks,
  options: MarkedCacheOptions<V>,
): MarkedCache<V> {
  const keysOf = new Map<string, Set<string>>()
  const marksKept = new Map<string, readonly string[]>()
  const loading = new Map<string, Load<V>>()
  const watched = new Set<Moved>()
  const kept = new LRUCache<string, V>({
    ...('maxBytes' in options
      ? {
          maxSize: options.maxBytes,
          sizeCalculation: (value: V) => Math.max(1, options.bytesOf(value)),
        }
      : { max: options.maxEntries }),
    ttl: options.ttlMs ?? 0,
    dispose: (_value, key) => forgetMarks(key),
  })

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
    for (const moved of watched) moved.add(mark)
    if (mark === null) kept.clear()
    else for (const key of [...(keysOf.get(mark) ?? [])]) kept.delete(key)
  })

  async function loaded(key: string, moved: Moved, load: () => Promise<V>, marksOf: MarksOf<V>) {
    const value = await load()
    const marksOfValue = marksOf(value)
    const changed = moved.has(null) || marksOfValue.some((mark) => moved.has(mark))
    if (!changed && marks.trusted) keep(key, value, marksOfValue)
    return value
  }

  return {
    async get(key, load, marksOf) {
      const known = marks.trusted ? kept.get(key) : undefined
      if (known) return known
      const other = marks.trusted ? loading.get(key) : undefined
      if (other?.moved.size === 0) return other.value
      const moved: Moved = new Set()
      watched.add(moved)
      const value = loaded(key, moved, load, marksOf).finally(() => {
        watched.delete(moved)
        if (loading.get(key) === mine) loading.delete(key)
      })
      const mine: Load<V> = { moved, value }
      loading.set(key, mine)
      return value
    },
  }
}

/** One cache for each process: made when it is first asked for with the marks of that process. */
export function cacheByMarks<V extends object>(
  options: MarkedCacheOptions<V>,
): (deps: { readonly marks: Marks }) => MarkedCache<V> {
  const made = new WeakMap<Marks, MarkedCache<V>>()
  return ({ marks }) => {
    const known = made.get(marks) ?? createMarkedCache(marks, options)
    made.set(marks, known)
    return known
  }
}

/** A process that is killed between a change and its mark tells nobody: what is kept is read again after this long. */
export const longestUnseenMs = 60_000
