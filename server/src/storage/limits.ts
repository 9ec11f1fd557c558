import { setTimeout as delay } from 'node:timers/promises'
import type { ErrorCode } from '@hutang/shared'
import type { Connection, mongo } from 'mongoose'
import { AppError } from '../errors'
import { isDiskFull } from './disk-full'

/** How long an operation of the application may take, from the call to its answer, in milliseconds. */
export interface OperationLimits {
  read: number
  /** Longer than the 30 seconds in which another process takes over the embedded database. */
  write: number
  /** A read without an answer for this long is asked once more; the first answer counts. */
  askAgain: number
}

const LIMITS: OperationLimits = { read: 10_000, write: 35_000, askAgain: 3000 }
const PAUSE_MS = 100

/** The methods of a collection, each with the place of its options among its arguments. */
const READS = { findOne: 1, countDocuments: 1, estimatedDocumentCount: 0, distinct: 2 }
const CURSORS = { find: 1, aggregate: 1 }
const WRITES = {
  insertOne: 1,
  insertMany: 1,
  updateOne: 2,
  updateMany: 2,
  replaceOne: 2,
  deleteOne: 1,
  deleteMany: 1,
  findOneAndUpdate: 2,
  findOneAndReplace: 2,
  findOneAndDelete: 1,
  bulkWrite: 1,
}

/**
 * What the driver uses of an AbortSignal, at a twentieth of its cost (0.4 µs in place of 8 µs an operation): this one
 * comes with every operation and almost never ends one.
 */
class Asking {
  aborted = false
  reason: unknown
  readonly #listeners: (() => void)[] = []

  addEventListener(_event: 'abort', listener: () => void): void {
    this.#listeners.push(listener)
  }

  removeEventListener(_event: 'abort', listener: () => void): void {
    const at = this.#listeners.indexOf(listener)
    if (at >= 0) this.#listeners.splice(at, 1)
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason
  }

  abort(reason: Error): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    // The driver's listeners read the reason from `this`.
    for (const listener of this.#listeners.splice(0)) listener.call(this)
  }

  get signal(): AbortSignal {
    return this as unknown as AbortSignal
  }
}

type Method = (...args: unknown[]) => Promise<unknown>
type Methods = Record<string, Method>
type Ask = (signal: AbortSignal) => Promise<unknown>
type Cursor = mongo.FindCursor | mongo.AggregationCursor

/**
 * Gives every operation of mongoose on this connection a limit of its own, since the driver (7.8) has none: it can wait
 * for ever for a server that keeps silent, or for a socket that closed just before its write. At the limit its socket is
 * destroyed, and the operation rejects with the AppError `storageBusy` (nothing was changed) or `saveUnknown`.
 *
 * Asked again within the limit: a read always, because it changes nothing; a write only when the driver says that it
 * was never sent. A write that may have been sent is never repeated here, because a conditional update that took effect
 * would find its condition false the second time. People ask again under the same Idempotency-Key.
 *
 * Streams (`for await` over a cursor), indexes and `getClient()` have no limit: they are for copies and migrations.
 */
export function limitOperations(connection: Connection, limits: OperationLimits = LIMITS): void {
  const { db } = connection
  if (!db) throw new Error('The connection must be open before its operations can be limited')
  const collectionOf = db.collection.bind(db)
  db.collection = ((...args: Parameters<typeof collectionOf>) =>
    limited(collectionOf(...args), limits)) as typeof db.collection
  const command = db.command.bind(db)
  // The application's only command is `ping`.
  db.command = (asked, options) =>
    read(limits, (signal) => command(asked, { ...options, signal })) as Promise<mongo.Document>
}

function limited(collection: mongo.Collection, limits: OperationLimits): mongo.Collection {
  const methods = collection as unknown as Methods
  for (const [name, place] of Object.entries(READS)) {
    const method = methodOf(methods, name)
    methods[name] = (...args) => read(limits, (signal) => method(...withSignal(args, place, signal)))
  }
  for (const [name, place] of Object.entries(WRITES)) {
    const method = methodOf(methods, name)
    methods[name] = (...args) => write(limits, (signal) => method(...withSignal(args, place, signal)))
  }
  for (const name of Object.keys(CURSORS)) {
    const method = methodOf(methods, name) as unknown as (...args: unknown[]) => Cursor
    methods[name] = ((...args: unknown[]) => limitedCursor(method(...args), limits)) as unknown as Method
  }
  return collection
}

