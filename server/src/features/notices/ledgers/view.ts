import {
  accessTo,
  bodyName,
  differencesOf,
  type LedgerBody,
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
import { type NoticePlace, restrictionNow } from '../reading/concealed'
import type { CurrentNotice } from '../reading/current'
import { shownEditions } from '../reading/shown-edition'
import { readFigures } from './figures'
import { ledgerPeriods, periodFigures, type ReadPeriod } from './read'

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

/** The period before is read together with the notice itself, not after it. */
export async function readWithLast(deps: Deps, place: NoticePlace, viewer: Viewer): Promise<void> {
  const { notice, region } = place
  const of = notice.ledger ? ledgerPlace(region.level, notice.item) : null
  const period = of && notice.ledger ? periodOfKey(of.item.period, notice.ledger.period) : null
  if (!of || !period || !notice.ledger) return
  const restriction = restrictionNow(place, deps.clock.now())
  if (rowAccess(viewer, restriction) !== 'all') return
  const last = await periodBefore(deps, place, { place: of, period, body: notice.ledger.body }, viewer)
  if (last) await shownEditions(deps, [notice, last.notice])
}

/** 9月 within the year, 2025年12月 beyond it. */
const shortName = (key: string, { item }: LedgerPlace, now: Period): string => {
  const period = periodOfKey(item.period, key)
  return period ? periodText(period, now.from) : key
}

interface Asked {
  place: LedgerPlace
  period: Period
  body: LedgerBody
}

async function periodBefore(
  deps: Deps,
  { notice, region }: Pick<NoticePlace, 'notice' | 'region'>,
  { place, period, body }: Asked,
  viewer: Viewer,
): Promise<ReadPeriod | null> {
  const all = await ledgerPeriods(deps, region, [place.rule], viewer)
  const last = all.findLast(
    (one) =>
      one.notice._id !== notice._id &&
      one.place.item === place.item &&
      one.body === body &&
      one.period.from < period.from,
  )
  return last && rowAccess(viewer, last.restriction) === 'all' ? last : null
}

/** The nearest period before, of the same item and body; null where the viewer does not see all rows of both. */
async function lastOf(
  deps: Deps,
  { notice, edition, region, restriction }: CurrentNotice,
  { place, period }: { place: LedgerPlace; period: Period },
  viewer: Viewer,
): Promise<LedgerView['last']> {
  if (rowAccess(viewer, restriction) !== 'all') return null
  const body = edition.ledger?.body
  const last = body ? await periodBefore(deps, { notice, region }, { place, period, body }, viewer) : null
  if (!last) return null
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
