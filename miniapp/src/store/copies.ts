import { clock } from '../format/clock'
import { copyPrefix, dropAllCopies, dropCopies, isOwnCopy, keepCopy } from './copy-list'
import { read, remove, storedKeys } from './persisted'

export interface Copy<T> {
  data: T
  savedAt: number
}

/** Raised when answers change so that a page cannot show an older one; 3: endings and corrections of a notice. */
const shape = 3
const most = 40

/** The key of a copy for reading offline. It contains the account, so that no other account sees the copy. */
export function copyKey(reader: string, route: string, args: unknown): string {
  return `${copyPrefix}${shape}.${reader}.${route}.${JSON.stringify(args ?? null)}`
}

export function readCopy<T>(key: string): Copy<T> | undefined {
  const stored = read(key)
  const sound = stored && typeof stored === 'object' && 'savedAt' in stored && 'data' in stored
  return sound ? (stored as Copy<T>) : undefined
}

export const writeCopy = <T>(key: string, data: T): void => {
  const savedAt = clock.now()
  keepCopy(key, { data, savedAt } satisfies Copy<T>, { at: savedAt, own: isOwnCopy(key, data) }, most)
}

export const dropCopy = (key: string): void => dropCopies([key])

/** Deletes every copy that names a notice, its drafts and rows among them: it was taken down, so the phone keeps nothing of it. */
export function forgetNotice(id: string): void {
  const kept = [copyPrefix, 'hutang.draft.', 'hutang.rows.'].flatMap(storedKeys)
  dropCopies(kept.filter((key) => key.includes(id) || JSON.stringify(read(key)).includes(id)))
}

/** Deletes what an account was writing on this phone. */
export function forgetTyped(account: string): void {
  const typed = ['hutang.draft.', 'hutang.rows.'].flatMap(storedKeys)
  for (const key of typed) if (key.includes(account)) remove(key)
}

/** Deletes all copies, for instance at sign-out. */
export const forgetCopies = dropAllCopies
