import {
  type Access,
  accessTo,
  type LedgerRule,
  type RegionRef,
  type Restriction,
  type Viewer,
} from '@hutang/shared'
import { itemOf, restrictionOf } from '../catalogue'
import { accessText } from '../notices'

const order: readonly Access[] = ['title', 'summary', 'full']

/** How much of a ledger a viewer may see at most; its items decide each for itself. */
export function accessOf(
  region: RegionRef,
  rule: LedgerRule,
  viewer: Viewer,
): { access: Access; accessText: string | null } {
  let most: { access: Access; restriction: Restriction } | undefined
  for (const { no } of rule.items) {
    const item = itemOf(region, no)
    if (!item) continue
    const restriction = restrictionOf(region.code, item)
    const access = accessTo(viewer, restriction)
    if (!most || order.indexOf(access) > order.indexOf(most.access)) most = { access, restriction }
  }
  if (!most) return { access: 'title', accessText: null }
  return { access: most.access, accessText: accessText(viewer, most.restriction, most.access, region) }
}
