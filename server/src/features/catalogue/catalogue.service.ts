import {
  type Api,
  type CategorySummary,
  disclosureOf,
  type Item,
  type ItemState,
  type Restriction,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { regionOf, regionRef } from '../regions'
import { type Catalogue, catalogueOf as configured, loadCatalogue, toItem } from './catalogue.rules'

/** A region as features hand it over: its code, level and, for the wording, its name. */
export interface RegionPlace {
  code: string
  level: string
  name?: string
}

/** Where no rule says otherwise a notice stays up for fifteen days (facts G: 一般村务 ≥15日). */
const displayDaysDefault = 15

const kept = new Map<string, Catalogue>()

/** The catalogue in force in a region with what it leaves out; configuration, so worked out once. */
export function wholeCatalogueOf({ code, level, name = '' }: RegionPlace): Catalogue {
  const key = `${code}:${level}:${name}`
  let catalogue = kept.get(key)
  if (!catalogue) {
    catalogue = configured({ code, level, name })
    kept.set(key, catalogue)
  }
  return catalogue
}

export const catalogueOf = (region: RegionPlace): Item[] => wholeCatalogueOf(region).items

/** The item in force in the region; null where its catalogue has none of that number. */
export const itemOf = (region: RegionPlace, no: number): Item | null =>
  catalogueOf(region).find((item) => item.no === no) ?? null

const standardRow = (region: RegionPlace, no: number) =>
  region.level === 'village' || region.level === 'township'
    ? loadCatalogue(region.level).find((row) => row.no === no)
    : undefined

/** Also an item that the region has left out since, for notices published before. */
export function itemOfNotice(region: RegionPlace, no: number): Item | null {
  const row = standardRow(region, no)
  return itemOf(region, no) ?? (row ? toItem(row) : null)
}

export const restrictionOf = (region: string, item: Item): Restriction => ({
  region,
  audience: item.audience,
  summaryAudience: item.summaryAudience,
  maskLevel: item.maskLevel,
})

export const displayDays = (region: RegionPlace, no: number): number =>
  standardRow(region, no)?.minDisplayDays ?? displayDaysDefault

/** The state of every item of a region, by one pass over the heads of its published notices. */
export async function itemStates({ models, clock }: Deps, region: RegionPlace): Promise<ItemState[]> {
  const published = await models.Notice.aggregate<{ _id: number; n: number; lastAt: Date }>([
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
