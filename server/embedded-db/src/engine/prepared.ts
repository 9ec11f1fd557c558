import { boundsAround, reachOf } from '../geo/near'
import { distanceOf, nearIndex, nearQueryOf } from '../geo/near-queries'
import type { Collection } from '../indexes/catalog'
import type { Condition } from '../planner/clauses'
import { type Clause, every } from '../planner/clauses'
import { type Plan, type PlanSource, plan, type Textless } from '../planner/planner'
import { inBounds } from '../planner/planner-places'
import { type Matcher, matcher } from '../query/matching'
import { mayRunLong } from '../query/time-limit'
import { BINARY, type Comparer } from '../values/comparer'
import type { SortKey } from '../values/sorting'
import type { Doc } from '../values/values'
import type { Database } from './database'

export interface Query {
  filter: Doc
  sort?: unknown
  skip?: number | undefined
  limit?: number | undefined
  /** By which values compare; by their bytes if it is not said. */
  by?: Comparer | undefined
}

export interface Nearest {
  /** How far a document is from the place. */
  distance: (doc: Doc) => number | undefined
  /** How far to look first, and what is as good as everywhere. */
  first: number
  last: number
  most: number
  /** An index leads to what is within a finite distance. */
  indexed: boolean
  /** The same query, for what is no farther than `reach`. */
  within: (reach: number) => Prepared
}

/** A query as the planner sees it. */
export interface Prepared {
  collection: Collection
  plan: Plan
  test: Matcher
  by: Comparer
  exact: boolean
  /** A pattern in the filter needs a limit of time. */
  risky: boolean
  /** The filter asks for what is near a place; without another order that comes first which is nearest. */
  nearest?: Nearest
  /** `FROM … WHERE …` and `ORDER BY …`: after the columns of a SELECT. */
  from: string
  orderBy: string
}

export function prepare(
  collection: Collection,
  filter: Doc,
  sort: SortKey[],
  by: Comparer = BINARY,
  textless?: Textless,
): Prepared {
  const query = nearQueryOf(filter)
  const compared = { by, textless }
  if (query === undefined) return prepareFilter(collection, filter, sort, compared)
  const { rest, near, path } = query
  const { geo } = nearIndex(collection.indexes, query)
  const table = geo && collection.boxes.get(`${geo.kind} ${path}`)
  const distance = distanceOf(query)
  const within = (reach: number): Prepared => {
    const bounds = boundsAround(near, reach, geo?.kind)
    const also = table !== undefined && bounds ? [inBounds(table, bounds)] : []
    const prepared = prepareFilter(collection, rest, sort, compared, also)
    const test = (doc: Doc) => prepared.test(doc) && distance(doc) !== undefined
    const nearest = { ...reachOf(near), distance, indexed: also.length > 0, within }
    return { ...prepared, test, exact: false, nearest }
  }
  return within(near.most)
}

function prepareFilter(
  collection: Collection,
  filter: Doc,
  sort: SortKey[],
  { by, textless }: { by: Comparer; textless: Textless | undefined },
  also: Clause[] = [],
): Prepared {
  const planned = plan(filter, sort, planSource(collection, by, textless), also)
  return {
    collection,
    plan: planned,
    // Malformed filters are refused even where SQL alone would answer.
    test: matcher(filter, by),
    by,
    exact: planned.exact,
    risky: mayRunLong(filter),
    from: `FROM ${collection.table} WHERE ${planned.sql}`,
    orderBy: planned.order === '' ? '' : ` ORDER BY ${planned.order}`,
  }
}

const NONE: Textless = new Set()

export const planSource = (collection: Collection, by: Comparer, textless = NONE): PlanSource =>
  by.binary ? collection : { ...collection, collated: textless }

/** How SQLite gets at the rows of a query. */
export interface Access {
  /** Walks the whole collection, by itself or by an index. */
  scans: boolean
  /** Has to sort what it found. */
  sorts: boolean
  /** The part of the filter that an index serves: every row that it leads to is looked at. */
  lead: Condition
  /** Nothing of the filter is left for the rows themselves. */
  whole: boolean
}

export function accessTo(db: Database, { collection, plan, orderBy }: Prepared): Access {
  const { narrow, clauses, costly } = plan
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

/** Refuses a filter that is not understood, where there is nothing that it could be asked of. */
export const checkFilter = (filter: Doc, by?: Comparer): void => {
  matcher(nearQueryOf(filter)?.rest ?? filter, by)
}
