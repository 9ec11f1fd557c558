import {
  type Access,
  accessTo,
  type Item,
  type LedgerBody,
  type LedgerFigures,
  type LedgerPlace,
  type LedgerRule,
  type Period,
  periodOfKey,
  type RegionRef,
  type Restriction,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { itemOfNotice, ledgerPlace } from '../../catalogue'
import { accessText } from '../reading/access-text'
import { restrictionNow } from '../reading/concealed'
import { type PublishedNotice, publishedIn } from '../reading/published'
import { shownEditions } from '../reading/shown-edition'
import { readFigures } from './figures'

/** A published notice as a period of its ledger. */
export interface ReadPeriod {
  notice: PublishedNotice
  item: Item
  place: LedgerPlace
  body: LedgerBody
  period: Period
  restriction: Restriction
  access: Access
  accessText: string | null
}

/** What is published of some ledgers in a region, the oldest period first; what is hidden or was withdrawn is left out. */
export async function ledgerPeriods(
  deps: Deps,
  region: RegionRef,
  rules: readonly LedgerRule[],
  viewer: Viewer,
): Promise<ReadPeriod[]> {
  const { listed } = await publishedIn(deps, region.code)
  const now = deps.clock.now()
  return listed
    .flatMap((notice): ReadPeriod[] => {
      const place = notice.ledger ? ledgerPlace(region.level, notice.item) : null
      const item = itemOfNotice(region, notice.item)
      if (!notice.ledger || !place || !item || !rules.includes(place.rule)) return []
      const period = periodOfKey(place.item.period, notice.ledger.period)
      if (!period) return []
      const restriction = restrictionNow({ notice, region, item }, now)
      const access = accessTo(viewer, restriction)
      return [
        {
          notice,
          item,
          place,
          body: notice.ledger.body,
          period,
          restriction,
          access,
          accessText: accessText(viewer, restriction, access, region),
        },
      ]
    })
    .sort(
      (a, b) =>
        a.period.from.getTime() - b.period.from.getTime() ||
        a.notice.head.publishedAt.getTime() - b.notice.head.publishedAt.getTime(),
    )
}

/** What some of them come to for this viewer, by the notice. */
export async function periodFigures(
  deps: Deps,
  periods: readonly ReadPeriod[],
  viewer: Viewer,
): Promise<Map<string, LedgerFigures>> {
  const readable = periods.filter(({ access }) => access !== 'title')
  const editions = await shownEditions(
    deps,
    readable.map(({ notice }) => notice),
  )
  const found = await Promise.all(
    readable.map(async ({ notice, place, restriction }) => {
      const edition = editions.get(notice._id)
      return edition
        ? [[notice._id, await readFigures(deps, edition, place, restriction, viewer)] as const]
        : []
    }),
  )
  return new Map(found.flat())
}
