import type { ChannelName, Outcome } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import type { AttemptDoc } from '../push.model'
import { pushModels } from '../push.model'

/** How long a channel or template that the provider refuses altogether is left alone before it is tried again. */
const pauseMs = 10 * 60_000

type Stop = Pick<AttemptDoc, 'channel' | 'provider' | 'template' | 'effect' | 'stopUntil'>

/** Until when an answer stops what follows; null where it stops nothing. */
export function stopUntil(outcome: Outcome, now: Date): Date | null {
  if (outcome.kind !== 'refused') return null
  const { effect, retryAfterMs = pauseMs } = outcome
  if (effect === 'quotaSpent') return new Date(now.getTime() + retryAfterMs)
  const broken = effect === 'channelBroken' || effect === 'templateBroken'
  return broken ? new Date(now.getTime() + pauseMs) : null
}

/** A template, or a provider with all of its templates; a channel with one provider is named like it. */
const keyOf = ({ channel, provider, template, effect }: Stop) =>
  effect === 'templateBroken' ? `${channel}:${template}` : (provider ?? channel)

/** `sms:tencent` of `tencent:1234`. */
const providerOf = (channel: ChannelName, template: string) => `${channel}:${template.split(':')[0]}`

/** Which channels and templates are stopped. The ledger says so, hence every process and the next start agree. */
export class Stops {
  #until = new Map<string, Date>()
  #paused = new Set<string>()

  /** Reads what this and other processes have learnt, and what the operator has paused. */
  async refresh({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
    const { Attempt, Pause } = pushModels(db)
    const [stopped, paused] = await Promise.all([
      Attempt.find(
        { stopUntil: { $gt: clock.now() } },
        { channel: 1, provider: 1, template: 1, effect: 1, stopUntil: 1 },
      ).lean<Stop[]>(),
      Pause.find({}, { _id: 1 }).lean<{ _id: string }[]>(),
    ])
    this.#paused = new Set(paused.map(({ _id }) => _id))
    this.#until.clear()
    for (const stop of stopped) this.learn(stop)
  }

  isPaused(channel: ChannelName): boolean {
    return this.#paused.has(channel)
  }

  learn(stop: Stop): void {
    if (!stop.stopUntil) return
    const known = this.#until.get(keyOf(stop))
    if (!known || known < stop.stopUntil) this.#until.set(keyOf(stop), stop.stopUntil)
  }

  /** Null when the way is open. */
  heldUntil(now: Date, channel: ChannelName, template: string): Date | null {
    const keys = [channel, providerOf(channel, template), `${channel}:${template}`]
    const times = keys.flatMap((key) => this.#until.get(key) ?? [])
    const latest = times.sort((a, b) => b.getTime() - a.getTime())[0]
    return latest && latest > now ? latest : null
  }
}

const broken = ['channelBroken', 'templateBroken'] as const

/** How many channels and templates only the operator can mend: broken, and nothing was accepted since. */
export async function countBroken({ db }: Pick<Deps, 'db'>): Promise<number> {
  const { Attempt } = pushModels(db)
  const newest = await Attempt.aggregate<{ _id: Omit<Stop, 'stopUntil'>; at: Date }>([
    { $match: { effect: { $in: [...broken] } } },
    {
      $group: {
        _id: { channel: '$channel', provider: '$provider', template: '$template', effect: '$effect' },
        at: { $max: '$startedAt' },
      },
    },
  ])
  const still = await Promise.all(
    newest.map(async ({ _id: stop, at }) => {
      const { channel, provider, template, effect } = stop
      const same = effect === 'templateBroken' ? { channel, template } : { channel, provider }
      const since = await Attempt.exists({ effect: 'accepted', startedAt: { $gt: at }, ...same })
      return since ? [] : [keyOf({ ...stop, stopUntil: null })]
    }),
  )
  return new Set(still.flat()).size
}