function methodOf(methods: Methods, name: string): Method {
  const method = methods[name]
  if (!method) throw new Error(`The driver has no method ${name}`)
  return method.bind(methods)
}

function withSignal(args: unknown[], place: number, signal: AbortSignal): unknown[] {
  const given = [...args]
  given[place] = { ...(args[place] as object | undefined), signal }
  return given
}

/** The cursor's whole list is one read; a second asking is made of a copy of the cursor. */
function limitedCursor<C extends Cursor>(cursor: C, limits: OperationLimits): C {
  const list = cursor.toArray
  let first = true
  cursor.toArray = () =>
    read(limits, (signal) => {
      const asked = first ? cursor : cursor.clone()
      first = false
      return list.call(Object.assign(asked, { signal }))
    }) as Promise<mongo.Document[]>
  return cursor
}

async function read(limits: OperationLimits, ask: Ask): Promise<unknown> {
  const persistent: Ask = (signal) => repeated(ask, signal, isConnectionLost)
  return answerOf(persistent, limits.read, 'storageBusy', limits.askAgain)
}

async function write(limits: OperationLimits, ask: Ask): Promise<unknown> {
  const persistent: Ask = (signal) => repeated(ask, signal, wasNeverSent)
  return answerOf(persistent, limits.write, 'saveUnknown')
}

/** The first answer of one asking, or of two when `askAgain` is given; every asking is given up at the limit. */
function answerOf(ask: Ask, limit: number, code: ErrorCode, askAgain?: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const askings: Asking[] = []
    const begin = () => {
      const asking = new Asking()
      askings.push(asking)
      ask(asking.signal).then(
        (answer) => finish(asking, () => resolve(answer)),
        (error: unknown) => finish(asking, () => reject(readable(error, code))),
      )
    }
    const finish = (finished: Asking | null, giveAnswer: () => void) => {
      clearTimeout(end)
      clearTimeout(second)
      // An asking that is given up frees its place among the driver's connections.
      for (const asking of askings) if (asking !== finished) asking.abort(new Error('No longer needed'))
      askings.length = 0
      giveAnswer()
    }
    const end = setTimeout(() => {
      const cause = new Error(`No answer from the database within ${limit} ms`)
      finish(null, () => reject(new AppError(code, { cause })))
    }, limit)
    const second = askAgain === undefined ? undefined : setTimeout(begin, askAgain)
    begin()
  })
}

async function repeated(ask: Ask, signal: AbortSignal, mayRepeat: (error: unknown) => boolean) {
  for (;;) {
    try {
      return await ask(signal)
    } catch (error) {
      if (signal.aborted || !mayRepeat(error)) throw error
      await delay(PAUSE_MS)
      if (signal.aborted) throw error
    }
  }
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : '')

/** The connection ended before the answer came. The driver lets some errors of a socket through as they are. */
const isConnectionLost = (error: unknown) =>
  /^Mongo(Network|PoolCleared)/.test(nameOf(error)) ||
  ['EPIPE', 'ECONNRESET'].includes(String((error as { code?: unknown } | null)?.code))

/** The driver had no connection yet: the server cannot know of the write. */
const wasNeverSent = (error: unknown) =>
  nameOf(error) === 'MongoPoolClearedError' ||
  (nameOf(error).startsWith('MongoNetwork') && (error as mongo.MongoError).hasErrorLabel('HandshakeError'))

/** What a person can be told where the driver's own error would be an unexpected one. */
function readable(error: unknown, code: ErrorCode): unknown {
  if (isDiskFull(error)) return new AppError('diskFull', { cause: error })
  if (nameOf(error) === 'MongoServerSelectionError') return new AppError('storageBusy', { cause: error })
  return isConnectionLost(error) ? new AppError(code, { cause: error }) : error
}
