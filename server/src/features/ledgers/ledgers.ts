import {
  type Api,
  bodyName,
  type LedgerBody,
  type LedgerRule,
  periodSentence,
  periodText,
  type RegionRef,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { itemOf, ledgerRules } from '../catalogue'
import { ledgerPeriods, periodFigures, type ReadPeriod } from '../notices'
import { regionOf, regionRef } from '../regions'
import { accessOf } from './access'

type Screen = Api['GET /api/screens/ledgers']['response']

/** The ledgers of a region: whose, and what the newest period of each says. */
export async function ledgersScreen(deps: Deps, code: string, viewer: Viewer): Promise<Screen> {
  const region = regionRef(await regionOf(deps, code))
  const rules = region.level === 'village' ? ledgerRules() : []
  const all = await ledgerPeriods(deps, region, rules, viewer)
  const newest = rules.flatMap((rule) =>
    rule.bodies.flatMap((body) => newestOf(periodsOf(all, rule, body)) ?? []),
  )
  const figures = await periodFigures(deps, newest, viewer)
  return {
    region,
    ledgers: rules.map((rule) => ({
      kind: rule.kind,
      name: rule.name,
      what: rule.what,
      ...accessOf(region, rule, viewer),
      items: itemsOf(region, rule),
      bodies: rule.bodies.map((body) => {
        const periods = periodsOf(all, rule, body)
        const last = newestOf(periods)
        const own = last && figures.get(last.notice._id)
        return {
          body,
          bodyName: bodyName(region.name, body),
          periods: new Set(periods.map(({ period }) => period.key)).size,
          newest: last
            ? {
                notice: last.notice._id,
                period: last.period.key,
                periodName: periodText(last.period, null),
                publishedAt: last.notice.head.publishedAt.toISOString(),
                sentence: own ? periodSentence(last.place, last.period, own) : '',
              }
            : null,
        }
      }),
    })),
  }
}

export const periodsOf = (all: readonly ReadPeriod[], rule: LedgerRule, body: LedgerBody): ReadPeriod[] =>
  all.filter((one) => one.place.rule === rule && one.body === body && one.place.item.role === 'period')

const newestOf = (periods: readonly ReadPeriod[]): ReadPeriod | null => periods.at(-1) ?? null

const itemsOf = (region: RegionRef, { items }: LedgerRule) =>
  items.flatMap(({ no }) => {
    const item = itemOf(region, no)
    return item ? [{ no, name: item.level2 }] : []
  })
