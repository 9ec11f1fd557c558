import type { KeyedRow } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { insertMissing } from '../../../storage/insert-once'
import { belongsToPersons } from '../../catalogue'
import type { EditionDoc, EditionRowDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { householdCode, householdId, type StoredTable, writtenHome } from './compose'

/** Rows that go to the database in one command. */
const batch = 500
/** With more sets than this they are joined before another is added. */
export const mostSets = 40

type Place = Pick<EditionDoc, '_id' | 'notice' | 'region' | 'item'>
type Ordered = Pick<EditionRowDoc, '_id' | 'n' | 'key' | 'v' | 'gone'>

export const setsOf = (table: StoredTable): string[] => [table.rowset, ...(table.sets ?? [])]

export const keyOf = ({ key, n }: Ordered): string => key ?? String(n)

/** The newest document of each row. */
function newestOf<R extends Ordered>(docs: readonly R[]): R[] {
  const newest = new Map<string, R>()
  for (const doc of docs) {
    const other = newest.get(keyOf(doc))
    if (!other || (doc.v ?? 0) > (other.v ?? 0)) newest.set(keyOf(doc), doc)
  }
  return [...newest.values()]
}

/** Of the documents of a table those that count, in order: the newest of each row, unless it was taken out. */
export const liveRows = <R extends Ordered>(docs: readonly R[]): R[] =>
  newestOf(docs)
    .filter(({ gone }) => !gone)
    .sort((a, b) => a.n - b.n || (keyOf(a) < keyOf(b) ? -1 : 1))

/** The rows of an edition's table in order, from the database. */
export async function readRows({ db }: Deps, table: StoredTable, region: string): Promise<KeyedRow[]> {
  const docs = await noticeModels(db)
    .EditionRow.find(
      { rowset: { $in: setsOf(table) } },
      { n: 1, household: 1, home: 1, cells: 1, key: 1, v: 1, gone: 1 },
    )
    .lean<EditionRowDoc[]>()
  return liveRows(docs).map((doc) => {
    const home = writtenHome(doc)
    return {
      key: keyOf(doc),
      n: doc.n,
      household: home === null ? null : householdCode(region, home),
      cells: doc.cells,
    }
  })
}

/** Writes rows, and the keys of rows that were taken out, under a row set that nothing shows yet. */
export async function writeSet(
  { db }: Deps,
  { _id: edition, notice, region, item }: Place,
  rowset: string,
  v: number,
  rows: readonly KeyedRow[],
  removed: readonly string[] = [],
): Promise<void> {
  const place = { rowset, edition, notice, region, v }
  // Whose it is the register tells when it is handed in; until then it is nobody's.
  const personal = belongsToPersons(region, item)
  const owner = (code: string | null) => {
    const home = code === null ? null : householdId(region, code)
    return personal ? { household: null, home } : { household: home }
  }
  const docs: EditionRowDoc[] = [
    ...rows.map(({ key, n, household, cells }) => ({
      ...place,
      _id: `${rowset}:${key}`,
      key,
      n,
      ...owner(household),
      cells: [...cells],
    })),
    ...removed.map((key) => ({
      ...place,
      _id: `${rowset}:${key}`,
      key,
      n: 0,
      household: null,
      cells: [],
      gone: true,
    })),
  ]
  for (let at = 0; at < docs.length; at += batch) {
    await insertMissing(noticeModels(db).EditionRow, docs.slice(at, at + batch))
  }
}

/**
 * Joins the row sets of a draft into one; after each write the table reads the same. First it deletes rows that newer
 * ones replaced, then the notes that a row was removed, then it moves the other rows. The edition may still name the
 * old sets afterwards: they are empty.
 */
export async function joinSets({ db }: Deps, table: StoredTable): Promise<void> {
  if (!table.sets?.length) return
  const { EditionRow } = noticeModels(db)
  const docs = await EditionRow.find(
    { rowset: { $in: setsOf(table) } },
    { n: 1, key: 1, v: 1, gone: 1 },
  ).lean<EditionRowDoc[]>()
  const newest = new Set(newestOf(docs))
  const old = docs.filter((doc) => !newest.has(doc))
  const gone = docs.filter((doc) => newest.has(doc) && doc.gone)
  for (const some of [old, gone]) {
    if (some.length > 0) await EditionRow.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } })
  }
  await EditionRow.updateMany({ rowset: { $in: table.sets } }, { $set: { rowset: table.rowset } })
}

/** Removes row sets that nothing points to any more, or ever will. */
export async function dropSets({ db }: Pick<Deps, 'db'>, rowsets: readonly string[]): Promise<void> {
  if (rowsets.length > 0) await noticeModels(db).EditionRow.deleteMany({ rowset: { $in: [...rowsets] } })
}

/** Notes, before a row is written, that row sets may be left over; false where the edition has moved on. */
export async function noteRows({ db }: Deps, edition: EditionDoc): Promise<boolean> {
  if (edition.owed.includes('rows')) return true
  const noted = await noticeModels(db).Edition.updateOne(
    { _id: edition._id, revision: edition.revision },
    { $addToSet: { owed: 'rows' } },
  )
  return noted.matchedCount === 1
}

/** After this long without a change nobody is still writing. */
const restedMs = 10 * 60_000

/**
 * Removes what a crash in the middle of a save left. Raising the revision first makes sure that no save still
 * under way can come to point to what is removed here.
 */
export async function sweepRows(deps: Deps, seen: EditionDoc): Promise<boolean> {
  const { db, clock } = deps
  if (clock.now().getTime() - seen.updatedAt.getTime() < restedMs) return false
  const { Edition, EditionRow } = noticeModels(db)
  const sets: string[] = await EditionRow.distinct('rowset', { edition: seen._id })
  const isLoose = (edition: EditionDoc) => (rowset: string) =>
    !edition.table || !setsOf(edition.table).includes(rowset)
  // Earlier versions noted each row set by its name.
  const noted = { $pull: { owed: { $in: seen.owed.filter((one) => one.startsWith('rows')) } } }
  const found = sets.some(isLoose(seen))
  const edition = await Edition.findOneAndUpdate(
    { _id: seen._id, revision: seen.revision },
    found ? { $inc: { revision: 1 } } : noted,
    { returnDocument: 'after' },
  ).lean<EditionDoc>()
  if (!edition) return false
  if (!found) return true
  await dropSets(deps, sets.filter(isLoose(edition)))
  await Edition.updateOne({ _id: edition._id, revision: edition.revision }, noted)
  return true
}
