import Libsql from 'libsql'
import type { Scalar } from '../values/codec'
import { QueryPlans } from './query-plans'

type Statement = Libsql.Statement<unknown[]>
const CACHED_STATEMENTS = 400

/** SQLite with a cache of prepared statements and one open transaction at most. */
export class Database {
  readonly #db: Libsql.Database
  readonly #statements = new Map<string, Statement>()
  readonly plans = new QueryPlans(() =>
    this.all<[string]>(
      "SELECT sql FROM sqlite_master WHERE name GLOB '[cmx][0-9]*' AND name NOT GLOB '*_*' AND sql IS NOT NULL ORDER BY type DESC",
    ).map(([sql]) => sql),
  )
  /** How many have begun so far. */
  transactions = 0
  /** Whose work alone the open transaction has; undefined: that of several. */
  sole: object | undefined
  #writing = false

  constructor(file: string) {
    this.#db = new Libsql(file)
    try {
      this.exec('PRAGMA busy_timeout=2000')
      this.exec('PRAGMA journal_mode=WAL')
      this.exec('PRAGMA synchronous=FULL')
      // What is taken down must not stay in pages that are free.
      this.exec('PRAGMA secure_delete=ON')
      // libsql keeps savepoints in memory by default, which makes them quadratic.
      this.exec('PRAGMA temp_store=FILE')
      this.exec('PRAGMA wal_autocheckpoint=8000')
      this.exec('PRAGMA cache_size=-8000')
      this.exec('PRAGMA journal_size_limit=33554432')
    } catch (error) {
      this.#db.close()
      throw error
    }
  }

  all<Row extends unknown[]>(sql: string, params: readonly Scalar[] = []): Row[] {
    return this.#prepare(sql, true).all(params as unknown[]) as Row[]
  }

  /** The first row alone: a third of the cost of `all`, and the statement is reset after it. */
  first<Row extends unknown[]>(sql: string, params: readonly Scalar[] = []): Row | undefined {
    return this.#prepare(sql, true).get(params as unknown[]) as Row | undefined
  }

  run(sql: string, params: readonly Scalar[] = []): { changes: number; lastInsertRowid: number } {
    const result = this.#prepare(sql, false).run(params as unknown[])
    return { changes: result.changes, lastInsertRowid: Number(result.lastInsertRowid) }
  }

  exec(sql: string): void {
    this.#db.exec(sql)
  }

  get writing(): boolean {
    return this.#writing
  }

  /** Opens the transaction that everything of this turn shares. */
  begin(): void {
    if (this.#writing) return
    this.run('BEGIN IMMEDIATE')
    this.#writing = true
    this.sole = undefined
    this.transactions++
  }

  commit(): void {
    if (!this.#writing) return
    this.run('COMMIT')
    this.#writing = false
  }

  rollback(): void {
    this.#writing = false
    if (this.#db.inTransaction) this.exec('ROLLBACK')
  }

  /** SQLite itself ends a transaction on a full disk or an I/O error. */
  get lost(): boolean {
    return this.#writing && !this.#db.inTransaction
  }

  close(): void {
    this.plans.forget()
    this.#statements.clear()
    this.#db.close()
  }

  #prepare(sql: string, rows: boolean): Statement {
    const key = rows ? sql : `!${sql}`
    let statement = this.#statements.get(key)
    if (statement === undefined) {
      statement = this.#db.prepare(sql) as Statement
      if (rows) (statement as unknown as { raw(on: boolean): void }).raw(true)
      if (this.#statements.size >= CACHED_STATEMENTS) {
        const oldest = this.#statements.keys().next().value
        if (oldest !== undefined) this.#statements.delete(oldest)
      }
    } else this.#statements.delete(key)
    this.#statements.set(key, statement)
    return statement
  }
}
