import { Long } from 'bson'
import { MongoError } from './errors'
import type { Row, Scan } from './scan'
import type { Doc } from './values'

/** A reply stays well under the 16 MB of a message; one document may be that large by itself. */
const BATCH_BYTES = 12_000_000
const IDLE_MS = 10 * 60_000

export interface Source {
  next(): { doc: Doc; size: number } | undefined
}

interface Cursor {
  ns: string
  source: Source
  held: { doc: Doc; size: number } | undefined
  used: number
}

const sizeOf = (text: string) => Math.min(text.length * 4, 16_800_000)

export function rowsSource(
  rows: Row[],
  rest: Scan | undefined,
  project: ((doc: Doc) => Doc) | undefined,
): Source {
  let at = 0
  return {
    next() {
      const row = rows[at++] ?? rest?.next()
      return row && { doc: project ? project(row.doc) : row.doc, size: sizeOf(row.text) }
    },
  }
}

export function docsSource(docs: Doc[]): Source {
  let at = 0
  return {
    next() {
      const doc = docs[at++]
      return doc && { doc, size: 20_000 }
    },
  }
}

/** Results that a client has begun to read; forgotten after ten idle minutes. */
export class Cursors {
  readonly #open = new Map<string, Cursor>()
  #lastId = 0

  /** The first batch, and a cursor for the rest if there is any. */
  start(ns: string, source: Source, batchSize: number, singleBatch: boolean, now: number): Doc {
    const cursor: Cursor = { ns, source, held: undefined, used: now }
    const firstBatch = fill(cursor, batchSize)
    if (!singleBatch) cursor.held ??= source.next()
    if (singleBatch || !cursor.held) return { cursor: { firstBatch, id: Long.ZERO, ns }, ok: 1 }
    const id = String(++this.#lastId)
    this.#open.set(id, cursor)
    return { cursor: { firstBatch, id: Long.fromString(id), ns }, ok: 1 }
  }

  more(rawId: unknown, batchSize: number, now: number): Doc {
    const id = String(rawId)
    const cursor = this.#open.get(id)
    if (!cursor) throw new MongoError(43, `cursor id ${id} not found`)
    cursor.used = now
    const nextBatch = fill(cursor, batchSize > 0 ? batchSize : Number.POSITIVE_INFINITY)
    cursor.held ??= cursor.source.next()
    if (!cursor.held) this.#open.delete(id)
    return { cursor: { nextBatch, id: cursor.held ? Long.fromString(id) : Long.ZERO, ns: cursor.ns }, ok: 1 }
  }

  kill(ids: unknown[]): Doc {
    const cursorsKilled = ids.filter((id) => this.#open.delete(String(id)))
    const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id))
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 }
  }

  expire(now: number): void {
    for (const [id, cursor] of this.#open) if (now - cursor.used > IDLE_MS) this.#open.delete(id)
  }
}

function fill(cursor: Cursor, batchSize: number): Doc[] {
  const batch: Doc[] = []
  let bytes = 0
  while (batch.length < batchSize) {
    const item = cursor.held ?? cursor.source.next()
    cursor.held = undefined
    if (!item) break
    if (batch.length > 0 && bytes + item.size > BATCH_BYTES) {
      cursor.held = item
      break
    }
    batch.push(item.doc)
    bytes += item.size
  }
  return batch
}
