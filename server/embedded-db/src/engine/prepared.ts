import type { Collection } from '../indexes/catalog'
import { type Clause, type Condition, every, NONE } from '../planner/clauses'
import { type Plan, plan } from '../planner/planner'
import { type Matcher, matcher } from '../query/matching'
import type { SortKey } from '../values/sorting'
import type { Doc } from '../values/values'
import type { Database } from './database'

export interface Query {
  filter: Doc
  sort?: unknown
  skip?: number | undefined
  limit?: number | undefined
}

/** A query as the planner sees it. */
export interface Prepared {
  collection: Collection
  plan: Plan
  test: Matcher
  exact: boolean
  /** `FROM … WHERE …` and `ORDER BY …`: after the columns of a SELECT. */
  from: string
  orderBy: string
}

export function prepare(collection: Collection, filter: Doc, sort: SortKey[]): Prepared {
  const planned = plan(filter, sort, collection)
  return {
    collection,
    plan: planned,
    // Malformed filters are refused even where SQL alone would answer.
    test: matcher(filter),
    exact: planned.exact,
    from: `FROM ${collection.table} WHERE ${planned.sql}`,
    orderBy: planned.order === '' ? '' : ` ORDER BY ${planned.order}`,
  }
}

/** How SQLite gets at the rows of a query. */
export interface Access {
  /** Walks the whole collection, by itself or by an index. */
  scans: boolean
  /** Has to sort what it found. */
  sorts: boolean
  /** The part of the filter that an index serves: every row that it leads to is looked at. */
  lead: Clause
  /** What else the filter asks of a row, as far as SQL can tell; nothing where the lead says it all. */
  rest: Clause | undefined
}

/** In characters: a few hundred ids. */
const longList = 20_000

export function accessTo(db: Database, { collection, plan, orderBy }: Prepared): Access {
  const { narrow, clauses, dear } = plan
  if (narrow.sql === NONE.sql) return { scans: false, sorts: false, lead: narrow, rest: undefined }
  // One row at most, whatever else is asked of it.
  if (clauses.some(({ sql }) => sql === 'id = ?'))
    return { scans: false, sorts: false, lead: narrow, rest: restOf(plan) }
  const ids = orderBy === '' ? clauses.find(isLongList) : undefined
  if (ids) {
    const others = [...clauses.filter((one) => one !== ids), ...dear]
    return { scans: false, sorts: false, lead: ids, rest: others.length > 0 ? every(others) : undefined }
  }
  const way = (condition: Clause) => db.plans.of(numbersOf(collection, condition, orderBy), condition.params)
  const { scans, sorts, searched, index } = way(narrow)
  const isLeading = ({ on }: Clause) => on !== undefined && searched?.has(on) === true
  // A partial index is taken only where its own condition stands beside, which is a literal.
  const isLiteral = ({ params }: Clause) => params.length === 0
  for (const leads of [isLeading, (clause: Clause) => isLeading(clause) || isLiteral(clause)]) {
    const leading = clauses.filter(leads)
    if (leading.length === 0 || leading.length === clauses.length) continue
    const lead = every(leading)
    const alone = way(lead)
    if (alone.scans || alone.sorts !== sorts || alone.index !== index) continue
    return { scans, sorts, lead, rest: every([...clauses.filter((one) => !leads(one)), ...dear]) }
  }
  return { scans, sorts, lead: narrow, rest: restOf(plan) }
}

/** A list that would be read again for each piece of rows: they are found by it first. */
const isLongList = ({ sql, params: [list] }: Clause): boolean =>
  sql.startsWith('id IN (SELECT') && String(list).length > longList

/** What SQL can tell beside what is cheap. */
export const restOf = ({ dear }: Plan): Clause | undefined => (dear.length > 0 ? every(dear) : undefined)

export const numbersOf = ({ table }: { table: string }, { sql }: Condition, orderBy: string): string =>
  `SELECT rid FROM ${table} WHERE ${sql}${orderBy}`

/** Refuses a filter that is not understood, also when the collection does not exist. */
export const checkFilter = (filter: Doc): void => {
  matcher(filter)
}
