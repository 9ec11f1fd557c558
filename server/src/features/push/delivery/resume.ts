import { inPages } from '../../../storage/pages'
import { type AttemptDoc, type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import { advance, type Work } from './chain'
import { standingOf } from './chain.rules'
import { conclude, finishWithout } from './conclude'
import { type Context, channelIn } from './context'
import { groupBy } from './group-by'
import { holdBursts, type Known, takeMatches, takeOver } from './open'
import { inBatches, mostInBatch, untilTheEnd } from './pace'
import { postpone } from './postpone'
import { recheckAll } from './recheck'
import { seal } from './seal'
import { abandonEmpty, releaseTaken } from './settle'

/** Deliveries whose worker is gone, or whose time has come, carry on from where they stand. */
export async function resumeDeliveries(ctx: Context): Promise<void> {
  const { db, clock } = ctx.deps
  for (const state of ['open', 'sealed'] as const) {
    const over = { state, leaseUntil: { $lte: clock.now() } }
    for await (const page of untilTheEnd(
      ctx,
      inPages(pushModels(db).Delivery, over, { size: mostInBatch }),
    )) {
      await inBatches(ctx, 'resumed', page, async (batch) => carryOn(ctx, await takeOver(ctx, batch)))
    }
  }
}

async function carryOn(ctx: Context, mine: readonly DeliveryDoc[]): Promise<void> {
  const open = mine.filter(({ state }) => state === 'open')
  const sealed = mine.filter(({ state }) => state === 'sealed')
  const empty = sealed.filter(({ items }) => items.length === 0)
  if (open.length > 0) await carryOnOpen(ctx, open)
  await releaseTaken(ctx, empty)
  await abandonEmpty(ctx, empty)
  await carryOnSealed(
    ctx,
    sealed.filter(({ items }) => items.length > 0),
  )
}

async function carryOnOpen(ctx: Context, open: readonly DeliveryDoc[]): Promise<void> {
  const singles = open.flatMap(({ _id, kind }) => (kind === 'single' ? _id : []))
  const matches = await pushModels(ctx.deps.db)
    .Match.find({ _id: { $in: singles } })
    .batchSize(singles.length + 1)
    .lean<MatchDoc[]>()
  const byId = new Map(matches.map((match) => [match._id, match]))
  const { free } = await holdBursts(ctx, open, ({ _id }) => byId.get(_id))
  await sealAndSend(ctx, free)
}

/** Steps b to h of what was opened. `known`: what was read before, and is to be told. */
export async function sealAndSend(
  ctx: Context,
  opened: readonly DeliveryDoc[],
  known?: Known,
): Promise<void> {
  if (opened.length === 0) return
  const taken = await takeMatches(ctx, opened, known)
  const sealed = await seal(ctx, opened, taken)
  await advance(
    ctx,
    sealed.map((delivery) => ({ delivery, index: 0, why: null, unanswered: false, wanted: null })),
  )
}

/** What earlier calls mean comes first; only then is it looked at whether there is still something to be said. */
async function carryOnSealed(ctx: Context, sealed: readonly DeliveryDoc[]): Promise<void> {
  if (sealed.length === 0) return
  const now = ctx.deps.clock.now()
  const attempts = await pushModels(ctx.deps.db)
    .Attempt.find({ delivery: { $in: sealed.map(({ _id }) => _id) } })
    .batchSize(10_000)
    .lean<AttemptDoc[]>()
  const byDelivery = groupBy(attempts, ({ delivery }) => delivery)
  const windowOf = (name: AttemptDoc['channel']) => channelIn(ctx.channels, name)?.receiptWindowMs ?? 0
  const standings = sealed.map((delivery) => ({
    delivery,
    standing: standingOf(delivery, byDelivery.get(delivery._id) ?? [], windowOf, now),
  }))
  await postpone(
    ctx,
    standings.flatMap(({ delivery, standing }) =>
      standing.kind === 'waits' ? { delivery, until: standing.until } : [],
    ),
  )
  await conclude(
    ctx,
    standings.flatMap(({ delivery, standing }) => (standing.kind === 'end' ? delivery : [])),
  )
  const next = new Map(
    standings.flatMap(({ delivery, standing }) =>
      standing.kind === 'next' ? [[delivery._id, { ...standing, delivery }] as const] : [],
    ),
  )
  await goOn(ctx, next)
}

async function goOn(
  ctx: Context,
  next: ReadonlyMap<string, Pick<Work, 'delivery' | 'index' | 'why' | 'unanswered'>>,
): Promise<void> {
  const rechecked = await recheckAll(
    ctx,
    [...next.values()].map(({ delivery }) => delivery),
  )
  await finishWithout(
    ctx,
    rechecked.flatMap(({ delivery, recheck }) =>
      recheck.kind === 'drop' ? { delivery, ...endWhenDropped(next.get(delivery._id), recheck.why) } : [],
    ),
  )
  await postpone(
    ctx,
    rechecked.flatMap(({ delivery, recheck }) =>
      recheck.kind === 'wait' ? { delivery, until: recheck.until } : [],
    ),
  )
  const works = rechecked.flatMap(({ delivery, recheck }) => {
    const one = next.get(delivery._id)
    return one && recheck.kind === 'go' ? { ...one, delivery: recheck.delivery, wanted: recheck.wanted } : []
  })
  await advance(ctx, works)
}

/** A call that had no answer may have told it: then it is not dropped. */
const endWhenDropped = (work: Pick<Work, 'unanswered' | 'why'> | undefined, why: string) =>
  work?.unanswered
    ? ({ result: 'unknown', reason: work.why } as const)
    : ({ result: 'dropped', reason: why } as const)
