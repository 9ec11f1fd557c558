import { writeMany } from '../../../storage/write-many'
import type { AttemptDoc, DeliveryDoc } from '../push.model'
import { pushModels } from '../push.model'
import { placeOnVisitList } from '../visits/place'
import { type Standing, standingOf } from './chain.rules'
import { type Context, channelIn } from './context'
import { finishMatches } from './finish-matches'
import { groupBy } from './group-by'
import { postpone } from './postpone'

/** Receipts conclude too, outside the engine. */
export type Concluding = Pick<Context, 'deps' | 'channels' | 'reached'>

interface How {
  /** The deliveries are the worker's own: it goes on with those for whom the next channel follows. */
  held?: boolean
  /** A receipt speaks: it may undo what was delivered. */
  receipt?: boolean
  /** As they were recorded just now; the others are read. */
  attempts?: readonly AttemptDoc[]
}

export interface Next extends Extract<Standing, { kind: 'next' }> {
  delivery: DeliveryDoc
}

type End = Extract<Standing, { kind: 'end' }>
export type Ended = Pick<End, 'result' | 'reason'> & { delivery: DeliveryDoc }

const dayMs = 86_400_000

/** g and h from the attempts as the ledger has them; whoever repeats it writes the same. Answers whose chain goes on. */
export async function conclude(
  ctx: Concluding,
  of: readonly DeliveryDoc[] | readonly string[],
  how: How = {},
): Promise<Next[]> {
  const deliveries = await deliveriesIn(ctx, of)
  if (deliveries.length === 0) return []
  const now = ctx.deps.clock.now()
  const attempts = await attemptsOf(ctx, deliveries, how.attempts ?? [])
  await finishEnded(ctx, [...attempts.values()].flat())
  const windowOf = (name: AttemptDoc['channel']) => channelIn(ctx.channels, name)?.receiptWindowMs ?? dayMs
  const standings = deliveries.map((delivery) => ({
    delivery,
    standing: standingOf(delivery, attempts.get(delivery._id) ?? [], windowOf, now),
  }))
  const next = standings.flatMap(({ delivery, standing }) =>
    standing.kind === 'next' ? { ...standing, delivery } : [],
  )
  if (how.held) {
    // They wait for a receipt, or for the next try of the same attempt.
    await postpone(
      ctx,
      standings.flatMap(({ delivery, standing }) =>
        standing.kind === 'waits' ? { delivery, until: standing.until } : [],
      ),
    )
  } else await handOn(ctx, next, how)
  await writeEnds(
    ctx,
    standings.flatMap(({ delivery, standing }) => (standing.kind === 'end' ? { ...standing, delivery } : [])),
    ({ delivery, result }) => ({ _id: delivery._id, $or: open(result, how) }),
  )
  return next
}

/** The ends of the worker's own deliveries that need no attempt. Under its token: another may be sending. */
export const finishWithout = (ctx: Concluding, ended: readonly Ended[]): Promise<void> =>
  writeEnds(ctx, ended, ({ delivery: { _id, token } }) => ({ _id, state: 'sealed', token }))

async function deliveriesIn(
  { deps }: Concluding,
  of: readonly DeliveryDoc[] | readonly string[],
): Promise<readonly DeliveryDoc[]> {
  const ids = of.flatMap((one) => (typeof one === 'string' ? one : []))
  if (ids.length === 0) return of as readonly DeliveryDoc[]
  return pushModels(deps.db)
    .Delivery.find({ _id: { $in: ids } })
    .batchSize(ids.length + 1)
    .lean<DeliveryDoc[]>()
}

/** Of a delivery that was accepted just now no other attempt matters. */
async function attemptsOf(
  { deps }: Concluding,
  deliveries: readonly DeliveryDoc[],
  recorded: readonly AttemptDoc[],
): Promise<Map<string, AttemptDoc[]>> {
  const accepted = groupBy(
    recorded.filter(({ state }) => state === 'accepted'),
    ({ delivery }) => delivery,
  )
  const others = deliveries.flatMap(({ _id }) => (accepted.has(_id) ? [] : _id))
  if (others.length === 0) return accepted
  const found = await pushModels(deps.db)
    .Attempt.find({ delivery: { $in: others } })
    .batchSize(others.length * 3 + 1)
    .lean<AttemptDoc[]>()
  return new Map([...accepted, ...groupBy(found, ({ delivery }) => delivery)])
}

async function finishEnded({ channels }: Concluding, attempts: readonly AttemptDoc[]): Promise<void> {
  const ended = attempts.filter(({ state }) => state !== 'sending' && state !== 'waiting')
  for (const [name, own] of groupBy(ended, ({ channel }) => channel))
    await channelIn(channels, name)?.finish(own)
}

/** What a conclusion may write over: a receipt may make something of an unknown, and undo what was accepted. */
function open(result: DeliveryDoc['result'], { receipt }: How) {
  const before =
    result === 'delivered'
      ? (['unknown', 'visit', 'inbox'] as const)
      : receipt
        ? (['unknown', 'delivered'] as const)
        : (['unknown'] as const)
  return [{ state: 'sealed' as const }, { state: 'done' as const, result: { $in: [...before] } }]
}

/** Deliveries of nobody's: whoever looks next goes on with the next channel. */
async function handOn({ deps }: Concluding, next: readonly Next[], how: How): Promise<void> {
  const ids = next.map(({ delivery }) => delivery._id)
  if (ids.length === 0) return
  await pushModels(deps.db).Delivery.updateMany(
    { _id: { $in: ids }, $or: open(null, how) },
    { $set: { state: 'sealed', result: null, reason: null, leaseUntil: deps.clock.now() } },
  )
  if (!how.receipt) return
  const matches = next.flatMap(({ delivery }) => delivery.items.map(({ match }) => match))
  await pushModels(deps.db).Match.updateMany(
    { _id: { $in: matches }, againAt: { $type: 'date' } },
    { $set: { againAt: null } },
  )
}

/** g: the ends on the deliveries, the visit list before them; h: on their matches. */
async function writeEnds(
  ctx: Concluding,
  ended: readonly Ended[],
  whereOf: (one: Ended) => object,
): Promise<void> {
  if (ended.length === 0) return
  const { Delivery } = pushModels(ctx.deps.db)
  await placeOnVisitList(
    ctx.deps,
    ended.flatMap(({ delivery, result }) => (result === 'visit' ? delivery : [])),
  )
  const done = await writeMany(
    Delivery,
    ended.map((one) => ({
      updateOne: {
        filter: whereOf(one),
        update: { $set: { state: 'done' as const, result: one.result, reason: one.reason } },
      },
    })),
  )
  await ctx.reached('g')
  await finishMatches(ctx, done.matchedCount === ended.length ? ended : await asWritten(ctx, ended))
  await ctx.reached('h')
}

/** Of some another worker had written the end already: what stands is what counts. */
async function asWritten({ deps }: Concluding, ended: readonly Ended[]): Promise<Ended[]> {
  const ids = ended.map(({ delivery }) => delivery._id)
  const found = await pushModels(deps.db)
    .Delivery.find({ _id: { $in: ids }, state: 'done' })
    .batchSize(ids.length + 1)
    .lean<DeliveryDoc[]>()
  return found.flatMap((delivery) => endIn(delivery))
}

export const endIn = (delivery: DeliveryDoc): Ended[] =>
  delivery.state === 'done' && delivery.result !== null
    ? [{ delivery, result: delivery.result, reason: delivery.reason }]
    : []
