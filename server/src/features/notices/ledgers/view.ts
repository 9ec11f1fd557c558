import {
  accessTo,
  bodyName,
  differencesOf,
  type LedgerPlace,
  type LedgerView,
  type Period,
  periodOfKey,
  periodSentence,
  periodText,
  rowAccess,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { ledgerPlace } from '../../catalogue'
import type { CurrentNotice } from '../reading/current'
import { readFigures } from './figures'
import { ledgerPeriods, periodFigures } from './read'

/** The period that a notice is, as this viewer may see it; null where it is none, or they see the title alone. */
export async function ledgerView(
  deps: Deps,
  current: CurrentNotice,
  viewer: Viewer,
): Promise<LedgerView | null> {
  const { edition, region, restriction, notice } = current
  const part = edition.ledger
  const place = part ? ledgerPlace(region.level, notice.item) : null
  const period = part && place ? periodOfKey(place.item.period, part.period) : null
  if (!part || !place || !period || accessTo(viewer, restriction) === 'title') return null
  const figures = await readFigures(deps, edition, place, restriction, viewer)
  const last = await lastOf(deps, current, { place, period }, viewer)
  return {
    kind: place.rule.kind,
    name: place.rule.name,
    body: part.body,
    bodyName: bodyName(region.name, part.body),
    budget: place.item.role === 'budget',
    period: part.period,
    periodName: periodText(period, null),
    ...figures,
    sentence: periodSentence(place, period, figures),
    last,
    differences: last ? differencesOf(place.rule, figures, last, shortName(last.period, place, period)) : [],
  }
}

/** 9月 within the year, 2025年12月 beyond it. */
const shortName = (key: string, { item }: LedgerPlace, now: Period): string => {
  const period = periodOfKey(item.period, key)
  return period ? periodText(period, now.from) : key
}

/** The nearest period before, of the same item and body; null where the viewer does not see all rows of both. */
async function lastOf(
  deps: Deps,
  { notice, edition, region, restriction }: CurrentNotice,
  { place, period }: { place: LedgerPlace; period: Period },
  viewer: Viewer,
): Promise<LedgerView['last']> {
  if (rowAccess(viewer, restriction) !== 'all') return null
  const all = await ledgerPeriods(deps, region, [place.rule], viewer)
  const last = all.findLast(
    (one) =>
      one.notice._id !== notice._id &&
      one.place.item === place.item &&
      one.body === edition.ledger?.body &&
      one.period.from < period.from,
  )
  if (!last || rowAccess(viewer, last.restriction) !== 'all') return null
  const figures = (await periodFigures(deps, [last], viewer)).get(last.notice._id)
  if (!figures) return null
  return {
    notice: last.notice._id,
    title: last.notice.head.title,
    period: last.period.key,
    periodName: periodText(last.period, null),
    ...figures,
  }
}
