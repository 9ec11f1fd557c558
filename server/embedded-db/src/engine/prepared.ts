import type { Collection } from '../indexes/catalog'
import type { Condition } from '../planner/clauses'
import { every, NONE } from '../planner/clauses'
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
  lead: Condition
  /** SQL decides the whole filter; rows need no further test. */
  whole: boolean
}

export function accessTo(db: Database, { collection, plan, orderBy }: Prepared): Access {
  const { narrow, clauses, costly } = plan
  if (narrow.sql === NONE.sql) return { scans: false, sorts: false, lead: narrow, whole: true }
  const { scans, sorts, searched } = db.plans.of(numbersOf(collection, narrow, orderBy), narrow.params)
  const leading = clauses.filter(({ on }) => on !== undefined && searched?.has(on))
  if (leading.length === 0 || leading.length === clauses.length)
    return { scans, sorts, lead: narrow, whole: !costly }
  const lead = every(leading)
  // An index may need the other clauses as well: a partial one does.
  const alone = db.plans.of(numbersOf(collection, lead, orderBy), lead.params)
  if (alone.scans || alone.sorts !== sorts) return { scans, sorts, lead: narrow, whole: !costly }
  return { scans, sorts, lead, whole: false }
}

export const numbersOf = ({ table }: { table: string }, { sql }: Condition, orderBy: string): string =>
  `SELECT rid FROM ${table} WHERE ${sql}${orderBy}`

/** Refuses a filter that is not understood, also when the collection does not exist. */
export const checkFilter = (filter: Doc): void => {
  matcher(filter)
}
