import { WechatChannel } from '../../../channels/wechat'
import type { Deps } from '../../../deps'
import { unmatchedAnnouncements } from '../../announcements'
import { matchAnnouncement } from '../matching/match'
import type { MatchDoc } from '../push.model'
import { pushModels } from '../push.model'
import type { Context, Step } from './context'
import { deliver } from './deliver'
import { dueMatches, holdQuiet } from './due'
import { eachSafely } from './each'
import { gateOf } from './gate'
import { giveUpSending, resumeDeliveries, retryWaiting, settleClaimed, settleReserved } from './sweeps'

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

export function createPushEngine(deps: Deps, options: EngineOptions = {}): PushEngine {
  const nothing = (_step: Step) => {}
  const ctx: Context = {
    deps,
    gate: gateOf(deps),
    wechat: new WechatChannel({ client: deps.wechat, clock: deps.clock }),
    reached: options.reached ?? nothing,
  }
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
    await settleClaimed(ctx)
    await settleReserved(ctx)
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
    async resetDueHints() {
      await pushModels(deps.db).Match.updateMany(
        { state: 'pending', wish: 'immediate', nextAt: { $gt: deps.clock.now() } },
        { nextAt: null },
      )
    },
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
    ctx.deps.log.error({ err: error }, 'push: this look failed; the next one carries on')
  }
}

async function runCycle(ctx: Context): Promise<void> {
  await matchDue(ctx)
  await giveUpSending(ctx)
  await retryWaiting(ctx)
  await resumeDeliveries(ctx)
  await sendDue(ctx)
}

async function matchDue(ctx: Context): Promise<void> {
  const due = await unmatchedAnnouncements(ctx.deps.db, 50)
  await eachSafely(ctx, due, (announcement) => matchAnnouncement(ctx, announcement))
}

/** Until nothing new is due: a match that could not be taken up is left to the next look. */
async function sendDue(ctx: Context): Promise<void> {
  const seen = new Set<string>()
  for (;;) {
    const due = await dueMatches(ctx)
    const fresh = due.filter((match) => !seen.has(match._id))
    if (fresh.length === 0) return
    for (const match of fresh) seen.add(match._id)
    await sendBatch(ctx, await holdQuiet(ctx, fresh))
  }
}

/** One person's matches one after another, since a phone takes one call at a time; people side by side. */
async function sendBatch(ctx: Context, free: readonly MatchDoc[]): Promise<void> {
  const byPerson = new Map<string, MatchDoc[]>()
  for (const match of free) byPerson.set(match.person, [...(byPerson.get(match.person) ?? []), match])
  const queue = [...byPerson.values()]
  const worker = async () => {
    for (let matches = queue.shift(); matches; matches = queue.shift()) {
      await eachSafely(ctx, matches, (match) => deliver(ctx, match))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

const engines = new WeakMap<Deps, PushEngine>()

/** The engine of this process, whoever asks. */
export function engineOf(deps: Deps): PushEngine {
  const engine = engines.get(deps) ?? createPushEngine(deps)
  engines.set(deps, engine)
  return engine
}
