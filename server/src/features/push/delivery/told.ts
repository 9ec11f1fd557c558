import type { Deps } from '../../../deps'
import { type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import type { Verdict } from './judge'

/** How long a correction waits for a message about the same subject that is being made just now. */
const waitMs = 3000

/**
 * Whether the person's earlier message said already what the correction would say: it may have been taken before
 * the correction and sealed after it. While it is not sealed, the correction waits.
 */
export async function toldAlready(
  { db, clock }: Deps,
  match: MatchDoc,
  edition: string,
): Promise<Verdict | null> {
  const { Delivery, Match } = pushModels(db)
  const others = await Match.find({
    person: match.person,
    'subject.id': match.subject.id,
    'subject.kind': match.subject.kind,
    state: { $in: ['taken', 'sent'] },
  }).lean<MatchDoc[]>()
  const earlier = others.filter(({ _id }) => _id !== match._id)
  const deliveries = await Delivery.find({
    _id: { $in: earlier.flatMap(({ delivery }) => delivery ?? []) },
  }).lean<DeliveryDoc[]>()
  const items = deliveries.flatMap((delivery) => delivery.items)
  if (earlier.some(({ _id }) => items.some((item) => item.match === _id && item.edition === edition))) {
    return { kind: 'drop', why: 'told' }
  }
  const open = new Set(deliveries.filter(({ state }) => state === 'open').map(({ _id }) => _id))
  const waits = earlier.some(
    ({ state, delivery, at }) => state === 'taken' && at <= match.at && open.has(delivery ?? ''),
  )
  return waits ? { kind: 'wait', until: new Date(clock.now().getTime() + waitMs) } : null
}
