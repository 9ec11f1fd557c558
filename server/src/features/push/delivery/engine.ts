import type { Channel } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { unmatchedAnnouncements } from '../../announcements'
import { resetHints } from '../following/hints'
import { matchAnnouncement } from '../matching/match'
import type { MatchDoc } from '../push.model'
import { type Context, leftToNextPoll } from './context'
import { deliver } from './deliver'
import { dueMatches, holdQuiet } from './due'
import { Stops } from './stops'
import { finishReserved, finishTaken, giveUpSending, resumeDeliveries, retryWaiting } from './sweeps'

export interface PushEngine {
  /** There is work: do it now, not at the next second. */
  wake(): void
  /** Everything that is due now, sweeps included. */
  runOnce(): Promise<void>
  /** What a worker that died left behind and no cycle finds. */
  sweep(): Promise<void>
  /** Forgets when held matches were to be looked at again: they are looked at now. */
  resetDueHints(): Promise<void>
  /** Polls once a second: so it learns of the work of other processes. */
  start(): void
  stop(): Promise<void>
}

export interface EngineOptions {
  /** Called when a step is done; a test stops a worker here. */
  reached?: Context['reached']
}

const pollMs = 1000
const atOnce = 8

/** Tells people of what was announced, through one channel. */
export function createPushEngine(
  deps: Deps,
  channel: Channel,
  { reached = () => {} }: EngineOptions = {},
): PushEngine {
  const ctx: Context = { deps, channel, stops: new Stops(), reached }
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let again = false

  const poll = (): void => {
    if (running) {
      again = true
      return
    }
    running = runCycleSafely(ctx).finally(() => {
      running = null
      if (again && timer) {
        again = false
        poll()
      }
    })
  }
  const sweep = async () => {
    await finishTaken(ctx)
    await finishReserved(ctx)
  }
  return {
    wake() {
      if (timer) poll()
    },
    async runOnce() {
      await runCycle(ctx)
      await sweep()
      await sendDue(ctx)
    },
    sweep,
    resetDueHints: () => resetHints(deps),
    start() {
      timer ??= setInterval(poll, pollMs)
      poll()
    },
    async stop() {
      if (timer) clearInterval(timer)
      timer = null
      await running
    },
  }
}

async function runCycleSafely(ctx: Context): Promise<void> {
  try {
    await runCycle(ctx)
  } catch (error) {
    ctx.deps.log.error({ err: error }, 'push: a poll failed; the next one carries on')
  }
}

async function runCycle(ctx: Context): Promise<void> {
  await ctx.stops.refresh(ctx.deps)
  await matchDue(ctx)
  await giveUpSending(ctx)
  await retryWaiting(ctx)
  await resumeDeliveries(ctx)
  await sendDue(ctx)
}

async function matchDue(ctx: Context): Promise<void> {
  const { db, log } = ctx.deps
  for await (const page of unmatchedAnnouncements(db)) {
    await eachSafely(log, leftToNextPoll, page, (announcement) => matchAnnouncement(ctx, announcement))
  }
}

async function sendDue(ctx: Context): Promise<void> {
  for await (const page of dueMatches(ctx)) await sendBatch(ctx, await holdQuiet(ctx, page))
}

/** One person's matches one after another, since a phone takes one call at a time; people side by side. */
async function sendBatch(ctx: Context, free: readonly MatchDoc[]): Promise<void> {
  const byPerson = new Map<string, MatchDoc[]>()
  for (const match of free) byPerson.set(match.person, [...(byPerson.get(match.person) ?? []), match])
  const queue = [...byPerson.values()]
  const worker = async () => {
    for (let matches = queue.shift(); matches; matches = queue.shift()) {
      await eachSafely(ctx.deps.log, leftToNextPoll, matches, (match) => deliver(ctx, match))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
