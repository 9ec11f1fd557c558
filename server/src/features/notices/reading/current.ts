import type { Item, RegionRef } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { itemOfNotice } from '../../catalogue'
import { knownRegion, regionRef } from '../../regions'
import { type EditionDoc, type NoticeDoc, noticeModels } from '../notices.model'
import { type PublishedNotice, publishedIn } from './published'
import { regionsOfNotices } from './regions-of-notices'
import { type ShownEdition, shownEdition } from './shown-edition'

export interface CurrentNotice {
  notice: PublishedNotice
  edition: ShownEdition
  region: RegionRef
  item: Item
}

/** Of some notices those that can be read, published or withdrawn, in the order of their ids. */
export async function readableNotices(deps: Deps, ids: readonly string[]): Promise<PublishedNotice[]> {
  const regionOf = await regionsOfNotices(deps, ids)
  const regions = await Promise.all([...new Set(regionOf.values())].map((code) => publishedIn(deps, code)))
  const byRegion = new Map(regions.map((published) => [published.region, published]))
  return ids.flatMap((id) => byRegion.get(regionOf.get(id) ?? '')?.byId.get(id) ?? [])
}

/** What is published under an id, through `current` and nothing else, or an edition before it; null where nothing is. */
export async function currentNotice(
  deps: Deps,
  noticeId: string,
  editionNo?: number,
): Promise<CurrentNotice | null> {
  const [notice] = await readableNotices(deps, [noticeId])
  if (!notice) return null
  const [edition, place] = await Promise.all([
    shownEdition(deps, notice, editionNo),
    knownRegion(deps, notice.region),
  ])
  const region = place && regionRef(place)
  const item = region && itemOfNotice(region, notice.item)
  return edition && item ? { notice, edition, region, item } : null
}

/** The same, or the error that nothing can be read. */
export async function readable(deps: Deps, id: string, editionNo?: number): Promise<CurrentNotice> {
  const current = await currentNotice(deps, id, editionNo)
  if (!current) throw new AppError('noticeNotFound')
  return current
}

export const noticeOf = (db: Connection, id: string): Promise<NoticeDoc | null> =>
  noticeModels(db).Notice.findById(id).lean<NoticeDoc>()

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
