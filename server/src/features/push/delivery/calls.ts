import type { Channel, Message, Outcome } from '../../../channels/channel'
import { giveBackCalls, type TakenCalls } from '../limits/calls'
import type { AttemptDoc } from '../push.model'
import { beginBy, type Context } from './context'
import { groupBy } from './group-by'
import type { Answered } from './outcome.rules'
import { putBack, record } from './record'

export interface Call {
  /** Set to `sending` by this worker. */
  attempt: AttemptDoc
  message: Message
  /** Of the provider's rate and quota; null where there is none. */
  taken: TakenCalls | null
}

/** What was answered is written after so long, also while other calls of the batch are under way. */
const flushMs = 200

/** Steps e and f: the one call of each attempt, some side by side. Answers the attempts as they were recorded. */
export async function callAll(ctx: Context, channel: Channel, calls: readonly Call[]): Promise<AttemptDoc[]> {
  const ledger = new Recorder(ctx)
  const late: Call[] = []
  const queue = [...calls]
  let dead = false
  const worker = async () => {
    for (let call = queue.shift(); call && !dead; call = queue.shift()) {
      if (isLate(ctx, call)) {
        late.push(call)
        continue
      }
      try {
        ledger.add(await callOnce(ctx, channel, call))
        await ledger.flushSometimes()
      } catch (error) {
        dead = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(ctx.atOnce, calls.length) }, worker))
  await ledger.flush()
  if (late.length > 0) await notMade(ctx, channel, late)
  return ledger.recorded
}

const isLate = ({ deps, ending }: Context, { attempt, taken }: Call): boolean => {
  const now = deps.clock.now()
  return ending() || now >= beginBy(attempt.startedAt) || (taken !== null && now >= taken.beginBefore)
}

async function callOnce(ctx: Context, channel: Channel, { attempt, message }: Call): Promise<Answered> {
  const { address, template, tries } = attempt
  const outcome = await channel.send({ address: address ?? '', template: template ?? '' }, message, tries)
  await ctx.reached('e')
  report(ctx, attempt, outcome)
  return { attempt, outcome }
}

/** Surely not made: they wait for their next try, and count against no quota. */
async function notMade(ctx: Context, channel: Channel, late: readonly Call[]): Promise<void> {
  await putBack(
    ctx,
    late.map(({ attempt }) => attempt),
  )
  for (const [provider, own] of groupBy(late, ({ attempt }) => attempt.provider ?? '')) {
    const [limit, taken] = [channel.limits[provider], own[0]?.taken]
    if (limit && taken) await giveBackCalls(ctx.deps, provider, limit, taken, own.length)
  }
}

class Recorder {
  readonly recorded: AttemptDoc[] = []
  #ctx: Context
  #answers: Answered[] = []
  #last: Date
  #writing: Promise<void> = Promise.resolve()

  constructor(ctx: Context) {
    this.#ctx = ctx
    this.#last = ctx.deps.clock.now()
  }

  add(answered: Answered): void {
    this.#answers.push(answered)
  }

  async flushSometimes(): Promise<void> {
    if (this.#ctx.deps.clock.now().getTime() - this.#last.getTime() >= flushMs) await this.flush()
  }

  async flush(): Promise<void> {
    const answers = this.#answers.splice(0)
    this.#last = this.#ctx.deps.clock.now()
    if (answers.length === 0) return
    this.#writing = this.#writing.then(async () => {
      this.recorded.push(...(await record(this.#ctx, answers)))
      await this.#ctx.reached('f')
    })
    await this.#writing
  }
}

/** For the operator. */
function report({ deps: { log } }: Context, attempt: AttemptDoc, outcome: Outcome): void {
  if (outcome.kind === 'accepted') return
  const { _id, channel, template } = attempt
  const about = { attempt: _id, channel, template, detail: outcome.detail }
  if (outcome.kind === 'unknown') {
    log.warn(about, 'push: no answer, counted as unknown')
    return
  }
  const refused = { ...about, code: outcome.code, effect: outcome.effect }
  if (outcome.effect === 'channelBroken') log.error(refused, 'push: the channel is stopped')
  else if (outcome.effect === 'templateBroken') log.error(refused, 'push: a template is stopped')
  else log.warn(refused, 'push: a message was refused')
}
