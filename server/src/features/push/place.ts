import type { Item, RegionRef } from '@hutang/shared'
import type { Models } from '../../models'
import { itemOfNotice } from '../catalogue'
import { regionRef } from '../regions'
import type { RegionDoc } from '../regions/regions.model'

/** Where something was published, and as what. */
export interface Place {
  region: RegionRef
  item: Item
}

/** Null where the region or the item is no more. */
export async function placeOf(
  models: Models,
  about: { region: string; item: number },
): Promise<Place | null> {
  const known = await models.Region.findById(about.region).lean<RegionDoc>()
  if (!known) return null
  const region = regionRef(known)
  const item = itemOfNotice(region, about.item)
  return item && { region, item }
}
