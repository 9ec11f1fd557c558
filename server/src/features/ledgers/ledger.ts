import {
  type Api,
  bodyName,
  type LedgerBody,
  type LedgerFigures,
  type LedgerPeriod,
  type LedgerRule,
  noFigures,
  type PeriodFigures,
  periodSentence,
  periodText,
  shanghaiDate,
  together,
  type Viewer,
  wholeSentence,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { grouped } from '../../rules/grouped'
import { ledgerOfKind } from '../catalogue'
import { ledgerPeriods, periodFigures, type ReadPeriod } from '../notices'
import { regionOf, regionRef } from '../regions'
import { accessOf } from './access'
import { againstBudget } from './budget'
import { chartOf, sharesOf } from './charts.rules'
import { periodsOf } from './ledgers'

type Screen = Api['GET /api/screens/ledger']
type Figures = ReadonlyMap<string, LedgerFigures>

const yearOf = ({ period }: ReadPeriod): number => Number(shanghaiDate(period.from).slice(0, 4))

/** A ledger of one body over a year, made of what this viewer may see of each notice. */
export async function ledgerScreen(
  deps: Deps,
  query: Screen['query'],
  viewer: Viewer,
): Promise<Screen['response']> {
  const region = regionRef(await regionOf(deps, query.region))
  const rule = ledgerOfKind(query.kind)
  if (region.level !== 'village') throw new AppError('notFound', { message: '台账由村里公开，请选一个村。' })
  const all = await ledgerPeriods(deps, region, [rule], viewer)
  const body = query.body ?? firstWithPeriods(rule, all)
  if (!rule.bodies.includes(body)) throw new AppError('notFound', { message: `“${rule.name}”没有这个主体。` })
  const own = periodsOf(all, rule, body)
  const years = [...new Set(own.map(yearOf))].sort((a, b) => b - a)
  const year = query.year ?? years[0] ?? Number(shanghaiDate(deps.clock.now()).slice(0, 4))
  const ofYear = own.filter((one) => yearOf(one) === year)
  const budget = all.findLast(
    (one) => one.body === body && one.place.item.role === 'budget' && yearOf(one) === year,
  )
  const figures = await periodFigures(deps, budget ? [...ofYear, budget] : ofYear, viewer)
  const periods = byPeriod(rule, ofYear, figures)
  const whole = wholeOf(rule, year, ofYear, figures)
  return {
    region,
    kind: rule.kind,
    name: rule.name,
    what: rule.what,
    ...accessOf(region, rule, viewer),
    body,
    bodyName: bodyName(region.name, body),
    bodies: rule.bodies.map((one) => ({
      body: one,
      bodyName: bodyName(region.name, one),
      periods: new Set(periodsOf(all, rule, one).map(({ period }) => period.key)).size,
    })),
    year,
    years,
    whole,
    periods: periods.map(({ shown }) => shown).reverse(),
    byPeriod: chartOf(
      rule,
      periods.map(({ shown, period }) => ({ ...shown, span: period })),
    ),
    byKind: sharesOf(whole?.kinds ?? []),
    // Without its first months a year would look as if little had been spent.
    budget: isFromJanuary(ofYear)
      ? againstBudget(budget, budget && figures.get(budget.notice._id), whole, ofYear.at(-1))
      : null,
  }
}

const isFromJanuary = ([first]: readonly ReadPeriod[]): boolean =>
  first !== undefined && shanghaiDate(first.period.from).slice(5, 7) === '01'

const firstWithPeriods = (rule: LedgerRule, all: readonly ReadPeriod[]): LedgerBody => {
  const [usual = 'committee'] = rule.bodies
  return rule.bodies.find((body) => periodsOf(all, rule, body).length > 0) ?? usual
}

/** What counts of a period: of an item that has one notice a period the newest alone. */
export function counting(of: readonly ReadPeriod[]): ReadPeriod[] {
  const newest = new Map(of.map((one) => [`${one.item.no}:${one.period.key}`, one]))
  return of.filter((one) => !one.place.item.one || newest.get(`${one.item.no}:${one.period.key}`) === one)
}

const figuresIn = (of: readonly ReadPeriod[], figures: Figures): PeriodFigures[] =>
  counting(of).flatMap(({ notice, place, period }) => {
    const own = figures.get(notice._id)
    return own ? [{ item: place.item, period: period.key, figures: own }] : []
  })

interface OnePeriod {
  period: ReadPeriod['period']
  shown: LedgerPeriod
}

/** The notices of each period together, the oldest first. */
function byPeriod(rule: LedgerRule, of: readonly ReadPeriod[], figures: Figures): OnePeriod[] {
  return [...grouped(of, ({ period }) => period.key).values()].flatMap((same): OnePeriod[] => {
    const last = same.at(-1)
    if (!last) return []
    const read = figuresIn(same, figures)
    const sum = read.length > 0 ? together(rule, read) : noFigures
    return [
      {
        period: last.period,
        shown: {
          period: last.period.key,
          periodName: periodText(last.period, null),
          notices: same.map(({ notice, item }) => ({
            notice: notice._id,
            itemNo: item.no,
            itemName: item.level2,
            title: notice.head.title,
            publishedAt: notice.head.publishedAt.toISOString(),
            correctedAt: notice.head.correctedAt?.toISOString() ?? null,
          })),
          ...sum,
          sentence: periodSentence(last.place, last.period, sum),
        },
      },
    ]
  })
}

function wholeOf(
  rule: LedgerRule,
  year: number,
  of: readonly ReadPeriod[],
  figures: Figures,
): Screen['response']['whole'] {
  const read = figuresIn(of, figures)
  const last = of.at(-1)
  if (read.length === 0 || !last) return null
  const sum = together(rule, read)
  return { ...sum, sentence: wholeSentence(rule, year, last.period, sum) }
}
