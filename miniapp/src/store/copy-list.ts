import { read, remove, storedKeys, write } from './persisted'

export const copyPrefix = 'hutang.copy.'
/** Of every copy, when it was saved and whether it is of the own household: what leaves first is known without reading them. */
const listKey = 'hutang.copies'

interface Kept {
  at: number
  own: boolean
}

/** WeChat keeps 1 MB under a key. https://developers.weixin.qq.com/miniprogram/dev/api/storage/wx.setStorageSync.html */
const mostBytes = 1_000_000

const isList = (value: unknown): value is Record<string, Kept> => typeof value === 'object' && value !== null

function keptList(): Record<string, Kept> {
  const stored = read(listKey)
  const known = isList(stored) ? stored : {}
  return Object.fromEntries(storedKeys(copyPrefix).map((key) => [key, known[key] ?? unlisted(key)]))
}

/** Of an earlier release, which kept no list: it is read once. */
function unlisted(key: string): Kept {
  const copy = read(key)
  const at = typeof copy === 'object' && copy !== null && 'savedAt' in copy ? Number(copy.savedAt) : 0
  return { at, own: isOwnCopy(key, copy) }
}

/** What concerns the person or their household: it goes last. */
export const isOwnCopy = (key: string, data: unknown): boolean =>
  /\.GET \/api\/(me\b|screens\/(home|me|inbox)\b)/.test(key) ||
  (JSON.stringify(data) ?? '').includes('"mine":true')

/** Those that leave before the others: of the village before one’s own, the oldest first. */
const inOrder = (list: Record<string, Kept>): string[] =>
  Object.entries(list)
    .sort(([, a], [, b]) => Number(a.own) - Number(b.own) || a.at - b.at)
    .map(([key]) => key)

/** As it is stored, in UTF-8. */
function bytesOf(value: unknown): number {
  const text = JSON.stringify(value)
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    // Each half of a pair is two of its four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3
  }
  return bytes
}

/** Keeps a copy in a phone that may be full: as few of the others leave as make room, and none of one’s own for the village’s. */
export function keepCopy(key: string, copy: unknown, kept: Kept, most: number): void {
  const list = keptList()
  delete list[key]
  const leaving = inOrder(list)
  const leave = (old: string) => {
    delete list[old]
    remove(old)
  }
  for (const old of leaving.splice(0, Math.max(0, leaving.length + 1 - most))) leave(old)
  const fits = bytesOf(copy) <= mostBytes
  let stored = fits && write(key, copy)
  for (const old of fits ? leaving : []) {
    if (stored || (list[old]?.own && !kept.own)) break
    leave(old)
    stored = write(key, copy)
  }
  if (stored) list[key] = kept
  else remove(key)
  keepList(list)
}

function keepList(list: Record<string, Kept>): void {
  if (Object.keys(list).length > 0) write(listKey, list)
  else remove(listKey)
}

export function dropCopies(keys: readonly string[]): void {
  for (const key of keys) remove(key)
  keepList(keptList())
}

export function dropAllCopies(): void {
  for (const key of storedKeys(copyPrefix)) remove(key)
  remove(listKey)
}
