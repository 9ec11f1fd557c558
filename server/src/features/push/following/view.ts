import type { RegionRef, SubscriptionView } from '@hutang/shared'
import { partsOf } from '../../announcements'
import { itemOfNotice } from '../../catalogue'
import type { SubscriptionDoc } from '../push.model'
import { labelOf } from './labels.rules'

/** A subscription as its follower sees it. A region that has been taken off the tree is named by its code. */
export function subscriptionView(
  one: SubscriptionDoc,
  region: RegionRef | undefined,
  titleOf: (policy: string) => string | undefined = () => undefined,
): SubscriptionView {
  const { _id, region: code, below, category, item, word, since } = one
  const name = region?.name ?? code
  const { policy } = partsOf(one.scope)
  return {
    id: _id,
    region: code,
    ...(below ? { below } : {}),
    ...(category === null ? {} : { category }),
    ...(item === null ? {} : { item }),
    ...(word === null ? {} : { word }),
    ...(policy ? { policy } : {}),
    regionName: name,
    label: labelOf(
      { ...one, policy },
      { name },
      region && item !== null ? itemOfNotice(region, item) : null,
      policy?.id ? titleOf(policy.id) : undefined,
    ),
    since: since.toISOString(),
  }
}
