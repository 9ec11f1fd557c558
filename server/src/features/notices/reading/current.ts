import type { Restriction, Viewer } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { itemOfNotice } from '../../catalogue'
import { knownRegion, regionRef } from '../../regions'
import { type EditionDoc, type EditionRowDoc, type NoticeDoc, noticeModels } from '../notices.model'
import { liveRows, setsOf } from '../tables/row-sets'
import { isConcealed, type NoticePlace, restrictionNow } from './concealed'
import { type PublishedNotice, publishedIn } from './published'
import { regionsOfNotices } from './regions-of-notices'
import { type ShownEdition, shownEdition } from './shown-edition'

export interface CurrentNotice extends NoticePlace {
  edition: ShownEdition
  /** Who may read how much of it; the names of a folded list (收起) are each household's own. */
  restriction: Restriction
}

/** Of some notices those that are or were published, tombstones too, in the order of their ids. */
export async function readableNotices(deps: Deps, ids: readonly string[]): Promise<PublishedNotice[]> {
  const regionOf = await regionsOfNotices(deps, ids)
  const regions = await Promise.all([...new Set(regionOf.values())].map((code) => publishedIn(deps, code)))
  const byRegion = new Map(regions.map((published) => [published.region, published]))
  return ids.flatMap((id) => byRegion.get(regionOf.get(id) ?? '')?.byId.get(id) ?? [])
}

/** Null where nothing was ever published under the id. */
export async function placeOfNotice(deps: Deps, id: string): Promise<NoticePlace | null> {
  const [notice] = await readableNotices(deps, [id])
  const place = notice && (await knownRegion(deps, notice.region))
  const region = place && regionRef(place)
  const item = region && itemOfNotice(region, notice.item)
  return notice && region && item ? { notice, region, item } : null
}

export interface Which {
  /** An edition before the current one. */
  editionNo?: number | undefined
  /** Where the notice belongs, if that is known already. */
  place?: NoticePlace
}

/**
 * What this viewer may read under an id, through `current` and nothing else, or an edition before it; null where it
 * is concealed from them, or is not there.
 */
export async function currentNotice(
  deps: Deps,
  id: string,
  viewer: Viewer,
  { editionNo, place: known }: Which = {},
): Promise<CurrentNotice | null> {
  const place = known ?? (await placeOfNotice(deps, id))
  if (!place || isConcealed(place.notice, viewer, deps.clock.now())) return null
  const edition = await shownEdition(deps, place.notice, editionNo)
  return edition && { ...place, edition, restriction: restrictionNow(place, deps.clock.now(), edition) }
}

/** The same, or the error that nothing can be read. */
export async function readable(
  deps: Deps,
  id: string,
  viewer: Viewer,
  which: Which = {},
): Promise<CurrentNotice> {
  const current = await currentNotice(deps, id, viewer, which)
  if (!current) throw new AppError('noticeNotFound')
  return current
}

export const noticeOf = (db: Connection, id: string): Promise<NoticeDoc | null> =>
  noticeModels(db).Notice.findById(id).lean<NoticeDoc>()

/** The households with a row in an edition's table, each once; a draft's rows lie in several sets. */
export async function householdsIn(db: Connection, edition: string): Promise<string[]> {
  const table = await tableOf(db, edition)
  if (table === null) return []
  const rows = await noticeModels(db)
    .EditionRow.find({ rowset: { $in: setsOf(table) } }, { household: 1, n: 1, key: 1, v: 1, gone: 1 })
    .lean<Pick<EditionRowDoc, '_id' | 'household' | 'n' | 'key' | 'v' | 'gone'>[]>()
  const live = table.sets?.length ? liveRows(rows) : rows
  return [...new Set(live.flatMap(({ household }) => household ?? []))]
}

/** The households with a row in the edition that this one corrects. */
export async function householdsBefore(db: Connection, edition: string): Promise<string[]> {
  const found = await noticeModels(db).Edition.findById(edition, { base: 1 }).lean<Pick<EditionDoc, 'base'>>()
  return found?.base ? householdsIn(db, found.base) : []
}

/** Whether one of the households has a row in an edition's table. */
export async function hasRowOf(
  db: Connection,
  edition: string | null,
  households: readonly string[],
): Promise<boolean> {
  if (edition === null || households.length === 0) return false
  const table = await tableOf(db, edition)
  if (table === null) return false
  const { rowset } = table
  const row = await noticeModels(db).EditionRow.exists({ rowset, household: { $in: [...households] } })
  return row !== null
}

/** Which of the households have a row in an edition's table. */
export async function householdsWithRow(
  db: Connection,
  edition: string,
  households: readonly string[],
): Promise<ReadonlySet<string>> {
  if (households.length === 0) return new Set()
  const table = await tableOf(db, edition)
  if (table === null) return new Set()
  const { rowset } = table
  const rows = await noticeModels(db)
    .EditionRow.find({ rowset, household: { $in: [...new Set(households)] } }, { household: 1 })
    .batchSize(10_000)
    .lean<{ household: string | null }[]>()
  return new Set(rows.flatMap(({ household }) => household ?? []))
}

async function tableOf(db: Connection, edition: string): Promise<EditionDoc['table']> {
  const found = await noticeModels(db)
    .Edition.findById(edition, { table: 1 })
    .lean<Pick<EditionDoc, 'table'>>()
  return found?.table ?? null
}
