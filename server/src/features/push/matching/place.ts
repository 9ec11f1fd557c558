import type { Item, RegionRef } from '@hutang/shared'
import type { Connection } from 'mongoose'
import { itemOfNotice } from '../../catalogue'
import { findRegion, regionRef } from '../../regions'

/** Where something was published, and as what. */
export interface Place {
  region: RegionRef
  item: Item
}

/** Null where the region or the item is no more. */
export async function placeOf(
  db: Connection,
  about: { region: string; item: number },
): Promise<Place | null> {
  const known = await findRegion(db, about.region)
  if (!known) return null
  const region = regionRef(known)
  const item = itemOfNotice(region, about.item)
  return item && { region, item }
}
