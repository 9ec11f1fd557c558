import type { Channel, ChannelName, Reservation, ReservationRequest } from '../../../channels/channel'
import type { DeliveryDoc } from '../push.model'
import { endOf } from './chain.rules'
import { finishWithout } from './conclude'
import { beginBy, type Context, channelIn } from './context'
import { groupBy } from './group-by'
import { messageOf } from './message.rules'
import { postpone } from './postpone'
import { sendReserved } from './send'

/** A sealed delivery under the worker's own token, and the channel that is next. */
export interface Work {
  delivery: DeliveryDoc
  index: number
  /** The first reason why a channel did not reach the person. */
  why: string | null
  /** A call of an earlier channel had no answer. */
  unanswered: boolean
  /** The channels the person wants now, where it was sealed some time ago; null: as it was sealed. */
  wanted: readonly ChannelName[] | null
}

export interface Ready {
  work: Work
  request: ReservationRequest
  reservation: Reservation
}

/** A channel that the operator has paused is looked at again. */
const pausedMs = 60_000

/** Steps r to h, channel by channel, until each delivery has its end or waits for something. */
export async function advance(ctx: Context, works: readonly Work[]): Promise<void> {
  const startedAt = ctx.deps.clock.now()
  for (let left = [...works]; left.length > 0; ) {
    // Half of the lease is over: whoever takes up what is left has the time for it.
    if (ctx.deps.clock.now() >= beginBy(startedAt)) return
    const groups = groupBy(left, ({ delivery, index }) => delivery.channels[index])
    await endChains(ctx, groups.get(undefined) ?? [])
    left = []
    for (const [name, group] of groups) {
      if (name === undefined) continue
      const [on, off] = [
        group.filter(({ wanted }) => isOn(wanted, name)),
        group.filter(({ wanted }) => !isOn(wanted, name)),
      ]
      left.push(...off.map((work) => nextOf(work, null)))
      if (on.length > 0) left.push(...(await tryChannel(ctx, name, on)))
    }
  }
}

async function endChains(ctx: Context, works: readonly Work[]): Promise<void> {
  await finishWithout(
    ctx,
    works.map((work) => ({ delivery: work.delivery, ...endOf(work.delivery, work) })),
  )
}

const isOn = (wanted: readonly ChannelName[] | null, name: ChannelName) =>
  wanted === null || wanted.includes(name)

const nextOf = (work: Work, why: string | null): Work => ({
  ...work,
  index: work.index + 1,
  why: work.why ?? why,
})

/** Answers those for whom the next channel is to be tried. */
async function tryChannel(ctx: Context, name: ChannelName, works: readonly Work[]): Promise<Work[]> {
  const { clock } = ctx.deps
  const channel = channelIn(ctx.channels, name)
  if (!channel) return works.map((work) => nextOf(work, null))
  if (ctx.stops.isPaused(name)) {
    const until = new Date(clock.now().getTime() + pausedMs)
    await postpone(
      ctx,
      works.map(({ delivery }) => ({ delivery, until })),
    )
    return []
  }
  const { ready, passed } = await reserve(ctx, channel, works)
  await ctx.reached('r')
  const refused = await sendReserved(ctx, channel, ready)
  return [...passed, ...refused]
}

async function reserve(
  ctx: Context,
  channel: Channel,
  works: readonly Work[],
): Promise<{ ready: Ready[]; passed: Work[] }> {
  const now = ctx.deps.clock.now()
  const requests = new Map(
    works.flatMap((work) => {
      const message = messageOf(work.delivery)
      const { _id: delivery, person } = work.delivery
      return message ? [[work, { delivery, person, message }] as const] : []
    }),
  )
  const answers = await channel.reserve([...requests.values()], (template) =>
    ctx.stops.heldUntil(now, channel.name, template),
  )
  const ready: Ready[] = []
  const passed: Work[] = []
  const held: { delivery: DeliveryDoc; until: Date }[] = []
  for (const [work, request] of requests) {
    const answer = answers.get(work.delivery._id)
    if (answer?.kind === 'reserved') ready.push({ work, request, reservation: answer.reservation })
    else if (answer?.kind === 'held') held.push({ delivery: work.delivery, until: answer.until })
    else passed.push(nextOf(work, answer?.why ?? null))
  }
  await postpone(ctx, held)
  return { ready, passed }
}
