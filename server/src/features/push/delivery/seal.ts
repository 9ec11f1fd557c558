import { writeMany } from '../../../storage/write-many'
import { type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import { matchAgain } from './again-ids'
import { channelsFor } from './chain.rules'
import type { Context } from './context'
import type { Facts } from './facts'
import { groupBy } from './group-by'
import { type Judged, judgeAll, newestOnly } from './judge'
import { inOrder } from './message.rules'
import { abandonEmpty, settleMatches } from './settle'

/** Step c: judges what was taken, seals once what is to be said, and lets go of the rest. */
export async function seal(
  ctx: Context,
  opened: readonly DeliveryDoc[],
  taken: readonly MatchDoc[],
): Promise<DeliveryDoc[]> {
  if (opened.length === 0) return []
  const again = await againOf(ctx, opened)
  const deliveryOf = (match: MatchDoc) => again.get(match) ?? match.delivery ?? ''
  const kinds = new Map(opened.map(({ _id, kind }) => [_id, kind]))
  const { judged: each, preference } = await judgeAll(ctx.deps, [...taken, ...again.keys()], (match) => {
    const kind = kinds.get(deliveryOf(match))
    return { frequency: kind === 'daily' || kind === 'weekly' || kind === 'again' }
  })
  const judged = newestOnly(each, deliveryOf)
  const byDelivery = groupBy(judged, ({ match }) => deliveryOf(match))
  const sealed = opened.map((delivery) =>
    sealedAs(ctx, delivery, byDelivery.get(delivery._id) ?? [], preference),
  )
  const mine = await writeSealed(ctx, sealed)
  await ctx.reached('c')
  const own = new Set(mine.map(({ _id }) => _id))
  await settleMatches(
    ctx,
    judged.filter(({ match }) => own.has(deliveryOf(match))),
    (match) => again.has(match),
  )
  await abandonEmpty(ctx, mine)
  return mine.filter(({ items }) => items.length > 0)
}

function sealedAs(
  { channels: installed }: Context,
  delivery: DeliveryDoc,
  judged: readonly Judged[],
  preference: Facts['preference'],
): DeliveryDoc {
  const items = inOrder(judged.flatMap(({ verdict }) => (verdict.kind === 'tell' ? verdict.item : [])))
  const channels = channelsFor(
    preference(delivery.person).channels,
    installed.map(({ name }) => name),
    items.some(({ emergency }) => emergency),
  )
  return {
    ...delivery,
    state: 'sealed',
    items,
    // What goes again goes by the channels that are left.
    channels: delivery.kind === 'again' ? delivery.channels : channels,
    visit: items.some(({ visit }) => visit),
  }
}

/** Once, and under the worker's own token: of what another has taken over nothing is written. */
async function writeSealed(
  { deps }: Context,
  sealed: readonly DeliveryDoc[],
): Promise<readonly DeliveryDoc[]> {
  const { Delivery } = pushModels(deps.db)
  const done = await writeMany(
    Delivery,
    sealed.map(({ _id, token, items, channels, visit }) => ({
      updateOne: {
        filter: { _id, state: 'open', token },
        update: { $set: { state: 'sealed', items, channels, visit } },
      },
    })),
  )
  if (done.matchedCount === sealed.length) return sealed
  const ids = sealed.map(({ _id }) => _id)
  const own = await Delivery.find(
    { _id: { $in: ids }, state: 'sealed', token: sealed[0]?.token ?? '' },
    { _id: 1 },
  )
    .batchSize(ids.length + 1)
    .lean()
  const mine = new Set(own.map(({ _id }) => _id))
  return sealed.filter(({ _id }) => mine.has(_id))
}

/** The matches of deliveries that tell again, with the delivery of each. */
async function againOf(
  { deps }: Context,
  opened: readonly DeliveryDoc[],
): Promise<ReadonlyMap<MatchDoc, string>> {
  const ids = opened.filter(({ kind }) => kind === 'again').map(({ _id }) => _id)
  if (ids.length === 0) return new Map()
  const matches = await pushModels(deps.db)
    .Match.find({ _id: { $in: ids.map(matchAgain) }, state: 'sent' })
    .batchSize(ids.length + 1)
    .lean<MatchDoc[]>()
  const byMatch = new Map(ids.map((id) => [matchAgain(id), id]))
  return new Map(matches.map((match) => [match, byMatch.get(match._id) ?? '']))
}
