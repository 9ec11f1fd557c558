import type { NoticeLine, RegionRef, Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cursorOf, positionOf } from '../../../http/cursor'
import { noticeLines } from './lines'
import { type PublishedNotice, publishedIn } from './published'

export interface ListQuery {
  item?: number
  category?: string
  cursor?: string
  limit?: number
  /** Also what was withdrawn, and the tombstones of what was taken down. */
  ended?: boolean
}

const usualLimit = 20

type Test = (notice: PublishedNotice) => boolean

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
  { item, category, cursor, limit = usualLimit, ended = false }: ListQuery,
): Promise<{ items: NoticeLine[]; next?: string }> {
  const tests: Test[] = [
    ...(item === undefined ? [] : [(notice: PublishedNotice) => notice.item === item]),
    ...(category === undefined ? [] : [(notice: PublishedNotice) => notice.category === category]),
    ...(cursor ? [after(cursor)] : []),
  ]
  const { listed, nils, all } = await publishedIn(deps, region.code)
  // A nil return that stands is no publication: the page of its item shows it apart.
  const notices = ended ? all.filter((notice) => !nils.includes(notice)) : listed
  const found = firstOf(notices, limit + 1, (notice) => tests.every((test) => test(notice)))
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
