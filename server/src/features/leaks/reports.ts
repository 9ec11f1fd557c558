import { randomUUID } from 'node:crypto'
import { type Api, decidesAbout, visibleText } from '@hutang/shared'
import { refuseBadWords, type Writer } from '../../channels/words'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { refusePersonalData } from '../notices'
import { type LeakReportDoc, leakModels, leaksMark } from './leaks.model'
import { type LeakKindOf, notFoundOf, placeOfLeak } from './place'

/** 报告泄露: by anybody, whoever they are. What they write is read by those who decide, and is deleted with the notice. */
export async function reportLeak(
  deps: Deps,
  writer: Writer,
  id: string,
  what: string,
  kind: LeakKindOf = 'notice',
): Promise<Api['POST /api/notices/:id/leak-reports']['response']> {
  const place = await placeOfLeak(deps, kind, id)
  if (!place) throw new AppError(notFoundOf[kind])
  if (place.state === 'takenDown')
    throw new AppError('wrongState', { message: '这条公开已经撤下了，谢谢您。' })
  const text = visibleText(what)
  if (text.length < 2) {
    const fields = [{ field: 'what', message: '哪里不对：请写明哪一行、哪一处有不该公开的信息。' }]
    throw new AppError('invalidFields', { fields })
  }
  refusePersonalData('what', '哪里不对', text)
  const before = await lastOfMany(deps, id)
  if (before) return received(before._id)
  const where = { what: 'leak' as const, region: place.region.code, about: id }
  await refuseBadWords(deps, writer, where, [{ field: 'what', title: '哪里不对', text }])
  const report: LeakReportDoc = {
    _id: randomUUID(),
    notice: id,
    region: place.region.code,
    item: place.item,
    what: text,
    at: deps.clock.now(),
    state: 'open',
    closed: null,
  }
  await leakModels(deps.db).LeakReport.create(report)
  await deps.marks.move(leaksMark)
  return received(report._id)
}

const received = (id: string): Api['POST /api/notices/:id/leak-reports']['response'] => ({
  id,
  text: '收到了，谢谢您。村里和镇里会马上核对，您写的内容不公开。',
})

/** As many of one notice say enough; who floods the desk must not hide what is said of another. */
const mostOpenOfOne = 10

/** The newest open report of a notice that has so many that no further one is kept; null where it has not. */
async function lastOfMany({ db }: Deps, notice: string): Promise<Pick<LeakReportDoc, '_id'> | null> {
  const open = await leakModels(db)
    .LeakReport.find({ notice, state: 'open' }, { at: 1 })
    .sort({ at: -1 })
    .limit(mostOpenOfOne)
    .lean<Pick<LeakReportDoc, '_id'>[]>()
  return open.length < mostOpenOfOne ? null : (open[0] ?? null)
}

export async function reportView(
  { db }: Deps,
  id: string,
): Promise<Api['GET /api/leak-reports/:id']['response']> {
  const report = await leakModels(db).LeakReport.findById(id).lean<LeakReportDoc>()
  if (!report) throw new AppError('notFound', { message: '没有找到这次报告。' })
  const { state, at, closed } = report
  return {
    state,
    text: closed ? `已经处理：${closed.done}` : '已经收到，还在核对。',
    at: at.toISOString(),
    closedAt: closed ? closed.at.toISOString() : null,
  }
}

/** Says what was done. Closed once: the second is told. */
export async function closeReport(deps: Deps, actor: Actor, id: string, done: string): Promise<void> {
  const { LeakReport } = leakModels(deps.db)
  const report = await LeakReport.findById(id).lean<LeakReportDoc>()
  if (!report) throw new AppError('notFound', { message: '没有找到这次报告。' })
  if (!decidesAbout(actor.viewer.roles, report.region)) throw new AppError('forbidden')
  const text = visibleText(done)
  if (text === '') {
    const fields = [{ field: 'done', message: '怎样处理的：请写明核对的结果，报告的人看得到。' }]
    throw new AppError('invalidFields', { fields })
  }
  refusePersonalData('done', '怎样处理的', text)
  const where = { what: 'leak' as const, region: report.region, about: report.notice }
  await refuseBadWords(deps, actor.account, where, [{ field: 'done', title: '怎样处理的', text }])
  const closed = { done: text, by: actor.person.name, at: deps.clock.now() }
  const { modifiedCount } = await LeakReport.updateOne(
    { _id: id, state: 'open' },
    { $set: { state: 'closed', closed } },
  )
  if (modifiedCount === 0) throw new AppError('reportClosed')
  await deps.marks.move(leaksMark)
}
