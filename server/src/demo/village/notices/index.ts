import statedJson from '../../../../../config/demo/notices.json'
import othersJson from '../../../../../config/demo/notices-elsewhere.json'
import { lastOf, months, quarters, weeks } from '../calendar'
import { hutang, regions, villages } from '../places'
import type { DemoHousehold, DemoNotice, DemoRegion } from '../types'
import { accounts, yearBudget } from './accounts'
import { assetRegister, dividend, earmarkedFunds, projects } from './assets'
import { budget, careForWomenAndChildren, resolutions } from './council'
import { officeCosts } from './entries'
import { illegalBuildings, sortingScores } from './keeping'
import { landNotice } from './land'
import { leadersNotice } from './leaders'
import { withLedger } from './ledger'
import { payNotice } from './pay'
import { inSeason, type Stated, statedNotice } from './stated'
import { bereaved, birthSupport, disabilityAllowance, happy80, redCross, veterans } from './welfare'
import { workNotice } from './work'

const bodies = ['committee', 'cooperative'] as const

/** A year of notices, oldest first. */
export function demoNotices(
  base: Date,
  households: readonly DemoHousehold[],
  byCode: ReadonlyMap<string, DemoHousehold>,
): DemoNotice[] {
  const stated: Stated[] = [...statedJson, ...othersJson]
  return [
    ...ofHutang(
      base,
      households.filter((one) => one.region === hutang.code),
      byCode,
    ),
    ...stated
      .filter((one) => inSeason(one, base))
      .map((one) => statedNotice(one, base, regionOf(one.region), byCode)),
    ...elsewhere(base, households),
  ]
    .map(withLedger)
    .sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime() || a.item - b.item)
}

function ofHutang(
  base: Date,
  households: readonly DemoHousehold[],
  byCode: ReadonlyMap<string, DemoHousehold>,
): DemoNotice[] {
  const year = months(base, 12, 8)
  // A whole year with its last month beside the same one of the year before.
  const accounted = months(base, 13, 8)
  const quarterly = (
    day: number,
    write: (quarter: ReturnType<typeof quarters>[number], at: number) => DemoNotice,
  ) => quarters(base, 4, day).map(write)
  const yearly = (month: number, day: number, write: (year: number, at: Date) => DemoNotice) => {
    const last = lastOf(base, month, day)
    return write(last.year - 1, last.publishedAt)
  }
  return [
    ...bodies.flatMap((body) => accounts(body, accounted, households).map((one) => one.notice)),
    ...accounted.map((month) => workNotice(month, households)),
    // 考评 has not been published for two months: one of the items shown as 应公开未公开.
    ...year.slice(0, -2).map(sortingScores),
    ...weeks(base, 8).map((week) => illegalBuildings(week, byCode)),
    ...quarterly(8, (quarter) => happy80(quarter, households)),
    ...quarterly(9, (quarter) => disabilityAllowance(quarter, households)),
    ...quarterly(9, (quarter) => redCross(quarter, households)),
    ...quarterly(10, (quarter) => veterans(quarter, households)),
    ...quarterly(10, careForWomenAndChildren),
    ...quarterly(10, (quarter) => birthSupport(quarter, households)),
    ...quarterly(6, resolutions),
    ...quarterly(10, (quarter) => landNotice(quarter, households)),
    ...quarterly(9, (quarter) => payNotice(quarter, officeCosts(quarter))),
    ...quarterly(10, assetRegister),
    ...quarterly(8, earmarkedFunds),
    ...quarterly(10, projects),
    leadersNotice(base, households),
    yearly(1, 15, (of, at) => bereaved(of, at, households)),
    yearly(1, 22, (of, at) => dividend(of, at, households)),
    yearly(2, 10, budget),
    ...bodies.map((body) => yearly(1, 20, (of, at) => yearBudget(body, of + 1, at))),
  ]
}

/** The other villages publish their land transfer too, so that each has rows that concern its households. */
const elsewhere = (base: Date, households: readonly DemoHousehold[]): DemoNotice[] =>
  villages
    .filter(({ region }) => region.code !== hutang.code)
    .flatMap(({ region }) =>
      quarters(base, 1, 14).map((quarter) =>
        landNotice(
          quarter,
          households.filter((one) => one.region === region.code),
          region,
        ),
      ),
    )

function regionOf(code: string): DemoRegion {
  const found = regions.find((one) => one.code === code)
  if (!found) throw new RangeError(`config/demo: no region ${code}`)
  return found
}
