import { randomUUID } from 'node:crypto'
import { type DraftTable, tableProblems } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertMissing } from '../../../storage/insert-once'
import { householdsByCode } from '../../residents'
import type { EditionDoc, EditionRowDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { composeTable, householdCode, plainTable, type StoredTable } from './compose'
import { tableHash } from './content-hash'

const batch = 500

/** A table with problems is refused whole, with every problem; nothing is stored. */
export async function checkTable({ db }: Deps, region: string, table: DraftTable): Promise<void> {
  const codes = table.rows.flatMap(({ household }) => (household ? [household] : []))
  const households = await householdsByCode(db, region, codes)
  const problems = tableProblems(table, new Set(households.map(({ code }) => code)))
  if (problems.length > 0) throw new AppError('invalidTable', { fields: problems })
}

const pendingRows = (rowset: string) => `rows:${rowset}` as const

export const newRowset = (edition: string, now: Date): string =>
  `${edition}:${now.getTime().toString(36)}-${randomUUID()}`

/** The row set of a first edition: known beforehand, so that a repeated request writes the same rows. */
export const firstRowset = (edition: string): string => `${edition}:first`

const bornAt = (rowset: string): number => Number.parseInt(/:([0-9a-z]+)-[^:]*$/.exec(rowset)?.[1] ?? '0', 36)

/** Writes the rows under a new row set, which nothing shows until the edition points to it. */
export async function writeRows(
  { db }: Deps,
  { _id: edition, notice, region }: Pick<EditionDoc, '_id' | 'notice' | 'region'>,
  rowset: string,
  draft: DraftTable,
): Promise<StoredTable> {
  const { table, rows } = composeTable(plainTable(draft, region), { region, notice, edition, rowset })
  for (let at = 0; at < rows.length; at += batch) {
    // A repeated request finds the rows of its first try, under the same ids and with the same content.
    await insertMissing(noticeModels(db).EditionRow, rows.slice(at, at + batch))
  }
  return table
}

/** Notes, before a row is written, that these row sets may be left over; false where the edition has moved on. */
export async function noteRows({ db }: Deps, edition: EditionDoc, rowset: string): Promise<boolean> {
  const sets = edition.table ? [edition.table.rowset, rowset] : [rowset]
  const noted = await noticeModels(db).Edition.updateOne(
    { _id: edition._id, revision: edition.revision },
    { $addToSet: { owed: { $each: sets.map(pendingRows) } } },
  )
  return noted.matchedCount === 1
}

/** Removes row sets that nothing points to any more, or ever will. */
export async function dropRows({ db }: Deps, rowsets: readonly string[]): Promise<void> {
  if (rowsets.length === 0) return
  await noticeModels(db).EditionRow.deleteMany({ rowset: { $in: rowsets } })
}

export async function forgetRows({ db }: Deps, edition: string, rowsets: readonly string[]): Promise<void> {
  await noticeModels(db).Edition.updateOne(
    { _id: edition },
    { $pull: { owed: { $in: rowsets.map(pendingRows) } } },
  )
}

const leftOverMs = 10 * 60_000

/**
 * What a crash in the middle of a save left. Raising the revision first makes sure that no save still
 * under way can come to point to what is removed here.
 */
export async function sweepRows(deps: Deps, seen: EditionDoc): Promise<boolean> {
  const sets = seen.owed.flatMap((owed) => (owed.startsWith('rows:') ? [owed.slice('rows:'.length)] : []))
  const now = deps.clock.now().getTime()
  if (sets.some((rowset) => now - bornAt(rowset) < leftOverMs)) return false
  const edition = await noticeModels(deps.db)
    .Edition.findOneAndUpdate(
      { _id: seen._id, revision: seen.revision },
      { $inc: { revision: 1 } },
      { returnDocument: 'after' },
    )
    .lean<EditionDoc>()
  if (!edition) return false
  const loose = sets.filter((rowset) => rowset !== edition.table?.rowset)
  await dropRows(deps, loose)
  await forgetRows(deps, edition._id, sets)
  return true
}

export const sameTable = (stored: StoredTable, draft: DraftTable, region: string): boolean =>
  stored.hash === tableHash(plainTable(draft, region))

/** The table as its writer wrote it. */
export async function draftTable({ db }: Deps, edition: EditionDoc): Promise<DraftTable | null> {
  const { table, region } = edition
  if (!table) return null
  const rows = await noticeModels(db)
    .EditionRow.find({ rowset: table.rowset })
    .sort({ n: 1 })
    .lean<EditionRowDoc[]>()
  return {
    caption: table.caption,
    columns: table.columns,
    rows: rows.map(({ household, cells }) => ({
      household: household === null ? null : householdCode(region, household),
      cells,
    })),
  }
}
