import type { Engine } from '../engine/engine'
import { overMemory } from '../engine/memory'
import type { Query } from '../engine/prepared'
import type { Row } from '../engine/scan'
import type { Steps } from '../engine/steps'
import { MongoError } from '../errors'
import type { Collection } from '../indexes/catalog'
import type { Doc } from '../values/values'

/** Pipelines work in memory: one that needs more than this must select first. */
const MAX_INPUT = 100_000
const MEGABYTE = 1024 * 1024

/** What one pipeline reads into memory, from whichever collections and however often. */
export class Reading {
  readonly #engine: Engine
  #left: number

  constructor(engine: Engine) {
    this.#engine = engine
    this.#left = engine.memory
  }

  /** All that a query selects. */
  *all(collection: Collection | undefined, query: Query): Steps<Doc[]> {
    if (!collection) return []
    const { rows, rest } = yield* this.#engine.select(collection, query, MAX_INPUT, this.#left)
    for (const { text } of rows) this.#left -= Buffer.byteLength(text)
    if (this.#left < 0)
      throw overMemory(
        `the pipeline would read more than ${Math.floor(this.#engine.memory / MEGABYTE)} MB of documents: $match or $limit first`,
      )
    if (rest !== undefined)
      throw new MongoError(
        146,
        `the pipeline would read more than ${MAX_INPUT} documents: $match or $limit first`,
      )
    return documentsOf(rows)
  }
}

/** Takes the rows away one by one, so that their texts do not stay beside the documents. */
function documentsOf(rows: Row[]): Doc[] {
  const docs: Doc[] = []
  rows.reverse()
  for (let row = rows.pop(); row; row = rows.pop()) docs.push(row.doc)
  return docs
}
