import { randomUUID } from 'node:crypto'
import { type Connection, Schema } from 'mongoose'
import { systemClock } from '../clock'
import type { Log } from '../log'
import { defineModels } from './define-models'
import { upsertSafely } from './insert-once'

/** The newest change of one thing: whoever keeps that thing in memory forgets it when the value is another. */
interface MarkDoc {
  /** What changed: `region:<code>`, `person:<id>`, `session:<id>` … */
  _id: string
  value: string
  /** By the database's own clock, so that processes need not agree on the time. */
  at: Date
}

const mark = new Schema<MarkDoc>({ _id: String, value: String, at: Date }, { versionKey: false })
mark.index({ at: 1 }, { expireAfterSeconds: 3600 }) // the poll; old marks go, since every process has read them

export const markModels = defineModels({ Mark: mark })

/** Tells every process that shares the database what has changed: at once in this one, within a second in others. */
export interface Marks {
  /** To be called after the change is written; several keys where several things changed. Never rejects. */
  move(...keys: string[]): Promise<void>
  /** Called with every key that moved, here or elsewhere; with null when anything may have moved. */
  listen(listener: (key: string | null) => void): void
  /** Reads what other processes moved. */
  poll(): Promise<void>
  /** Polls from now on. */
  start(): void
  stop(): void
  /** False when the marks could not be read for two seconds: then nothing kept in memory may be believed. */
  readonly trusted: boolean
}

/** Writes, then moves the marks of what was written; also where the write failed, since it may have been done. */
export async function moveAfter<T>(
  marks: Pick<Marks, 'move'>,
  keys: readonly string[],
  write: () => PromiseLike<T>,
): Promise<T> {
  try {
    return await write()
  } finally {
    await marks.move(...keys)
  }
}

const pollMs = 400
const trustedMs = 2000
/** A mark whose write took this long is still seen by the others. */
const overlapMs = 5000
const mostRemembered = 10_000

export function createMarks(db: Connection, log: Pick<Log, 'error'>): Marks {
  const { Mark } = markModels(db)
  const listeners = new Set<(key: string | null) => void>()
  const seen = new Map<string, string>()
  let newest: Date | null = null
  let timer: NodeJS.Timeout | null = null
  let polling = false
  let readAt = performance.now()
  const tell = (key: string | null) => {
    for (const listener of listeners) listener(key)
  }

  const write = (values: ReadonlyMap<string, string>) =>
    Mark.bulkWrite(
      [...values].map(([_id, value]) => ({
        updateOne: { filter: { _id }, update: { $set: { value }, $currentDate: { at: true } }, upsert: true },
      })),
      { ordered: false },
    )

  const poll = async () => {
    const first = newest === null
    const askedAt = performance.now()
    // Where the machine's clock was put back, new marks are older than those of before.
    const since = newest && Math.min(newest.getTime(), systemClock.now().getTime()) - overlapMs
    const found: MarkDoc[] = await Mark.find(since === null ? {} : { at: { $gte: new Date(since) } })
      .sort({ at: 1 })
      .lean<MarkDoc[]>()
    // The answer may have come late: it tells how things stood when it was asked for.
    readAt = askedAt
    newest = found.at(-1)?.at ?? newest ?? new Date(0)
    const moved = found.filter(({ _id, value }) => seen.get(_id) !== value)
    if (seen.size > mostRemembered) seen.clear()
    for (const { _id, value } of found) seen.set(_id, value)
    // The first poll learns where the marks stand. What was kept before it may have changed unseen.
    if (first) tell(null)
    else for (const { _id } of moved) tell(_id)
  }

  const tick = async () => {
    if (polling) return
    polling = true
    const before = trusted()
    // A database that is away for a moment is asked again.
    await poll().catch(() => undefined)
    if (!before || !trusted()) tell(null)
    polling = false
  }

  const trusted = () => timer === null || performance.now() - readAt < trustedMs

  return {
    async move(...keys) {
      if (keys.length === 0) return
      const values = new Map(keys.map((key) => [key, randomUUID()]))
      for (const [key, value] of values) seen.set(key, value)
      keys.forEach(tell)
      try {
        await upsertSafely(() => write(values))
      } catch (error) {
        log.error({ err: error, keys }, 'other processes could not be told of a change')
      }
      // This write may have replaced a mark of another process before it was polled.
      keys.forEach(tell)
    },
    listen(listener) {
      listeners.add(listener)
    },
    poll,
    start() {
      readAt = performance.now()
      timer ??= setInterval(tick, pollMs)
      timer.unref()
    },
    stop() {
      if (timer) clearInterval(timer)
      timer = null
    },
    get trusted() {
      return trusted()
    },
  }
}
