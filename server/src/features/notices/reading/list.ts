import { accessTo, type NoticeLine, type RegionRef, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cursorOf, positionOf } from '../../../http/cursor'
import { catalogueOf, restrictionOf } from '../../catalogue'
import type { NoticeDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { noticeLines } from './lines'

export interface ListQuery {
  item?: number
  category?: string
  q?: string
  cursor?: string
  limit?: number
}

const usualLimit = 20

/** The words as typed, without what nobody types (a database refuses NUL in a pattern), wherever they stand. */
export const searchWords = (typed: string): string => typed.replace(/\p{Cc}/gu, '').trim()

const containing = (words: string) => ({
  $regex: words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  $options: 'i',
})

/**
 * A search looks only through what the viewer could read: of a restricted notice the title, so that
 * not even a hit tells a visitor what stands in it.
 */
function searched(words: string, region: RegionRef, viewer: Viewer) {
  const readable = catalogueOf(region)
    .filter((item) => accessTo(viewer, restrictionOf(region.code, item)) !== 'title')
    .map(({ no }) => no)
  return {
    $or: [{ 'head.title': containing(words) }, { item: { $in: readable }, 'head.words': containing(words) }],
  }
}

function after(cursor: string) {
  const { at, id } = positionOf(cursor)
  return { $or: [{ 'head.publishedAt': { $lt: at } }, { 'head.publishedAt': at, _id: { $lt: id } }] }
}

/** A page of a region's published notices, newest first. */
export async function listNotices(
  deps: Deps,
  region: RegionRef,
  viewer: Viewer,
  { item, category, q, cursor, limit = usualLimit }: ListQuery,
): Promise<{ items: NoticeLine[]; next?: string }> {
  const words = searchWords(q ?? '')
  const parts = [...(words ? [searched(words, region, viewer)] : []), ...(cursor ? [after(cursor)] : [])]
  const found = await noticeModels(deps.db)
    .Notice.find({
      region: region.code,
      state: 'published',
      ...(item === undefined ? {} : { item }),
      ...(category === undefined ? {} : { category }),
      ...(parts.length > 0 ? { $and: parts } : {}),
    })
    .sort({ 'head.publishedAt': -1, _id: -1 })
    .limit(limit + 1)
    .lean<NoticeDoc[]>()
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    items: await noticeLines(deps, shown, viewer),
    ...(last?.head ? { next: cursorOf({ at: last.head.publishedAt, id: last._id }) } : {}),
  }
}
