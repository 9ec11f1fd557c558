import type { ChannelName } from '../../../channels/channel'
import { type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import type { Context } from './context'
import { groupBy } from './group-by'
import { type Judged, judgeAll } from './judge'
import { settleMatches } from './settle'

export type Recheck =
  | { kind: 'go'; delivery: DeliveryDoc; wanted: readonly ChannelName[] }
  | { kind: 'drop'; why: string }
  | { kind: 'wait'; until: Date }

export interface Rechecked {
  delivery: DeliveryDoc
  recheck: Recheck
}

/**
 * What was sealed some time ago may have ended since: it is left out, and the rest is said in the words that were sealed.
 * How often the person is told is no question any more.
 */
export async function recheckAll(ctx: Context, deliveries: readonly DeliveryDoc[]): Promise<Rechecked[]> {
  if (deliveries.length === 0) return []
  const ids = deliveries.flatMap(({ items }) => items.map(({ match }) => match))
  const matches = await pushModels(ctx.deps.db)
    .Match.find({ _id: { $in: ids } })
    .batchSize(10_000)
    .lean<MatchDoc[]>()
  const { judged, preference } = await judgeAll(ctx.deps, matches, () => ({ frequency: true, sealed: true }))
  const byMatch = groupBy(judged, ({ match }) => match._id)
  const leftOut: Judged[] = []
  const rechecked = deliveries.map((delivery) => {
    const own = delivery.items.flatMap(({ match }) => byMatch.get(match) ?? [])
    const recheck = recheckOf(delivery, own, preference(delivery.person).channels)
    if (recheck.kind === 'go') leftOut.push(...own.filter(({ verdict }) => verdict.kind === 'drop'))
    return { delivery, recheck }
  })
  await settleMatches(ctx, leftOut, () => false)
  return rechecked
}

function recheckOf(
  delivery: DeliveryDoc,
  judged: readonly Judged[],
  channels: readonly ChannelName[],
): Recheck {
  const still = new Set(judged.flatMap(({ match, verdict }) => (verdict.kind === 'tell' ? match._id : [])))
  const items = delivery.items.filter(({ match }) => still.has(match))
  const waits = judged.flatMap(({ verdict }) => (verdict.kind === 'wait' ? verdict.until : []))
  const [soonest] = waits.sort((a, b) => a.getTime() - b.getTime())
  // Something that waits keeps the whole message: it was sealed with the others.
  if (soonest) return { kind: 'wait', until: soonest }
  if (items.length > 0) {
    const isEmergency = items.some(({ emergency }) => emergency)
    return {
      kind: 'go',
      delivery: { ...delivery, items },
      wanted: isEmergency ? delivery.channels : channels,
    }
  }
  const last = judged.at(-1)?.verdict
  return { kind: 'drop', why: last?.kind === 'drop' ? last.why : 'notPublished' }
}
