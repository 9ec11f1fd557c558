import { LRUCache } from 'lru-cache'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { noticeModels } from '../notices.model'

/** Where a notice belongs never changes; about two megabytes at most. */
const mostKept = 20_000
const kept = new WeakMap<Connection, LRUCache<string, string>>()

/** The regions of some notices, by notice; one that does not exist is left out. */
export async function regionsOfNotices(
  { db }: Pick<Deps, 'db'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const known = kept.get(db) ?? new LRUCache<string, string>({ max: mostKept })
  kept.set(db, known)
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0) {
    const found = await noticeModels(db)
      .Notice.find({ _id: { $in: unknown } }, { region: 1 })
      .lean<{ _id: string; region: string }[]>()
    for (const { _id, region } of found) known.set(_id, region)
  }
  return new Map(ids.flatMap((id) => [[id, known.get(id)] as const]).filter(isKnown))
}

const isKnown = (entry: readonly [string, string | undefined]): entry is [string, string] =>
  entry[1] !== undefined
