import { WechatChannel } from '../../../channels/wechat'
import type { Deps } from '../../../deps'
import type { AnnouncementDoc, MatchDoc } from '../push.model'
import type { Context, Step } from './context'
import { deliver } from './deliver'
import { dueMatches, holdQuiet } from './due'
import { eachSafely } from './each'
import { gateOf } from './gate'
import { matchAnnouncement } from './match'
import { giveUpSending, resumeDeliveries, retryWaiting, settleClaimed, settleReserved } from './sweeps'

export interface PushEngine {
  /** There is work: look now, not at the next second. */
  wake(): void
  /** Everything that is due now, sweeps included. */
  runOnce(): Promise<void>
  /** What a worker that died left behind, beyond what each look finds. */
  sweep(): Promise<void>
  /** Hints are only hints: looks at everything held again. */
  rehint(): Promise<void>
  /** Looks once a second: the way another process learns of work. */
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
  let looking: Promise<void> | null = null
  let again = false

  const look = (): void => {
    if (looking) {
      again = true
      return
    }
    looking = lookNow(ctx).finally(() => {
      looking = null
      if (again && timer) {
        again = false
        look()
      }
    })
  }
  const sweep = async () => {
    await settleClaimed(ctx)
    await settleReserved(ctx)
  }
  return {
    wake() {
      if (timer) look()
    },
    async runOnce() {
      await attend(ctx)
      await sweep()
      await sendDue(ctx)
    },
    sweep,
    async rehint() {
      await deps.models.Match.updateMany(
        { state: 'pending', wish: 'immediate', nextAt: { $gt: deps.clock.now() } },
        { nextAt: null },
      )
    },
    start() {
      timer ??= setInterval(look, pollMs)
      look()
    },
    async stop() {
      if (timer) clearInterval(timer)
      timer = null
      await looking
    },
  }
}

async function lookNow(ctx: Context): Promise<void> {
  try {
    await attend(ctx)
  } catch (error) {
    ctx.deps.log.error({ err: error }, 'push: this look failed; the next one carries on')
  }
}

async function attend(ctx: Context): Promise<void> {
  await matchDue(ctx)
  await giveUpSending(ctx)
  await retryWaiting(ctx)
  await resumeDeliveries(ctx)
  await sendDue(ctx)
}

async function matchDue(ctx: Context): Promise<void> {
  const due = await ctx.deps.models.Announcement.find({ matchedAt: null })
    .sort({ at: 1 })
    .limit(50)
    .lean<AnnouncementDoc[]>()
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
