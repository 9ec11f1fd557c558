import type { Item } from '@hutang/shared'
import type { Models } from '../../models'
import { catalogueOf } from '../catalogue/catalogue.rules'
import type { RegionDoc } from '../regions/regions.model'

/** A region with the catalogue in force there. */
export interface Place {
  region: RegionDoc
  items: Item[]
}

// The catalogue is configuration: it does not change while the process runs.
const catalogues = new Map<string, Item[]>()

export function itemsOf({ _id: code, level, name }: Pick<RegionDoc, '_id' | 'level' | 'name'>): Item[] {
  const key = `${code} ${level} ${name}`
  const known = catalogues.get(key) ?? catalogueOf({ code, level, name }).items
  catalogues.set(key, known)
  return known
}

export async function placeOf(models: Models, code: string): Promise<Place | null> {
  const region = await models.Region.findById(code).lean<RegionDoc>()
  return region && { region, items: itemsOf(region) }
}
