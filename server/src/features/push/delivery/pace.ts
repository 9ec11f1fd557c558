import type { Context } from './context'
import { leftToNextPoll } from './context'

/** Of one batch; what it costs is spread over so many. */
export const mostInBatch = 200

/**
 * How many go together. A batch that failed is tried one by one later, so that what cannot be done keeps nobody else
 * waiting; what works grows again.
 */
export class Pace {
  #size = mostInBatch

  get size(): number {
    return this.#size
  }

  worked(): void {
    this.#size = Math.min(mostInBatch, this.#size * 2)
  }

  failed(): void {
    this.#size = 1
  }
}

/** What fails is logged and left to the next poll. When the process ends, no other batch begins. */
export async function inBatches<T>(
  { deps, pace, ending }: Pick<Context, 'deps' | 'pace' | 'ending'>,
  all: readonly T[],
  work: (batch: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < all.length && !ending(); ) {
    const batch = all.slice(from, from + pace.size)
    from += batch.length
    try {
      await work(batch)
      pace.worked()
    } catch (error) {
      pace.failed()
      deps.log.error({ err: error, of: batch.length }, `${leftToNextPoll}; it is tried again`)
    }
  }
}

/** A page at a time, as long as the process does not end. */
export async function* untilTheEnd<T>(
  { ending }: Pick<Context, 'ending'>,
  pages: AsyncIterable<T>,
): AsyncGenerator<T> {
  for await (const page of pages) {
    if (ending()) return
    yield page
  }
}
