import { clock } from '../format/clock'
import { read, remove, storedKeys, write } from './persisted'

export interface Copy<T> {
  data: T
  savedAt: number
}

const prefix = 'hutang.copy.'
/** Raised when answers change so that a page cannot show an older one; 2: sums of a table, warnings. */
const shape = 2
const most = 40

/** The key of a copy for reading offline. It contains the account, so that no other account sees the copy. */
export function copyKey(reader: string, route: string, args: unknown): string {
  return `${prefix}${shape}.${reader}.${route}.${JSON.stringify(args ?? null)}`
}

export function readCopy<T>(key: string): Copy<T> | undefined {
  const stored = read(key)
  const sound = stored && typeof stored === 'object' && 'savedAt' in stored && 'data' in stored
  return sound ? (stored as Copy<T>) : undefined
}

export function writeCopy<T>(key: string, data: T): void {
  const copy: Copy<T> = { data, savedAt: clock.now() }
  if (!write(key, copy)) {
    forgetCopies()
    write(key, copy)
    return
  }
  const keys = storedKeys(prefix)
  if (keys.length > most)
    for (const old of keys.filter((k) => k !== key).slice(0, keys.length - most)) remove(old)
}

/** Deletes all copies, for instance at sign-out. */
export function forgetCopies(): void {
  for (const key of storedKeys(prefix)) remove(key)
}
