/** Work that may be long: it gives way to others wherever it yields. */
export type Steps<T> = Generator<undefined, T, undefined>

export function isSteps<T>(value: T | Steps<T>): value is Steps<T> {
  return typeof value === 'object' && value !== null && 'next' in value && typeof value.next === 'function'
}

/** Ends steps that will not be continued; they see no error and release what they hold in `finally`. */
export function abandon(steps: Steps<unknown>): void {
  steps.return(undefined)
}

/** Runs steps to their end without giving way. */
export function finish<T>(steps: T | Steps<T>): T {
  if (!isSteps(steps)) return steps
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The share of time that running steps have before they should yield. */
export class Turn {
  /** Grows with each share: what was read under another number may have changed since. */
  number = 0
  #deadline = Number.POSITIVE_INFINITY

  start(milliseconds: number): void {
    this.number++
    this.#deadline = performance.now() + milliseconds
  }

  get over(): boolean {
    return performance.now() > this.#deadline
  }
}
