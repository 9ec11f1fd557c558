import type { ErrorCode } from '@hutang/shared'
import { AppError } from './errors'

/** How much may be under way at once in one process. */
export interface GateSize {
  /** Works at once. */
  places: number
  /** Bytes of all of them together. */
  bytes: number
  /** How many may wait for their turn, and what the next one is told. */
  waiting: number
  busy: ErrorCode
}

export interface Gate {
  /** Does the work when its turn comes, in the order of asking; throws `busy` where too many wait already. */
  through<T>(bytes: number, work: () => Promise<T>): Promise<T>
}

export function createGate(size: GateSize): Gate {
  const queue: { bytes: number; begin: () => void }[] = []
  let places = size.places
  let bytes = size.bytes

  function admit(): void {
    const [next] = queue
    if (!next || places === 0 || next.bytes > bytes) return
    queue.shift()
    places -= 1
    bytes -= next.bytes
    next.begin()
    admit()
  }

  return {
    async through(wanted, work) {
      if (queue.length >= size.waiting) throw new AppError(size.busy)
      // What is larger than all there is goes alone.
      const taken = Math.min(wanted, size.bytes)
      await new Promise<void>((begin) => {
        queue.push({ bytes: taken, begin })
        admit()
      })
      try {
        return await work()
      } finally {
        places += 1
        bytes += taken
        admit()
      }
    },
  }
}
