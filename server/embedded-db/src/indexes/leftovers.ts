import type { Database } from '../engine/database'
import { finish, type Steps, type Turn } from '../engine/steps'
import { isDiskFull } from '../errors'
import type { Catalog, Collection, StoredIndex } from './catalog'

/**
 * Half-built indexes that no command works on any more: a kill leaves them, and so does a full disk, which ends the
 * transaction in which they would have been cleared away.
 */
export class Leftovers {
  readonly #db: Database
  readonly #catalog: Catalog
  readonly #turn: Turn
  /** What commands that have not ended work on. */
  readonly #indexes = new Set<number>()

  constructor(db: Database, catalog: Catalog, turn: Turn) {
    this.#db = db
    this.#catalog = catalog
    this.#turn = turn
  }

  /** Until the steps end, however they do. */
  *usingIndex<T>(id: number, steps: Steps<T>): Steps<T> {
    this.#indexes.add(id)
    try {
      return yield* steps
    } finally {
      this.#indexes.delete(id)
    }
  }

  get any(): boolean {
    return this.#catalog.all().some((one) => this.#indexesLeft(one).length > 0)
  }

  *clear(): Steps<void> {
    for (const collection of this.#catalog.all()) {
      if (collection.dropped) continue
      for (const index of this.#indexesLeft(collection)) this.#catalog.dropIndex(collection, index)
      if (this.#turn.over) yield
    }
  }

  /** A full disk puts it off: what is there can still be read. */
  clearAtStart(): void {
    if (!this.any) return
    try {
      finish(this.clear())
      this.#db.commit()
    } catch (error) {
      if (!isDiskFull(error)) throw error
      this.#db.rollback()
      this.#catalog.reload()
    }
  }

  #indexesLeft({ building }: Collection): StoredIndex[] {
    return building.filter(({ id }) => !this.#indexes.has(id))
  }
}
