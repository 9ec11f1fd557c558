import type { RegionRef, SubscriptionView } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { scopesOf } from '../../announcements'
import { knownRegion, parentsOf, regionRef } from '../../regions'
import { subscriptionView } from './view'
import { wishesOf } from './wishes'

/** The viewer's subscription that covers an item: the item's own before its category's, the village's, and those of the places above. */
export async function subscriptionOf(
  deps: Deps,
  person: string | null,
  region: RegionRef,
  item: { no: number; category: string },
): Promise<SubscriptionView | null> {
  if (person === null) return null
  const { open } = await wishesOf(deps, person)
  if (open.length === 0) return null
  const place = await knownRegion(deps, region.code)
  const above = place ? (await parentsOf(deps, place)).reverse() : []
  const [all, category, own, ...further] = scopesOf({
    region: region.code,
    above: above.map(({ _id }) => _id),
    category: item.category,
    item: item.no,
  })
  const scopes = [own, category, all, ...further]
  const [nearest] = open
    .filter(({ scope }) => scopes.includes(scope))
    .sort((a, b) => scopes.indexOf(a.scope) - scopes.indexOf(b.scope))
  if (!nearest) return null
  const named = [region, ...above.map(regionRef)].find(({ code }) => code === nearest.region)
  return subscriptionView(nearest, named)
}
