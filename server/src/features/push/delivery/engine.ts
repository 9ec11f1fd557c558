import type { Channel } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { makeRuns, workRuns } from '../digests/runs'
import { resetHints } from '../following/hints'
import { matchDue } from '../matching/due'
import { tellAgain } from './again'
import type { Context } from './context'
import { sendDue } from './due'
import { Loop } from './loop'
import { Pace } from './pace'
import { Queue } from './queue'
import { resumeDeliveries } from './resume'
import { retryWaiting } from './retry'
import { Stops } from './stops'
import { finishReserved, finishTaken, giveUpSending } from './sweeps'
import { Waves } from './waves'

export interface PushEngine {
  /** There is work: do it now, not at the next second. */
  wake(): void
  /** Everything that is due now, digests and sweeps included. */
  runOnce(): Promise<void>
  /** What a worker that died left behind and no cycle finds. */
  sweep(): Promise<void>
  /** Makes the digest runs up to now. */
  makeRuns(): Promise<void>
  /** When each match is to be looked at, set anew for all that waits. */
  resetHints(): Promise<void>
  /** Polls once a second: so it learns of the work of other processes. */
  start(): void
  /** What has not begun does not begin; what has is finished. */
  stop(): Promise<void>
}

export interface EngineOptions {
  channels?: readonly Channel[]
  /** How many calls are made side by side. */
  atOnce?: number
  /** Called when a step is done; a test stops a worker here. */
  reached?: Context['reached']
}

const usualAtOnce = 32

/** Tells people of what was announced, through the channels in each person's order. */
export function createPushEngine(
  deps: Deps,
  channels: readonly Channel[],
  { reached = () => {}, atOnce = usualAtOnce }: EngineOptions = {},
): PushEngine {
  let ending = false
  const ctx: Context = {
    deps,
    channels,
    stops: new Stops(),
    queue: new Queue(),
    pace: new Pace(),
    waves: new Waves(),
    atOnce,
    ending: () => ending,
    reached,
  }
  const telling = new Loop(deps.log, 'push: a poll failed; the next one carries on', () => runCycle(ctx))
  // By itself, so that what is told at once does not wait for ten thousand digests.
  const digesting = new Loop(deps.log, 'push: digests failed; the next poll carries on', () => workRuns(ctx))
  const sweep = async () => {
    await finishTaken(ctx)
    await finishReserved(ctx)
  }
  return {
    wake: () => telling.wake(),
    async runOnce() {
      await makeRuns(deps)
      await runCycle(ctx)
      await workRuns(ctx)
      await sweep()
      await sendDue(ctx)
    },
    sweep,
    makeRuns: () => makeRuns(deps),
    resetHints: () => resetHints(deps),
    start() {
      ending = false
      telling.start()
      digesting.start()
    },
    async stop() {
      ending = true
      await Promise.all([telling.stop(), digesting.stop()])
      ending = false
    },
  }
}

async function runCycle(ctx: Context): Promise<void> {
  await ctx.stops.refresh(ctx.deps)
  await matchDue(ctx)
  await giveUpSending(ctx)
  await retryWaiting(ctx)
  await resumeDeliveries(ctx)
  await tellAgain(ctx)
  await sendDue(ctx)
}
