import type { Item, RegionRef } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { itemOfNotice } from '../../catalogue'
import { findRegion, regionRef } from '../../regions'
import { type EditionDoc, type NoticeDoc, noticeModels } from '../notices.model'

export interface CurrentNotice {
  notice: NoticeDoc & { head: NonNullable<NoticeDoc['head']> }
  edition: EditionDoc
  region: RegionRef
  item: Item
}

/** What is published under an id, through `current` and nothing else; null where nothing is. */
export async function currentNotice(
  { db }: Pick<Deps, 'db'>,
  noticeId: string,
): Promise<CurrentNotice | null> {
  const { Notice, Edition } = noticeModels(db)
  const notice = await Notice.findById(noticeId).lean<NoticeDoc>()
  if (!notice?.current || !notice.head || !['published', 'withdrawn'].includes(notice.state)) return null
  const [edition, region] = await Promise.all([
    Edition.findById(notice.current).lean<EditionDoc>(),
    findRegion(db, notice.region),
  ])
  const item = region && itemOfNotice(regionRef(region), notice.item)
  if (!edition || !item) return null
  return { notice: { ...notice, head: notice.head }, edition, region: regionRef(region), item }
}

export const noticeOf = (db: Connection, id: string): Promise<NoticeDoc | null> =>
  noticeModels(db).Notice.findById(id).lean<NoticeDoc>()

/** Notices that can be read, published or withdrawn. */
export const readableNotices = (db: Connection, ids: readonly string[]): Promise<NoticeDoc[]> =>
  noticeModels(db)
    .Notice.find({ _id: { $in: [...ids] }, state: { $in: ['published', 'withdrawn'] } })
    .lean<NoticeDoc[]>()

/** The households with a row in an edition's table, each once. */
export async function householdsIn(db: Connection, edition: string): Promise<string[]> {
  const rowset = await rowsetOf(db, edition)
  if (rowset === null) return []
  const rows = await noticeModels(db)
    .EditionRow.find({ rowset }, { household: 1 })
    .lean<{ household: string | null }[]>()
  return [...new Set(rows.flatMap(({ household }) => household ?? []))]
}

/** Whether one of the households has a row in an edition's table. */
export async function hasRowOf(
  db: Connection,
  edition: string | null,
  households: readonly string[],
): Promise<boolean> {
  if (edition === null || households.length === 0) return false
  const rowset = await rowsetOf(db, edition)
  if (rowset === null) return false
  const row = await noticeModels(db).EditionRow.exists({ rowset, household: { $in: [...households] } })
  return row !== null
}

async function rowsetOf(db: Connection, edition: string): Promise<string | null> {
  const found = await noticeModels(db)
    .Edition.findById(edition, { table: 1 })
    .lean<Pick<EditionDoc, 'table'>>()
  return found?.table?.rowset ?? null
}

/** How many editions of a notice were published, the current one among them. */
export const countEditions = (db: Connection, notice: string): Promise<number> =>
  noticeModels(db).Edition.countDocuments({ notice, state: { $in: ['published', 'superseded'] } })
