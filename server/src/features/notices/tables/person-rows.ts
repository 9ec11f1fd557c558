import { type Column, type FieldProblem, type KeyedRow, personKey } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { belongsToPersons } from '../../catalogue'
import { livingByHousehold, residentNamed } from '../../residents'
import { type EditionDoc, type EditionRowDoc, noticeModels } from '../notices.model'
import { householdId } from './compose'
import { keyOf } from './row-sets'

type Written = Pick<EditionDoc, 'region' | 'item'> & {
  table: Pick<NonNullable<EditionDoc['table']>, 'columns'> | null
}

export interface PersonRows {
  /** Whose each row is, by its key; null: nobody's. */
  owners: ReadonlyMap<string, string | null>
  /** What the clerk should look at: rows that nobody will see. */
  problems: FieldProblem[]
}

/** Whose rows these are by the register: exactly one living resident of the named household with the name. Null where rows are households'. */
export async function personRowsOf(
  deps: Pick<Deps, 'db' | 'marks'>,
  { region, item, table }: Written,
  rows: readonly KeyedRow[],
): Promise<PersonRows | null> {
  if (!table || !belongsToPersons(region, item)) return null
  const homes = rows.flatMap(({ household }) => (household === null ? [] : householdId(region, household)))
  const living = await livingByHousehold(deps, [...new Set(homes)])
  const at = nameColumn(table.columns)
  const owners = new Map<string, string | null>()
  const problems: FieldProblem[] = at < 0 ? [{ field: 'content.table', message: withoutNames }] : []
  for (const [place, { key, household, cells }] of rows.entries()) {
    const name = String(cells[at] ?? '')
    const people = household === null ? [] : (living.get(householdId(region, household)) ?? [])
    const person = name === '' ? null : residentNamed(people, name)
    owners.set(key, person && personKey(region, person._id))
    if (!person && at >= 0)
      problems.push({ field: 'content.table', row: place + 1, message: unknownText(household, name) })
  }
  return { owners, problems }
}

const nameColumn = (columns: readonly Column[]): number => columns.findIndex(({ kind }) => kind === 'name')

const withoutNames = '这一项的每一行只给本人看，要有一列“姓名”。没有这一列，发布后谁也看不到自己的那一行。'

const unknownText = (household: string | null, name: string): string =>
  household === null
    ? '没有填户号。这一行只给本人看，填了户号和姓名才知道是谁；不填，发布后谁也看不到这一行。'
    : name === ''
      ? '没有填姓名。这一行只给本人看，不知道是谁，发布后谁也看不到这一行。'
      : `户籍册里，${household} 户没有（或不止一个）“${name}”。请核对；不改，发布后谁也看不到这一行。`

/** Ties the rows to their owners, under the one row set that the table has now. Repeatable. */
export async function tieRows(
  { db }: Pick<Deps, 'db'>,
  rowset: string,
  owners: PersonRows['owners'],
): Promise<void> {
  const { EditionRow } = noticeModels(db)
  const docs = await EditionRow.find({ rowset }, { n: 1, key: 1, household: 1 })
    .batchSize(batchSize)
    .lean<Pick<EditionRowDoc, '_id' | 'n' | 'key' | 'household'>[]>()
  const changed = docs.flatMap((doc) => {
    const household = owners.get(keyOf(doc)) ?? null
    return doc.household === household
      ? []
      : [{ updateOne: { filter: { _id: doc._id }, update: { $set: { household } } } }]
  })
  if (changed.length > 0) await EditionRow.bulkWrite(changed, { ordered: false })
}

const batchSize = 100_000
