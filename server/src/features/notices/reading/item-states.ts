import {
  type Api,
  type CategorySummary,
  dayMs,
  disclosureOf,
  type ItemState,
  shanghaiDate,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { catalogueOf, groupOf, type RegionPlace, wholeCatalogueOf } from '../../catalogue'
import { knownRegion, regionOf, regionRef } from '../../regions'
import { nilReturnOf } from '../nil/said'
import { type Published, publishedIn } from './published'

interface States {
  /** They hold at every instant from the first to before the second. */
  from: number
  until: number
  region: RegionPlace
  /** 启用日期 of the region. */
  start: Date | null
  states: ItemState[]
}

/** By what they are made of: they are made again when something is published, and when the time has come. */
const kept = new WeakMap<Published, States>()

/** The state of every item of a region now. Shared by many readers: nobody changes it. */
export async function itemStates(deps: Deps, region: RegionPlace): Promise<readonly ItemState[]> {
  const [published, place] = await Promise.all([
    publishedIn(deps, region.code),
    knownRegion(deps, region.code),
  ])
  const start = place?.since ?? null
  const now = deps.clock.now()
  const known = kept.get(published)
  if (known && holdsFor(known, region, start, now.getTime())) return known.states
  const made = statesAt(published, region, start, now)
  kept.set(published, made)
  return made.states
}

const holdsFor = (
  { from, until, region, start: began }: States,
  { level, name }: RegionPlace,
  start: Date | null,
  now: number,
): boolean =>
  from <= now &&
  now < until &&
  region.level === level &&
  region.name === name &&
  began?.getTime() === start?.getTime()

function statesAt(published: Published, region: RegionPlace, start: Date | null, now: Date): States {
  const byItem = countedByItem(published)
  const since = published.listed.findLast(({ head }) => !head.backfilledAt)?.head.publishedAt ?? null
  let until = nextDay(now)
  const states = catalogueOf(region).map((item) => {
    const row = byItem.get(item.no)
    const { last = null, before = null } = row ?? {}
    const lastAt = last && before ? new Date(Math.max(last.getTime(), before.getTime())) : (last ?? before)
    const nil = nilReturnOf(published, item, region, now)
    const history = { last, before, nil, since, start }
    const { state, text, until: turns } = disclosureOf(item.frequency, history, now)
    if (turns) until = Math.min(until, turns.getTime())
    return {
      item,
      state,
      stateText: text,
      published: row?.n ?? 0,
      lastAt: lastAt ? lastAt.toISOString() : null,
    }
  })
  return { from: now.getTime(), until, region, start, states }
}

interface OfItem {
  n: number
  /** The last publication, and the last of those that were brought in later (补录). */
  last?: Date
  before?: Date
}

function countedByItem({ counted }: Published): Map<number, OfItem> {
  const byItem = new Map<number, OfItem>()
  // Newest first: the first of an item is its last publication.
  for (const { item, head } of counted) {
    const known = byItem.get(item) ?? { n: 0 }
    const which = head.backfilledAt ? 'before' : 'last'
    byItem.set(item, { ...known, [which]: known[which] ?? head.publishedAt, n: known.n + 1 })
  }
  return byItem
}

/** The texts name days without the year in the same year only. */
const nextDay = (now: Date): number => Date.parse(`${shanghaiDate(now)}T00:00:00+08:00`) + dayMs

/** The categories in the order of the catalogue. */
export function categorySummaries(states: readonly ItemState[]): CategorySummary[] {
  const summaries = new Map<string, CategorySummary>()
  for (const { item, state } of states) {
    const summary = summaries.get(item.category) ?? {
      category: item.category,
      group: groupOf(item.category),
      items: 0,
      published: 0,
    }
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
    items: states.filter(({ item }) => !category || item.category === category),
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
