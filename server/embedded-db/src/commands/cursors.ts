import { randomBytes } from 'node:crypto'
import { calculateObjectSize, Long } from 'bson'
import type { Row, Scan } from '../engine/scan'
import type { Steps, Turn } from '../engine/steps'
import { MongoError } from '../errors'
import type { Projection } from '../pipeline/stages/projection'
import { StoredDocument } from '../values/stored-document'
import { textOf } from '../values/texts'
import type { Doc } from '../values/values'

/** A reply stays well under the 16 MB of a message; one document may be that large by itself. */
const BATCH_BYTES = 12_000_000
/** What MongoDB allows its own answers beyond a stored document. */
const MAX_DOCUMENT = 16_777_216 + 16_384
/** How many documents come first, where it is not said. */
export const FIRST_BATCH = 101
const IDLE_MS = 10 * 60_000

interface Item {
  doc: Doc | StoredDocument
  size: number
}

interface CursorSource {
  /** The next few, perhaps none; `undefined` at the end. */
  next(): Item[] | undefined
}

interface Cursor {
  ns: string
  source: CursorSource
  /** Read from the source and not yet given, the next one last. */
  held: Item[]
  used: number
}

const sizeOf = (text: string) => Math.min(text.length * 4, 16_800_000)

export function rowsSource(
  rows: Row[],
  rest: Scan | undefined,
  projection: Projection | undefined,
): CursorSource {
  const { project, only } = projection ?? {}
  let first: Row[] | undefined = rows
  return {
    next() {
      const piece = first ?? rest?.piece()
      first = undefined
      return piece?.map((row) => ({
        doc: project && !only ? project(row.doc) : new StoredDocument(row.text, only),
        size: sizeOf(row.text),
      }))
    },
  }
}

export function docsSource(docs: Doc[]): CursorSource {
  let at = 0
  return {
    next() {
      if (at >= docs.length) return undefined
      const piece = docs.slice(at, at + 100)
      at += piece.length
      return piece.map((doc) => ({ doc, size: sizeWithin(doc) }))
    },
  }
}

function sizeWithin(doc: Doc): number {
  const size = calculateObjectSize(doc)
  if (size > MAX_DOCUMENT)
    throw new MongoError(
      10334,
      `BSONObj size: ${size} is invalid. Size must be between 0 and ${MAX_DOCUMENT}`,
    )
  return size
}

/** Results that a client has begun to read; forgotten after ten idle minutes. */
export class Cursors {
  readonly #open = new Map<string, Cursor>()
  readonly #turn: Turn

  constructor(turn: Turn) {
    this.#turn = turn
  }

  /** The first batch, and a cursor for the rest if there is any. */
  *start(ns: string, source: CursorSource, batchSize: number, singleBatch: boolean, now: number): Steps<Doc> {
    const cursor: Cursor = { ns, source, held: [], used: now }
    const firstBatch = yield* this.#fill(cursor, batchSize)
    if (singleBatch || !(yield* this.#more(cursor)))
      return { cursor: { firstBatch, id: Long.ZERO, ns }, ok: 1 }
    const id = this.#freeId()
    this.#open.set(id, cursor)
    return { cursor: { firstBatch, id: Long.fromString(id), ns }, ok: 1 }
  }

  /** Random, because anyone who knows the id can read on or end the cursor. */
  #freeId(): string {
    for (;;) {
      const id = String(randomBytes(8).readBigInt64BE())
      if (id !== '0' && !this.#open.has(id)) return id
    }
  }

  /** A cursor is asked for more by the name of its own collection. */
  refuseOther(id: unknown, ns: string): void {
    const cursor = this.#open.get(String(id))
    if (cursor && cursor.ns !== ns)
      throw new MongoError(
        13,
        `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`,
      )
  }

  *more(rawId: unknown, batchSize: number, now: number): Steps<Doc> {
    const id = String(rawId)
    const cursor = this.#open.get(id)
    if (!cursor) throw new MongoError(43, `cursor id ${id} not found`)
    cursor.used = now
    const nextBatch = yield* this.#fill(cursor, batchSize > 0 ? batchSize : Number.POSITIVE_INFINITY)
    const open = yield* this.#more(cursor)
    if (!open) this.#open.delete(id)
    return { cursor: { nextBatch, id: open ? Long.fromString(id) : Long.ZERO, ns: cursor.ns }, ok: 1 }
  }

  kill(ids: unknown[]): Doc {
    const cursorsKilled = ids.filter((id) => this.#open.delete(textOf(id)))
    const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id))
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 }
  }

  expire(now: number): void {
    for (const [id, cursor] of this.#open) if (now - cursor.used > IDLE_MS) this.#open.delete(id)
  }

  *#fill(cursor: Cursor, batchSize: number): Steps<Item['doc'][]> {
    const batch: Item['doc'][] = []
    let bytes = 0
    while (batch.length < batchSize && (cursor.held.length > 0 || (yield* this.#more(cursor)))) {
      const item = cursor.held.at(-1)
      if (!item || (batch.length > 0 && bytes + item.size > BATCH_BYTES)) break
      cursor.held.pop()
      batch.push(item.doc)
      bytes += item.size
    }
    return batch
  }

  /** Whether anything is left to give. */
  *#more(cursor: Cursor): Steps<boolean> {
    while (cursor.held.length === 0) {
      const piece = cursor.source.next()
      if (!piece) return false
      cursor.held = piece.reverse()
      if (this.#turn.over) yield
    }
    return true
  }
}
