import { setTimeout as delay } from 'node:timers/promises'
import type { Deps } from '../deps'

/** What a worker may take to finish what it has begun; what is left then, another takes up after its lease. */
const finishMs = 10_000

/** Starts what goes on in the background in a worker; answers what ends it. */
export function startWork(deps: Deps): () => Promise<void> {
  const works = deps.features.flatMap((feature) => feature.work?.(deps) ?? [])
  for (const work of works) {
    deps.work.listen(() => work.wake())
    work.start()
  }
  return () => inTime(Promise.all(works.map((work) => work.stop())), deps.log)
}

/** Waits for what is under way, but no longer than a worker may take. */
export async function inTime(work: Promise<unknown>, log: Pick<Deps['log'], 'warn'>): Promise<void> {
  const late = delay(finishMs, 'late', { ref: false })
  const first = await Promise.race([work.then(() => 'done'), late])
  if (first === 'late') log.warn({}, 'what was under way is not finished; another process takes it up')
}
