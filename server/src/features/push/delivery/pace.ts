import type { Context } from './context'
import { leftToNextPoll } from './context'

/** Of one batch; what it costs is spread over so many. */
export const mostInBatch = 200

/** What goes in batches. */
type Kind = 'singles' | 'bursts' | 'again' | 'digests' | 'resumed' | 'retried' | 'given up' | 'swept'

/**
 * How many of a kind go together. A batch that failed is tried one by one later, so that what cannot be done keeps
 * nobody else waiting; what works grows again.
 */
export class Pace {
  #sizes = new Map<Kind, number>()

  sizeOf(kind: Kind): number {
    return this.#sizes.get(kind) ?? mostInBatch
  }

  worked(kind: Kind): void {
    this.#sizes.set(kind, Math.min(mostInBatch, this.sizeOf(kind) * 2))
  }

  failed(kind: Kind): void {
    this.#sizes.set(kind, 1)
  }
}

/** What fails is logged and left to the next poll. When the process ends, no other batch begins. */
export async function inBatches<T>(
  { deps, pace, ending }: Pick<Context, 'deps' | 'pace' | 'ending'>,
  kind: Kind,
  all: readonly T[],
  work: (batch: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < all.length && !ending(); ) {
    const batch = all.slice(from, from + pace.sizeOf(kind))
    from += batch.length
    try {
      await work(batch)
      pace.worked(kind)
    } catch (error) {
      pace.failed(kind)
      deps.log.error({ err: error, kind, of: batch.length }, `${leftToNextPoll}; it is tried again`)
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
