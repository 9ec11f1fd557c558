import { hasPart, type NoticeLine, type Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import { holdersWho } from '../accounts'
import { announce, type Description, type Gone, type Subject } from '../announcements'
import { knownRegion, refOf, regionRefs } from '../regions'
import { type WallReportDoc, wallModels } from './wall.model'

const category = '办理'
/** A stranger may read it on a lock screen. */
const title = '组长报来一条公开墙的情况，等您看'

const linkOf = ({ region }: Pick<WallReportDoc, 'region'>): string => `cadre/wall/index?region=${region}`

/** Tells who writes for the village. Repeatable: a report is announced once. */
export async function tellClerk({ db }: Pick<Deps, 'db'>, report: WallReportDoc): Promise<void> {
  await announce(
    { db },
    {
      subject: { kind: 'wallReport', id: report._id },
      edition: 'reported',
      kind: 'work',
      region: report.region,
      scopes: [],
      urgency: 'prompt',
      at: report.at,
      validUntil: null,
      visit: false,
      againHours: null,
    },
  )
  await wallModels(db).WallReport.updateOne({ _id: report._id }, { $unset: { owed: 1 } })
}

/** What a crash left untold. */
export async function finishTold(deps: Deps): Promise<number> {
  const owed = await wallModels(deps.db).WallReport.find({ owed: true }).lean<WallReportDoc[]>()
  for (const report of owed) await tellClerk(deps, report)
  return owed.length
}

const reportOf = (deps: Pick<Deps, 'db'>, id: string): Promise<WallReportDoc | null> =>
  wallModels(deps.db).WallReport.findById(id).lean<WallReportDoc>()

const writes = (viewer: Viewer, region: string): boolean => hasPart(viewer.roles, region, 'write')
const workers = (deps: Deps, { region }: WallReportDoc): Promise<string[]> =>
  holdersWho(deps, region, (viewer) => writes(viewer, region))

async function describe(deps: Deps, id: string): Promise<Description | Gone> {
  const report = await reportOf(deps, id)
  const place = report && (await knownRegion(deps, report.region))
  if (!report || !place || report.state !== 'open') return { gone: 'done' }
  return {
    gone: null,
    edition: 'reported',
    ...{ title, name: category, category, item: null },
    text: async () => '',
    publishedAt: report.at,
    publishedBy: place.office.name || place.name,
    place: place.name,
    link: linkOf(report),
    titleIsOpen: true,
    mayRead: (viewer) => writes(viewer, report.region),
    concerns: async (concern, person) => concern === 'work' && (await workers(deps, report)).includes(person),
  }
}

async function lines(deps: Deps, ids: readonly string[], viewer: Viewer): Promise<NoticeLine[]> {
  const reports = await wallModels(deps.db)
    .WallReport.find({ _id: { $in: [...ids] } })
    .lean<WallReportDoc[]>()
  const refs = await regionRefs(
    deps,
    reports.map(({ region }) => region),
  )
  return reports.flatMap((report): NoticeLine[] => {
    const { _id: id, region, at } = report
    if (!writes(viewer, region)) return []
    return [
      {
        ...{ id, region, regionName: refOf(refs, region).name, itemNo: 0 },
        ...{ itemName: category, category, title, plain: null, publishedAt: at.toISOString() },
        ...{ link: linkOf(report), audience: 'public', access: 'title', mine: false, state: 'none', own: [] },
        stateText: report.state === 'open' ? null : '已办',
      },
    ]
  })
}

/** What a 组长 reports, announced to who writes for the village. */
export const wallSubject: Subject = {
  describe,
  lines,
  async concerned(deps, { subject }) {
    const report = await reportOf(deps, subject.id)
    if (report?.state !== 'open') return []
    return (await workers(deps, report)).map((person) => ({ person, concern: 'work' as const }))
  },
}
