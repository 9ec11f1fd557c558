import Libsql from 'libsql'
import type { Scalar } from '../values/codec'

interface QueryPlan {
  /** Walks a whole collection, by itself or by an index. */
  scans: boolean
  /** Sorts what it found, for want of an index in that order. */
  sorts: boolean
  /** The columns by which an index leads to the rows; nothing when there are several ways, or none. */
  searched: ReadonlySet<string> | undefined
  /** The index by which it does. */
  index: string | undefined
}

type Explain = Libsql.Statement<unknown[]> & { raw(on: boolean): void }
const MAX_KNOWN = 1000

/**
 * How SQLite would run a query (sqlite.org/eqp.html). It is asked of an empty copy of the schema in memory: libsql
 * leaves an EXPLAIN open, and an open statement locks the tables of its connection.
 */
export class QueryPlans {
  readonly #schema: () => string[]
  readonly #known = new Map<string, QueryPlan>()
  /** Grows whenever tables or indexes change. */
  generation = 0
  #copy: Libsql.Database | undefined

  constructor(schema: () => string[]) {
    this.#schema = schema
  }

  of(sql: string, params: readonly Scalar[]): QueryPlan {
    const known = this.#known.get(sql)
    if (known) return known
    if (this.#known.size >= MAX_KNOWN) this.#known.clear()
    const statement = this.#open().prepare(`EXPLAIN QUERY PLAN ${sql}`) as Explain
    statement.raw(true)
    const lines = (statement.all(params as unknown[]) as [number, number, number, string][]).map(
      (row) => row[3],
    )
    const plan = {
      scans: lines.some((line) => /^SCAN c\d/.test(line)),
      sorts: lines.some((line) => line.endsWith('B-TREE FOR ORDER BY')),
      ...searchBy(lines),
    }
    this.#known.set(sql, plan)
    return plan
  }

  /** Tables or indexes have changed. */
  forget(): void {
    this.generation++
    this.#known.clear()
    this.#copy?.close()
    this.#copy = undefined
  }

  #open(): Libsql.Database {
    if (this.#copy) return this.#copy
    const copy = new Libsql(':memory:')
    for (const sql of this.#schema()) copy.exec(sql)
    this.#copy = copy
    return copy
  }
}

/** `SEARCH c1 USING INDEX x2 (k1=? AND k2>?)` */
function searchBy(lines: string[]): Pick<QueryPlan, 'searched' | 'index'> {
  const [search, other] = lines.filter((line) => /^SEARCH c\d/.test(line))
  if (search === undefined || other !== undefined) return { searched: undefined, index: undefined }
  const terms = /\(([^()]*)\)$/.exec(search)?.[1] ?? ''
  return {
    searched: new Set(terms.split(' AND ').map((term) => term.replace(/[=<>].*$/, ''))),
    index: / INDEX (\S+)/.exec(search)?.[1],
  }
}
