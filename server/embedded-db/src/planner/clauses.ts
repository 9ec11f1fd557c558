import type { Scalar } from '../values/codec'

export interface Condition {
  sql: string
  params: readonly Scalar[]
}

/** SQL that keeps every matching row; when exact, only those. `undefined`: SQL cannot help. */
export interface Clause {
  sql: string
  params: Scalar[]
  exact: boolean
  /** Reads through each value and no index serves it: for small pieces only. */
  costly?: boolean
  /** The column whose index may lead to its rows, as SQLite names it in a plan. */
  on?: string
}

export type Planned = Clause | undefined

export const ALL: Clause = { sql: '1', params: [], exact: true }
/** Of an empty list: nothing matches, whatever else is asked. */
export const NONE: Clause = { sql: '0', params: [], exact: true }

const isCostly = (clauses: Clause[]) => (clauses.some((clause) => clause.costly) ? { costly: true } : {})

/** A conjunction may leave out what SQL cannot say; the rest is still a superset. */
export function every(clauses: Planned[]): Clause {
  const [only] = clauses
  if (only && clauses.length === 1) return only
  const known = clauses.filter((clause) => clause !== undefined)
  if (known.length === 0) return { ...ALL, exact: clauses.length === 0 }
  if (known.some((clause) => clause.sql === NONE.sql)) return NONE
  return {
    sql: known.map((clause) => clause.sql).join(' AND '),
    params: known.flatMap((clause) => clause.params),
    exact: known.length === clauses.length && known.every((clause) => clause.exact),
    ...isCostly(known),
  }
}

export function some(clauses: Planned[]): Planned {
  const known = clauses.filter((clause) => clause !== undefined)
  if (known.length !== clauses.length || known.length === 0) return undefined
  const open = known.filter((clause) => clause.sql !== NONE.sql)
  if (open.length === 0) return NONE
  return {
    sql: `(${open.map((clause) => `(${clause.sql})`).join(' OR ')})`,
    params: open.flatMap((clause) => clause.params),
    exact: open.every((clause) => clause.exact),
    ...isCostly(open),
  }
}

/** A negation is no way to a row: no index leads to what is not there. */
export const negation = (clause: Clause): Clause => ({ ...clause, sql: `((${clause.sql}) IS NOT TRUE)` })

export const negated = (clause: Planned): Planned => (clause?.exact ? negation(clause) : undefined)
