import { decidesAbout, hasPart, type LeakDesk, takenDownText } from '@hutang/shared'
import type { Deps } from '../../deps'
import { cacheByMarks } from '../../storage/marked-cache'
import type { Actor } from '../accounts'
import { headsOf, hiddenNotices } from '../notices'
import { publishedPolicies } from '../policies'
import { refOf, regionRefs } from '../regions'
import { type LeakDoc, type LeakHouseholdDoc, type LeakReportDoc, leakModels, leaksMark } from './leaks.model'
import { kindOfItem, namedAs, policyItem } from './place'

const mostCards = 100
const mostLooked = 3000

interface Kept {
  reports: LeakReportDoc[]
  leaks: (LeakDoc & { households: LeakHouseholdDoc[] })[]
}

const kept = cacheByMarks<Kept>({ maxEntries: 200, ttlMs: 60_000 })

const load = async ({ db }: Deps, region: string): Promise<Kept> => {
  const { Leak, LeakHousehold, LeakReport } = leakModels(db)
  const within = { $regex: `^${region}` }
  const [reports, leaks] = await Promise.all([
    LeakReport.find({ state: 'open', region: within })
      .sort({ at: 1 })
      .limit(mostLooked)
      .lean<LeakReportDoc[]>(),
    Leak.aggregate<Kept['leaks'][number]>([
      { $match: { region: within } },
      { $sort: { at: -1 } },
      { $limit: mostCards },
      {
        $lookup: {
          from: LeakHousehold.collection.name,
          localField: '_id',
          foreignField: 'notice',
          as: 'households',
        },
      },
    ]),
  ])
  return { reports: fairly(reports).slice(0, mostCards), leaks }
}

/** The first report of every notice before the second of any: many about one hide none about another. */
function fairly(reports: readonly LeakReportDoc[]): LeakReportDoc[] {
  const seen = new Map<string, number>()
  const ranked = reports.map((report) => {
    const rank = seen.get(report.notice) ?? 0
    seen.set(report.notice, rank + 1)
    return { report, rank }
  })
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ report }) => report)
}

const dayMs = 86_400_000
/** A takedown stays on the desk this long, and longer while somebody is still to be told. */
const shownDays = 30

/** What a region's office, and the township's above it, has to decide and to do about leaks; null for others. */
export async function leakDesk(deps: Deps, region: string, { viewer }: Actor): Promise<LeakDesk | null> {
  const decides =
    decidesAbout(viewer.roles, region) ||
    viewer.roles.some((one) => one.region === region && one.role.startsWith('township-'))
  if (!decides && !hasPart(viewer.roles, region, 'write')) return null
  const [{ reports, leaks }, hidden] = await Promise.all([
    kept(deps).get(
      region,
      () => load(deps, region),
      () => [leaksMark],
    ),
    decides ? hiddenNow(deps, region) : [],
  ])
  const heads = await titlesOf(deps, decides ? reports : [])
  const shown = leaks.map((leak) => ({ leak, open: leak.households.filter(isOpen).length }))
  const since = deps.clock.now().getTime() - shownDays * dayMs
  const refs = await regionRefs(
    deps,
    [...reports, ...leaks, ...hidden].map((one) => one.region),
  )
  const named = (one: { region: string; item: number }) => {
    const ref = refOf(refs, one.region)
    return {
      about: kindOfItem(one.item),
      regionName: ref.name,
      itemName: namedAs(ref, one.item)?.level2 ?? `第 ${one.item} 项`,
    }
  }
  return {
    reports: (decides ? reports : []).map((report) => ({
      id: report._id,
      notice: report.notice,
      ...named(report),
      title: heads.get(report.notice) || null,
      what: report.what,
      at: report.at.toISOString(),
      closed: null,
    })),
    hidden: hidden.map(({ _id, hidden: hiding, head, ...place }) => ({
      notice: _id,
      ...named(place),
      title: head.title,
      by: hiding.by,
      reason: hiding.reason,
      until: hiding.until.toISOString(),
      mine: hiding.person === viewer.person || hiding.account === viewer.account,
    })),
    takenDown: shown
      .filter(({ leak, open }) => open > 0 || leak.at.getTime() >= since)
      .map(({ leak, open }) => ({
        notice: leak.notice,
        ...named(leak),
        text: takenDownText(leak.at, leak.body),
        at: leak.at.toISOString(),
        households: leak.households.length,
        slipsOpen: open,
      })),
  }
}

/** Notices and policies that are hidden, the first to end first. */
async function hiddenNow(deps: Deps, region: string) {
  const [notices, { concealed }] = await Promise.all([hiddenNotices(deps, region), publishedPolicies(deps)])
  const policies = [...concealed.values()].flatMap(({ hidden, ...one }) =>
    hidden && one.region.startsWith(region) ? [{ ...one, hidden, item: policyItem }] : [],
  )
  return [...notices, ...policies].sort((a, b) => a.hidden.until.getTime() - b.hidden.until.getTime())
}

/** As who decides reads them. */
async function titlesOf(deps: Deps, reports: readonly LeakReportDoc[]): Promise<Map<string, string>> {
  const of = (isPolicy: boolean) =>
    reports.flatMap(({ notice, item }) => ((item === policyItem) === isPolicy ? [notice] : []))
  const [heads, { byId, concealed }] = await Promise.all([headsOf(deps, of(false)), publishedPolicies(deps)])
  const policies = of(true).flatMap((id) => byId.get(id) ?? concealed.get(id) ?? [])
  return new Map([
    ...[...heads].map(([id, { title }]) => [id, title] as const),
    ...policies.map(({ _id, head }) => [_id, head.title] as const),
  ])
}

const isOpen = ({ way, told }: LeakHouseholdDoc): boolean => way === 'slip' && told === null
