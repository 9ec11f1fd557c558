import { type Item, type NilOffer, type Period, periodText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { RegionPlace } from '../../catalogue'
import { publishedIn } from '../reading/published'
import { lastPeriod, nilPeriod, nilWords, publishedOf } from './nil.rules'

/** The period of which a clerk may say now that it had none; null where something was published, or it is said already. */
export async function nilOffer(deps: Deps, region: RegionPlace, item: Item): Promise<NilOffer | null> {
  const now = deps.clock.now()
  const period = lastPeriod(item, now)
  if (!period) return null
  const { counted, nils } = await publishedIn(deps, region.code)
  if (publishedOf(counted, item, period) || isSaid(nils, item, period)) return null
  return { period: period.key, name: periodText(period, now), plain: nilWords(period, now) }
}

const isSaid = (
  nils: readonly { item: number; nil?: { period: string } | null }[],
  { no }: Item,
  period: Period,
): boolean => nils.some(({ item, nil }) => item === no && nil && nilPeriod(nil).key === period.key)
