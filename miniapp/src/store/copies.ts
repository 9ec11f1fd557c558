import { clock } from '../format/clock'
import { read, remove, storedKeys, write } from './persisted'

export interface Copy<T> {
  data: T
  savedAt: number
}

const prefix = 'hutang.copy.'
/** Raised when answers change so that a page cannot show an older one; 3: endings and corrections of a notice. */
const shape = 3
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

export const dropCopy = (key: string): void => remove(key)

/** Deletes every copy that names a notice, its drafts and rows among them: it was taken down, so the phone keeps nothing of it. */
export function forgetNotice(id: string): void {
  const kept = [prefix, 'hutang.draft.', 'hutang.rows.'].flatMap(storedKeys)
  for (const key of kept) if (key.includes(id) || JSON.stringify(read(key)).includes(id)) remove(key)
}

/** Deletes what an account was writing on this phone. */
export function forgetTyped(account: string): void {
  const typed = ['hutang.draft.', 'hutang.rows.'].flatMap(storedKeys)
  for (const key of typed) if (key.includes(account)) remove(key)
}

/** Deletes all copies, for instance at sign-out. */
export function forgetCopies(): void {
  for (const key of storedKeys(prefix)) remove(key)
}
