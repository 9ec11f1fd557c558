import { randomUUID } from 'node:crypto'
import type { Channel, ChannelName } from '../../../channels/channel'
import { insertFirst } from '../../../storage/insert-once'
import { type AttemptDoc, pushModels } from '../push.model'
import { callAll } from './calls'
import type { Ready, Work } from './chain'
import { conclude } from './conclude'
import { type Context, leaseFrom } from './context'
import { withinLimits } from './limited'
import { postpone } from './postpone'

/** Another call for the same address is under way: longer than it takes, shorter than anyone notices. */
export const besideMs = 3000

/** One attempt a delivery and channel. */
export const attemptId = (delivery: string, channel: ChannelName): string => `${delivery}:${channel}`

/** Steps d to h for what is reserved, a call at a time for each address. Answers for whom the next channel follows. */
export async function sendReserved(ctx: Context, channel: Channel, ready: readonly Ready[]): Promise<Work[]> {
  const { clock } = ctx.deps
  const next: Work[] = []
  for (let left = ready; left.length > 0; ) {
    const { wave, rest } = nextWave(left, ctx.waves.sizeOf(channel.name))
    const began = clock.now().getTime()
    next.push(...(await sendWave(ctx, channel, wave)))
    ctx.waves.took(channel.name, clock.now().getTime() - began, ctx.atOnce)
    left = rest
  }
  return next
}

function nextWave(ready: readonly Ready[], size: number): { wave: Ready[]; rest: Ready[] } {
  const addresses = new Set<string>()
  const wave: Ready[] = []
  const rest: Ready[] = []
  for (const one of ready) {
    const { address } = one.reservation
    if (addresses.has(address) || wave.length >= size) rest.push(one)
    else wave.push(one)
    addresses.add(address)
  }
  return { wave, rest }
}

async function sendWave(ctx: Context, channel: Channel, wave: readonly Ready[]): Promise<Work[]> {
  const { go, places, taken } = await withinLimits(ctx, channel, wave, ({ reservation, request }) => ({
    provider: reservation.provider,
    isEmergency: request.message.emergency,
  }))
  await postpone(
    ctx,
    places.map(({ one, until }) => ({ delivery: one.work.delivery, until })),
  )
  const started = await startAttempts(ctx, channel, go)
  if (started.length === 0) return []
  await ctx.reached('d')
  const attempts = await callAll(
    ctx,
    channel,
    started.map(({ attempt, ready }) => ({ attempt, message: ready.request.message, taken: taken(ready) })),
  )
  const works = new Map(started.map(({ ready: { work } }) => [work.delivery._id, work]))
  const next = await conclude(
    ctx,
    [...works.values()].map(({ delivery }) => delivery),
    { held: true, attempts },
  )
  return next.flatMap(({ delivery, index, why, unanswered }) => {
    const work = works.get(delivery._id)
    return work ? { ...work, delivery, index, why: work.why ?? why, unanswered } : []
  })
}

interface Started {
  ready: Ready
  attempt: AttemptDoc
}

/** Step d: whoever inserts the attempt may make the call; nobody else can. */
async function startAttempts(ctx: Context, channel: Channel, ready: readonly Ready[]): Promise<Started[]> {
  const now = ctx.deps.clock.now()
  const token = randomUUID()
  const wanted = new Map(ready.map((one) => [attemptId(one.work.delivery._id, channel.name), one]))
  const docs = [...wanted].map(
    ([_id, { work, reservation }]): AttemptDoc => ({
      _id,
      delivery: work.delivery._id,
      channel: channel.name,
      person: work.delivery.person,
      ...reservation,
      state: 'sending',
      tries: 0,
      token,
      leaseUntil: leaseFrom(now),
      startedAt: now,
      effect: null,
      stopUntil: null,
      code: null,
      receiptKey: null,
      receipt: null,
    }),
  )
  const inserted = await insertFirst(pushModels(ctx.deps.db).Attempt, docs)
  const started = inserted.flatMap((attempt) => {
    const one = wanted.get(attempt._id)
    wanted.delete(attempt._id)
    return one ? { ready: one, attempt } : []
  })
  await letGo(ctx, channel, wanted)
  return started
}

/** Another worker's attempt stands, or another call for the address is under way. */
async function letGo(ctx: Context, channel: Channel, refused: ReadonlyMap<string, Ready>): Promise<void> {
  if (refused.size === 0) return
  const { db, clock } = ctx.deps
  const others = await pushModels(db)
    .Attempt.find({ _id: { $in: [...refused.keys()] } })
    .lean<AttemptDoc[]>()
  const standing = new Map(others.map((attempt) => [attempt._id, attempt]))
  const unused = [...refused].filter(([id, { reservation }]) => standing.get(id)?.grant !== reservation.grant)
  await channel.release(
    unused.map(
      ([
        ,
        {
          work,
          reservation: { grant, fen },
        },
      ]) => ({ delivery: work.delivery._id, grant, fen }),
    ),
  )
  const until = new Date(clock.now().getTime() + besideMs)
  const busy = [...refused].filter(([id]) => !standing.has(id))
  await postpone(
    ctx,
    busy.map(([, { work }]) => ({ delivery: work.delivery, until })),
  )
}
