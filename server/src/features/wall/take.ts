import { type Cell, type Column, groupsLedBy, plainDateText, type WallReport } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { createNotice, editRows, workOf } from '../notices'
import { notThere, reportView, takesReports } from './reports'
import { type WallReportDoc, wallModels } from './wall.model'

/** 公开墙 */
const wallItem = 47

const columns: Column[] = [
  { key: 'group', label: '组别', kind: 'group' },
  { key: 'place', label: '地点', kind: 'text' },
  { key: 'problem', label: '问题', kind: 'text' },
  { key: 'due', label: '整改期限', kind: 'date' },
  { key: 'progress', label: '整改进度', kind: 'text' },
]

/** A row of the week's draft. The row is named by the report: taken twice, it is one row. */
export async function takeReport(deps: Deps, actor: Actor, id: string): Promise<WallReport> {
  const { WallReport } = wallModels(deps.db)
  const report = await WallReport.findById(id).lean<WallReportDoc>()
  if (!report || !takesReports(actor.viewer, report.region)) {
    const isLeader = report && groupsLedBy(actor.viewer, report.region).length > 0
    throw isLeader ? new AppError('forbidden') : notThere()
  }
  if (report.state !== 'open')
    throw new AppError('wrongState', { message: '这一条已经放进公开，或者组长撤回了，请刷新再看。' })
  const { notice, revision, head } = await draftOf(deps, actor, report)
  const changes = [{ key: `w${id}`, row: { household: null, cells: cellsOf(head, report) } }]
  await editRows(deps, actor, notice, { revision, changes }, null)
  const taken = await WallReport.findOneAndUpdate(
    { _id: id },
    { $set: { state: 'taken', notice } },
    { returnDocument: 'after' },
  ).lean<WallReportDoc>()
  return reportView(taken ?? report, actor)
}

interface Draft {
  notice: string
  revision: number
  head: readonly Column[]
}

/** The draft that another report of the week went into, while its clerk can still edit it. */
async function draftOf(deps: Deps, actor: Actor, { region, week }: WallReportDoc): Promise<Draft> {
  const before = await wallModels(deps.db)
    .WallReport.find({ region, week, state: 'taken' }, { notice: 1 })
    .sort({ at: -1 })
    .lean<Pick<WallReportDoc, 'notice'>[]>()
  for (const notice of new Set(before.flatMap((one) => one.notice ?? []))) {
    const edition = await workOf(deps, actor, notice).then(
      (work) => work.edition,
      () => null,
    )
    const isMine = edition?.author === actor.person._id
    if (edition?.table && isMine && (edition.state === 'draft' || edition.state === 'returned'))
      return { notice, revision: edition.revision, head: edition.table.columns }
  }
  const title = `违建整治公开墙（${plainDateText(week, deps.clock.now())}这一周）`
  const content = { title, table: { caption: '本周公开墙', columns } }
  const { edition } = await createNotice(deps, actor, { region, item: wallItem, content }, null)
  return { notice: edition.notice, revision: edition.revision, head: columns }
}

/** By the headings; what has no column of its own is said with the progress. */
function cellsOf(head: readonly Column[], report: WallReportDoc): Cell[] {
  const words: [RegExp, string, string][] = [
    [/组别|组$/, '组', report.group],
    [/地点|位置/, '地点', report.place],
    [/问题|情况说明/, '问题', report.problem],
  ]
  const without = words.filter(([label]) => !head.some((column) => label.test(column.label)))
  const progress = [
    ...without.map(([, name, text]) => `${name}：${text}`),
    without.length > 0 ? `进度：${report.progress}` : report.progress,
  ].join('；')
  return head.map(({ label }) => {
    if (/进度|整改情况/.test(label)) return progress
    return words.find(([heading]) => heading.test(label))?.[2] ?? null
  })
}
