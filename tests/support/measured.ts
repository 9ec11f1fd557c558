import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What memory holds after everything unreachable was collected: the same on a busy machine as on a quiet one. */
export async function keptBytes(): Promise<number> {
  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc') as () => void
  // Sockets and their callbacks let go of what they hold only after a turn of the loop.
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    collect()
  }
  return process.memoryUsage().heapUsed
}

const tickMs = 10

/** Counts milliseconds in ticks of this process: while the machine does something else, none go by. */
export function awakeWatch(): { ms(): number; stop(): void } {
  let ticks = 0
  const timer = setInterval(() => {
    ticks += 1
  }, tickMs)
  return { ms: () => ticks * tickMs, stop: () => clearInterval(timer) }
}

/** The quickest of several turns of each, taken in turns, so that both had the same machine. */
export function timesSlower(one: () => void, bare: () => void, turns = 9): number {
  const best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let turn = 0; turn < turns; turn += 1)
    for (const [at, work] of [one, bare].entries()) {
      const from = performance.now()
      work()
      best[at] = Math.min(best[at] as number, performance.now() - from)
    }
  return (best[0] as number) / (best[1] as number)
}
