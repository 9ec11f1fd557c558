import type { Static, SubscriptionView } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { wishesOf } from './wishes'

type View = Static<typeof SubscriptionView>

/** The viewer's subscription that covers an item: the item's own before its category's and the village's. */
export async function subscriptionOf(
  deps: Deps,
  person: string | null,
  region: { code: string; name: string },
  item: { no: number; level2: string; category: string },
): Promise<View | null> {
  if (person === null) return null
  const scopes = [`${region.code}#${item.no}`, `${region.code}/${item.category}`, region.code]
  const { open } = await wishesOf(deps, person)
  const [nearest] = open
    .filter(({ scope }) => scopes.includes(scope))
    .sort((a, b) => scopes.indexOf(a.scope) - scopes.indexOf(b.scope))
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
