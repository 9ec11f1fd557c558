import type { Item, NoticeView, RegionRef } from '@hutang/shared'
import type { Deps } from '../../deps'
import { itemOfNotice } from '../catalogue'
import { placeOfNotice } from '../notices'
import { policyPage, publishedPolicies } from '../policies'
import { regionOf, regionRef } from '../regions'

/** In the place of the item's number, of a policy. */
export const policyItem = 0

type Named = Pick<Item, 'level2' | 'category' | 'audience'>

const policyNamed: Named = { level2: '政策', category: '政策', audience: 'public' }

/** What something is published as. */
export const namedAs = (region: RegionRef, item: number): Named | undefined =>
  item === policyItem ? policyNamed : (itemOfNotice(region, item) ?? undefined)

export const pageOf = ({ _id, item }: { _id: string; item: number }): string =>
  item === policyItem ? policyPage(_id) : `pages/notice/index?id=${_id}`

export interface LeakPlace {
  region: RegionRef
  item: number
  name: string
  state: NoticeView['state']
}

/** Where a notice or a policy that was published belongs, hidden and taken down ones too. */
export async function placeOfLeak(
  deps: Deps,
  kind: 'notice' | 'policy',
  id: string,
): Promise<LeakPlace | null> {
  if (kind === 'policy') {
    const { byId, concealed } = await publishedPolicies(deps)
    const policy = byId.get(id) ?? concealed.get(id)
    if (!policy) return null
    const region = regionRef(await regionOf(deps, policy.region))
    return { region, item: policyItem, name: policyNamed.level2, state: policy.state }
  }
  const place = await placeOfNotice(deps, id)
  return (
    place && { region: place.region, item: place.item.no, name: place.item.level2, state: place.notice.state }
  )
}

export type LeakKindOf = 'notice' | 'policy'
export const kindOfItem = (item: number): LeakKindOf => (item === policyItem ? 'policy' : 'notice')
export const notFoundOf = { notice: 'noticeNotFound', policy: 'policyNotFound' } as const
