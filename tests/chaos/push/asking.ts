import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { MachineClock } from './clock'
import type { Span } from './duties'
import { patience } from './patience'
import { tokenOf } from './seed-parts'

/** What was answered, and between which two times by the machine's clock it must have happened. */
export interface Acknowledged<T = unknown> {
  status: number
  body: T
  span: Span
  /** Asked more than once: the service was away. */
  again: boolean
}

const patienceMs = 300_000
const pauseMs = 150
const answerMs = 15_000

/** Speaks to the service as people's phones do: again with the same key until there is an answer. */
export class Asking {
  #url: string
  #clock: MachineClock
  /** Called when nobody answers. */
  #away: () => Promise<void>

  constructor(url: string, clock: MachineClock, away: () => Promise<void>) {
    this.#url = url
    this.#clock = clock
    this.#away = away
  }

  async ask<T>(who: string, method: string, path: string, body?: unknown): Promise<Acknowledged<T>> {
    const key = randomUUID()
    const began = this.#clock.now().getTime()
    const isTime = patience(patienceMs)
    for (let again = false; ; again = true) {
      const response = await this.#once(who, method, path, body, key)
      const status = response?.status ?? 0
      if (response && status < 500 && status !== 429) {
        const text = await response.text()
        const span = [began, this.#clock.now().getTime()] as const
        return { status, body: (text ? JSON.parse(text) : null) as T, span, again }
      }
      if (!isTime()) throw new Error(`${method} ${path}: no answer, ${status} at last`)
      await this.#away()
      await delay(pauseMs)
    }
  }

  async #once(
    who: string,
    method: string,
    path: string,
    body: unknown,
    key: string,
  ): Promise<Response | null> {
    try {
      return await fetch(`${this.#url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${tokenOf(who, this.#clock)}`,
          'idempotency-key': key,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(answerMs),
      })
    } catch {
      return null
    }
  }
}
