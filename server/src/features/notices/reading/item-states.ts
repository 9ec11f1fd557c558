import { type Api, type CategorySummary, disclosureOf, type ItemState } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { catalogueOf, type RegionPlace, wholeCatalogueOf } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import { noticeModels } from '../notices.model'

/** The state of every item of a region, by one pass over the heads of its published notices. */
export async function itemStates({ db, clock }: Deps, region: RegionPlace): Promise<ItemState[]> {
  const published = await noticeModels(db).Notice.aggregate<{ _id: number; n: number; lastAt: Date }>([
    { $match: { region: region.code, state: 'published' } },
    { $group: { _id: '$item', n: { $sum: 1 }, lastAt: { $max: '$head.publishedAt' } } },
  ])
  const byItem = new Map(published.map((row) => [row._id, row]))
  const now = clock.now()
  return catalogueOf(region).map((item) => {
    const row = byItem.get(item.no)
    const lastAt = row?.lastAt ?? null
    const { state, text } = disclosureOf(item.frequency, lastAt, now)
    return {
      item,
      state,
      stateText: text,
      published: row?.n ?? 0,
      lastAt: lastAt ? lastAt.toISOString() : null,
    }
  })
}

/** The categories in the order of the catalogue. */
export function categorySummaries(states: readonly ItemState[]): CategorySummary[] {
  const summaries = new Map<string, CategorySummary>()
  for (const { item, state } of states) {
    const summary = summaries.get(item.category) ?? { category: item.category, items: 0, published: 0 }
    summary.items += 1
    if (state === 'published') summary.published += 1
    summaries.set(item.category, summary)
  }
  return [...summaries.values()]
}

export async function catalogueView(
  deps: Deps,
  code: string,
  category?: string,
): Promise<Api['GET /api/regions/:code/catalogue']['response']> {
  const region = regionRef(await regionOf(deps, code))
  const states = await itemStates(deps, region)
  return {
    region,
    categories: categorySummaries(states),
    items: category ? states.filter(({ item }) => item.category === category) : states,
    left: wholeCatalogueOf(region).left,
  }
}

export async function itemView(
  deps: Deps,
  code: string,
  no: number,
): Promise<Api['GET /api/regions/:code/items/:no']['response']> {
  const region = regionRef(await regionOf(deps, code))
  const state = (await itemStates(deps, region)).find(({ item }) => item.no === no)
  if (!state) throw new AppError('itemNotFound')
  return { region, ...state }
}
