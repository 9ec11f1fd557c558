import { randomUUID } from 'node:crypto'
import {
  type Api,
  dayBegins,
  gateFields,
  groupsLedBy,
  hasPart,
  maskNamesIn,
  plainDateText,
  roleText,
  shanghaiDate,
  type Viewer,
  type WallReport,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { groupsOf, regionOf, regionRef } from '../regions'
import { namesIn } from '../residents'
import { type WallReportDoc, wallModels } from './wall.model'
import { tellClerk } from './work'

const dayMs = 86_400_000

/** The Monday of a week in Shanghai. */
export function weekOf(now: Date): string {
  const today = shanghaiDate(now)
  const sinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  return shanghaiDate(new Date(dayBegins(today).getTime() - sinceMonday * dayMs))
}

const lastDayOf = (week: string): string => shanghaiDate(new Date(dayBegins(week).getTime() + 6 * dayMs))
const weekBefore = (week: string): string => shanghaiDate(new Date(dayBegins(week).getTime() - 7 * dayMs))

/** The village's own clerk makes rows of what was reported. */
export const takesReports = ({ roles }: Pick<Viewer, 'roles'>, region: string): boolean =>
  hasPart(roles, region, 'write')

const stateWords = { open: '等村经办看', taken: '已放进本周的公开', dropped: '已撤回' } as const

export const reportView = (doc: WallReportDoc, { person }: Pick<Actor, 'person'>): WallReport => ({
  id: doc._id,
  ...{ group: doc.group, place: doc.place, problem: doc.problem, progress: doc.progress, week: doc.week },
  at: doc.at.toISOString(),
  ...{ by: doc.by, state: doc.state, stateText: stateWords[doc.state] },
  own: doc.person === person._id,
  notice: doc.notice,
})

export async function wallOf(
  deps: Deps,
  actor: Actor,
  code: string,
): Promise<Api['GET /api/regions/:code/wall']['response']> {
  const region = regionRef(await regionOf(deps, code))
  const [groups, takes] = [groupsLedBy(actor.viewer, code), takesReports(actor.viewer, code)]
  if (groups.length === 0 && !takes) throw refused()
  const now = deps.clock.now()
  const week = weekOf(now)
  const reports = await wallModels(deps.db)
    .WallReport.find({
      region: code,
      week: { $in: [week, weekBefore(week)] },
      state: { $ne: 'dropped' },
      ...(takes ? {} : { group: { $in: groups } }),
    })
    .sort({ at: -1, _id: -1 })
    .lean<WallReportDoc[]>()
  const said = new Set(reports.flatMap((one) => (one.week === week ? [one.group] : [])))
  const all = takes ? (await groupsOf(deps, code)).map(({ name }) => name) : groups
  return {
    region,
    week: `${plainDateText(week, now)}这一周，${plainDateText(lastDayOf(week), now)}以前报`,
    ...{ groups, takes },
    missing: all.filter((group) => !said.has(group)),
    reports: reports.map((one) => reportView(one, actor)),
  }
}

const refused = () => new AppError('forbidden', { message: '公开墙由本组的组长报，村经办来放。' })

type Body = Api['POST /api/regions/:code/wall']['body']

/** Kept without a number of a person, and with every name of the register masked. */
export async function reportToWall(
  deps: Deps,
  actor: Actor,
  code: string,
  { group, ...words }: Body,
): Promise<WallReport> {
  await regionOf(deps, code)
  if (!groupsLedBy(actor.viewer, code).includes(group)) throw refused()
  const titles = { place: '地点', problem: '问题', progress: '进度' } as const
  const keys = ['place', 'problem', 'progress'] as const
  const fields = gateFields(keys.map((field) => ({ field, title: titles[field], text: words[field] })))
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  const names = await namesIn(deps, code)
  const masked = (text: string) => maskNamesIn(text.trim(), names)
  const now = deps.clock.now()
  const report: WallReportDoc = {
    ...{ _id: randomUUID(), region: code, group, week: weekOf(now), at: now },
    ...{ place: masked(words.place), problem: masked(words.problem), progress: masked(words.progress) },
    person: actor.person._id,
    by: `${actor.person.name}（${group}${roleText['group-leader']}）`,
    ...{ state: 'open', notice: null, owed: true },
  }
  await wallModels(deps.db).WallReport.create(report)
  await tellClerk(deps, report)
  deps.work.send()
  return reportView(report, actor)
}

export async function dropReport(deps: Deps, actor: Actor, id: string): Promise<void> {
  const { WallReport } = wallModels(deps.db)
  const report = await WallReport.findById(id).lean<WallReportDoc>()
  const leads = report && groupsLedBy(actor.viewer, report.region).includes(report.group)
  if (!report || !leads || report.person !== actor.person._id) throw notThere()
  const gone = await WallReport.updateOne({ _id: id, state: 'open' }, { $set: { state: 'dropped' } })
  if (gone.matchedCount === 0)
    throw new AppError('wrongState', { message: '村经办已经放进公开了，要改请找村经办。' })
}

export const notThere = () => new AppError('notFound', { message: '没有找到这一条，请刷新再看。' })
