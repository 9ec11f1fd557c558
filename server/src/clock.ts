/** The only source of time: everything that asks "when" is given one of these. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that can be moved: the demo's and the tests'. It ticks with its base. */
export class OffsetClock implements Clock {
  #base: Clock
  #offsetMs: number

  constructor(base: Clock = systemClock, offsetMs = 0) {
    this.#base = base
    this.#offsetMs = offsetMs
  }

  now(): Date {
    return new Date(this.#base.now().getTime() + this.#offsetMs)
  }

  get offsetMs(): number {
    return this.#offsetMs
  }

  advance(ms: number): void {
    this.#offsetMs += ms
  }

  moveTo(instant: Date): void {
    this.#offsetMs = instant.getTime() - this.#base.now().getTime()
  }
}
