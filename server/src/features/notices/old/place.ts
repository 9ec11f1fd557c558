import type { DraftContent, Item, KeyedRow, LedgerPart } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { insertMissing, insertOnce } from '../../../storage/insert-once'
import { itemOfNotice } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import {
  type EditionDoc,
  type NoticeDoc,
  noticeModels,
  type PictureDoc,
  type TransitionDoc,
} from '../notices.model'
import { readableChanged } from '../reading/region-mark'
import { editionId, finalTable, headOf, householdId, plainColumns } from '../tables/compose'
import { contentHash, hashParts, tablePart } from '../tables/content-hash'
import { dropSets, writeSet } from '../tables/row-sets'

/** Who did which step of the import that an old notice came with. */
export interface OldStep {
  person: string
  account: string
  by: string
  at: Date
}

/** A notice that was published before there was an app, as it is brought in (补录). */
export interface OldNotice {
  /** The id it gets: the same again makes nothing twice. */
  id: string
  key: string
  region: string
  item: number
  /** When it was published then. */
  publishedAt: Date
  words: Pick<DraftContent, 'title' | 'plain' | 'body'> & { ledger: LedgerPart | null }
  table: (NonNullable<DraftContent['table']> & { rows: readonly KeyedRow[] }) | null
  pictures: readonly (PictureDoc & { alt: string })[]
  made: OldStep
  reviewed: OldStep
  published: OldStep
}

/** Which of these keys are taken, with their notices; also by what was withdrawn or taken down since. */
export async function oldKeysTaken(
  { db }: Pick<Deps, 'db'>,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const found = await noticeModels(db)
    .Notice.find({ oldKey: { $in: [...keys] } }, { oldKey: 1 })
    .batchSize(keys.length + 1)
    .lean<Pick<NoticeDoc, '_id' | 'oldKey'>[]>()
  return new Map(found.flatMap(({ _id, oldKey }) => (oldKey ? [[oldKey, _id] as const] : [])))
}

/**
 * Rows, pictures and the edition first, which nothing shows; the notice is the commit point. Nothing is announced, now or
 * later: nothing is owed. False: the same was brought in by another import.
 */
export async function placeOldNotice(deps: Deps, old: OldNotice): Promise<boolean> {
  const { Edition, Notice, Picture } = noticeModels(deps.db)
  const region = regionRef(await regionOf(deps, old.region))
  const item = itemOfNotice(region, old.item)
  if (!item) return false
  const edition = editionOf(old, item)
  await insertMissing(
    Picture,
    old.pictures.map(({ alt: _ofTheEdition, ...picture }) => picture),
  )
  if (edition.table && old.table) await writeSet(deps, edition, edition.table.rowset, 0, old.table.rows)
  const stored = (await insertOnce(Edition, edition))
    ? edition
    : await Edition.findById(edition._id).lean<EditionDoc>()
  if (await insertOnce(Notice, noticeOf(old, stored ?? edition, item))) return true
  if (await Notice.exists({ _id: old.id })) return true
  await dropSets(deps, edition.table ? [edition.table.rowset] : [])
  await Edition.deleteOne({ _id: edition._id })
  await Picture.deleteMany({ notice: old.id })
  return false
}

/** Tells every process that old notices can be read; open pages learn of nothing new by it. */
export const oldNoticesPlaced = (deps: Deps, region: string): Promise<void> => readableChanged(deps, region)

const stepOf = (verb: TransitionDoc['verb'], { person, by, at }: OldStep): TransitionDoc => ({
  ...{ verb, person, by, at, reason: null, key: null, hash: null },
})

function editionOf({ id, region, words, table, pictures, ...old }: OldNotice, item: Item): EditionDoc {
  const _id = editionId(id, 1)
  const rows = (table?.rows ?? []).map(({ household, cells }) => ({
    household: household === null ? null : householdId(region, household),
    cells,
  }))
  const kept =
    table &&
    finalTable(
      { caption: table.caption, columns: plainColumns(table.columns), rowset: `${_id}:first`, v: 0 },
      rows,
    )
  const shown = pictures.map(({ _id: picture, alt, width, height, sha256 }) => ({
    ...{ _id: picture, alt, width, height, sha256 },
  }))
  const content = {
    ...{ title: words.title, plain: words.plain, elements: [], body: words.body },
    ...(words.ledger ? { ledger: words.ledger } : {}),
  }
  const parts = hashParts(content, kept && tablePart(kept.hash, rows), shown, item)
  const hash = contentHash(parts)
  return {
    state: 'published',
    ...{ _id, notice: id, region, item: old.item, editionNo: 1, revision: 1 },
    ...{ author: old.made.person, authorAccount: old.made.account, ...content, table: kept },
    ...{ pictures: shown, grounds: null, contentHash: hash, parts, approvedHash: hash },
    ...{ publishedAt: old.publishedAt, owed: [], lastKey: null, updatedAt: old.publishedAt },
    history: [stepOf('create', old.made), stepOf('approve', old.reviewed), stepOf('publish', old.published)],
  }
}

const noticeOf = (old: OldNotice, edition: EditionDoc, item: Item): NoticeDoc => ({
  state: 'published',
  ...{ _id: old.id, region: old.region, item: old.item, category: item.category },
  ...{ current: edition._id, owed: [], author: old.made.person, createdAt: old.published.at },
  ...{ madeBy: null, madeHash: null, oldKey: old.key },
  head: { ...headOf(edition, item, old.publishedAt), backfilledAt: old.published.at },
})
