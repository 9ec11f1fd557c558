import { accessTo, type NoticeLine, type RegionRef, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cursorOf, positionOf } from '../../../http/cursor'
import { catalogueOf, restrictionOf } from '../../catalogue'
import { noticeLines } from './lines'
import { type PublishedNotice, publishedIn } from './published'

export interface ListQuery {
  item?: number
  category?: string
  q?: string
  cursor?: string
  limit?: number
  /** Also what was withdrawn, and the tombstones of what was taken down. */
  ended?: boolean
}

const usualLimit = 20

/** The words as typed, without control characters, which nobody types. */
export const searchWords = (typed: string): string => typed.replace(/\p{Cc}/gu, '').trim()

type Test = (notice: PublishedNotice) => boolean

/**
 * A search looks only through what the viewer could read: of a restricted notice the title, so that
 * not even a hit tells a visitor what stands in it.
 */
function contains(words: string, region: RegionRef, viewer: Viewer): Test {
  const readable = new Set(
    catalogueOf(region)
      .filter((item) => accessTo(viewer, restrictionOf(region.code, item)) !== 'title')
      .map(({ no }) => no),
  )
  const pattern = new RegExp(words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i')
  return ({ item, head }) => pattern.test(readable.has(item) ? head.words : head.title)
}

function after(cursor: string): Test {
  const { at, id } = positionOf(cursor)
  const time = at.getTime()
  return ({ _id, head }) => {
    const published = head.publishedAt.getTime()
    return published < time || (published === time && _id < id)
  }
}

/** A page of a region's published notices, newest first. */
export async function listNotices(
  deps: Deps,
  region: RegionRef,
  viewer: Viewer,
  { item, category, q, cursor, limit = usualLimit, ended = false }: ListQuery,
): Promise<{ items: NoticeLine[]; next?: string }> {
  const words = searchWords(q ?? '')
  const tests: Test[] = [
    ...(item === undefined ? [] : [(notice: PublishedNotice) => notice.item === item]),
    ...(category === undefined ? [] : [(notice: PublishedNotice) => notice.category === category]),
    ...(cursor ? [after(cursor)] : []),
    ...(words ? [contains(words, region, viewer)] : []),
  ]
  const { listed, all } = await publishedIn(deps, region.code)
  const found = firstOf(ended ? all : listed, limit + 1, (notice) => tests.every((test) => test(notice)))
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    items: await noticeLines(deps, shown, viewer),
    ...(last ? { next: cursorOf({ at: last.head.publishedAt, id: last._id }) } : {}),
  }
}

function firstOf<T>(all: readonly T[], most: number, test: (one: T) => boolean): T[] {
  const found: T[] = []
  for (const one of all) {
    if (found.length === most) break
    if (test(one)) found.push(one)
  }
  return found
}
