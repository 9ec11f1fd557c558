import { randomUUID } from 'node:crypto'
import type { Deps } from '../../../deps'
import { insertMissing } from '../../../storage/insert-once'
import { inPages } from '../../../storage/pages'
import type { EditionDoc, EditionRowDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import type { StoredTable } from './compose'
import { dropSets, keyOf } from './row-sets'

/** Rows that are read, and written, in one command. */
const batch = 500

/** The table of a draft that begins as a copy: its rows are still to be copied under the new row set. */
export const tableToCopy = ({ caption, columns, rows }: StoredTable, edition: string): StoredTable => ({
  caption,
  columns,
  rowset: `${edition}:${randomUUID()}`,
  sets: [],
  rows,
  hash: '',
})

/**
 * Copies the rows of the published edition that a correction begins with, and notes that they are all there. May be
 * repeated, also by two processes: a row is inserted once. What was copied of a draft that is gone goes again.
 */
export async function finishCopied({ db }: Pick<Deps, 'db'>, edition: EditionDoc): Promise<EditionDoc> {
  const { Edition, EditionRow } = noticeModels(db)
  const base = await Edition.findById(edition.base, { table: 1 }).lean<Pick<EditionDoc, 'table'>>()
  const rowset = edition.table?.rowset
  if (base?.table && rowset) {
    const from = { rowset: base.table.rowset }
    for await (const rows of inPages(EditionRow, from, { by: 'n', size: batch })) {
      await insertMissing(
        EditionRow,
        rows.map((row) => copied(row, edition, rowset)),
      )
    }
  }
  const done = await Edition.updateOne({ _id: edition._id, base: edition.base }, { $pull: { owed: 'copy' } })
  if (done.matchedCount === 0 && rowset) await dropSets({ db }, [rowset])
  return { ...edition, owed: edition.owed.filter((one) => one !== 'copy') }
}

const copied = (row: EditionRowDoc, edition: EditionDoc, rowset: string): EditionRowDoc => ({
  _id: `${rowset}:${keyOf(row)}`,
  rowset,
  edition: edition._id,
  notice: row.notice,
  region: row.region,
  n: row.n,
  key: keyOf(row),
  household: row.household,
  ...(row.home === undefined ? {} : { home: row.home }),
  cells: row.cells,
})
