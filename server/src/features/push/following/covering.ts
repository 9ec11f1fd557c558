import type { Static, SubscriptionView } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { SubscriptionDoc } from '../push.model'
import { pushModels } from '../push.model'

type View = Static<typeof SubscriptionView>

/** The viewer's subscription that covers an item: the item's own before its category's and the village's. */
export async function subscriptionOf(
  { db }: Deps,
  person: string | null,
  region: { code: string; name: string },
  item: { no: number; level2: string; category: string },
): Promise<View | null> {
  if (person === null) return null
  const scopes = [`${region.code}#${item.no}`, `${region.code}/${item.category}`, region.code]
  const open = await pushModels(db)
    .Subscription.find({ person, scope: { $in: scopes }, open: true })
    .lean<SubscriptionDoc[]>()
  const [nearest] = open.sort((a, b) => scopes.indexOf(a.scope) - scopes.indexOf(b.scope))
  if (!nearest) return null
  return {
    id: nearest._id,
    region: region.code,
    ...(nearest.category === null ? {} : { category: nearest.category }),
    ...(nearest.item === null ? {} : { item: nearest.item }),
    wish: nearest.wish,
    regionName: region.name,
    label: nearest.item !== null ? item.level2 : (nearest.category ?? `${region.name}全部公开`),
    since: nearest.since.toISOString(),
  }
}
