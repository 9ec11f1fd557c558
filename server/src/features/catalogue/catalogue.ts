import type { Item, Restriction } from '@hutang/shared'
import { type Catalogue, catalogueOf as configured, loadCatalogue, toItem } from './catalogue.rules'
import { nameListOf } from './name-lists.rules'

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

const levelOf = (region: string): string =>
  region.length === 12 ? 'village' : region.length === 9 ? 'township' : 'county'

/** Whether a row of the item's tables is one person's, and not the household's. */
export const belongsToPersons = (region: string, no: number): boolean =>
  itemOfNotice({ code: region, level: levelOf(region) }, no)?.rowsOf === 'person'

export const restrictionOf = (region: string, item: Item): Restriction => ({
  region,
  audience: item.audience,
  summaryAudience: item.summaryAudience,
  maskLevel: item.maskLevel,
})

export const displayDays = (region: RegionPlace, no: number): number =>
  standardRow(region, no)?.minDisplayDays ?? displayDaysDefault

const dayMs = 86_400_000
/** 公示名单 are folded no earlier than this, however short their notice period is. */
const shownAtLeastDays = 15

/**
 * When the names of a notice are folded (收起): the later of the end of its display and the fifteenth day; null where
 * the item publishes no list of that sort, or one that stands while it is paid.
 */
export function foldsAt(region: RegionPlace, no: number, publishedAt: Date): Date | null {
  if (nameListOf(region.level, no) !== 'afterNotice') return null
  const days = Math.max(displayDays(region, no), shownAtLeastDays)
  return new Date(publishedAt.getTime() + days * dayMs)
}
