import { setTimeout as delay } from 'node:timers/promises'
import type { StorageLog } from './log'
import type { Seat } from './seat'

const uriOf = (socket: string) => `mongodb://${encodeURIComponent(socket)}/hutang`

const PAUSE_MS = 100
const RESTART_MS = [0, 1000, 5000]
const STEADY_MS = 60_000

const pauseAfter = (failures: number) => RESTART_MS[Math.min(failures, RESTART_MS.length) - 1] ?? 0

/**
 * Keeps a seat for as long as the process lives: when the database ends, every process reaches for the lock, the
 * system gives it to one, and the others follow that one. Sockets keep their name, so that drivers find the next
 * database by themselves.
 */
export class Keeper {
  readonly uri: string
  readonly #next: () => Promise<Seat | undefined>
  readonly #log: StorageLog
  readonly #closing = new AbortController()
  readonly #ended: Promise<void>
  #seat: Seat

  /** `next` takes whatever seat there is, or none while a holder is coming or going. */
  constructor(first: Seat, next: () => Promise<Seat | undefined>, log: StorageLog) {
    this.#seat = first
    this.uri = uriOf(first.socket)
    this.#next = next
    this.#log = log
    this.#ended = this.#stay()
  }

  /** A guest becomes the holder when that has gone. */
  get role(): Seat['role'] {
    return this.#seat.role
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#seat.leave()
    await this.#ended
  }

  async #stay(): Promise<void> {
    let failures = 0
    for (;;) {
      const { role, socket, gone } = this.#seat
      const begun = performance.now()
      await gone
      if (this.#closing.signal.aborted) return
      if (role === 'guest') this.#log.warn('storage: the process that served the data folder is gone')
      else {
        this.#log.error('storage: the embedded database ended unexpectedly and is started again')
        failures = performance.now() - begun > STEADY_MS ? 1 : failures + 1
        await this.#pause(pauseAfter(failures))
      }
      const next = await this.#take()
      if (!next) return
      if (this.#closing.signal.aborted) return next.leave()
      this.#seat = next
      if (next.role === 'holder') this.#log.warn('storage: this process serves the data folder')
      if (next.socket !== socket)
        this.#log.error(`storage: the database has moved to ${next.socket}; start this process again`)
    }
  }

  /** Nothing when it was closed meanwhile. */
  async #take(): Promise<Seat | undefined> {
    let failures = 0
    while (!this.#closing.signal.aborted) {
      try {
        const seat = await this.#next()
        if (seat && !this.#closing.signal.aborted) return seat
        if (seat) await seat.leave()
        else await this.#pause(PAUSE_MS)
      } catch (error) {
        this.#log.error(`storage: ${error instanceof Error ? error.message : String(error)}`)
        await this.#pause(Math.max(pauseAfter(++failures), PAUSE_MS))
      }
    }
    return undefined
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined)
  }
}
