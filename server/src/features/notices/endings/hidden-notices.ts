import type { Deps } from '../../../deps'
import { publicMark } from '../../../http/public-cache'
import { cacheByMarks, longestUnseenMs } from '../../../storage/marked-cache'
import { type HidingDoc, type NoticeDoc, noticeModels } from '../notices.model'
import { readableNotices } from '../reading/current'
import { concernedIn } from './concerned'

type Head = NonNullable<NoticeDoc['head']>
export type HiddenNotice = Pick<NoticeDoc, '_id' | 'region' | 'item'> & { hidden: HidingDoc; head: Head }

const kept = cacheByMarks<NoticeDoc[]>({ maxEntries: 200, ttlMs: longestUnseenMs })

/** What is hidden now in a region, or in the villages of a township; the first to end is first. */
export async function hiddenNotices(deps: Deps, region: string): Promise<HiddenNotice[]> {
  const now = deps.clock.now()
  const all = await kept(deps).get(
    region,
    () =>
      noticeModels(deps.db)
        .Notice.find({ 'hidden.until': { $gt: new Date(0) }, region: { $regex: `^${region}` } })
        .sort({ 'hidden.until': 1 })
        .lean<NoticeDoc[]>(),
    () => [publicMark],
  )
  return all.flatMap(({ _id, region: code, item, hidden, head }) =>
    hidden && head && now < hidden.until ? [{ _id, region: code, item, hidden, head }] : [],
  )
}

/** The heads of some notices, by notice, as who decides reads them. */
export async function headsOf(deps: Deps, ids: readonly string[]): Promise<Map<string, Head>> {
  const notices = await readableNotices(deps, [...new Set(ids)])
  return new Map(notices.map(({ _id, head }) => [_id, head]))
}

/** Whose data stand in a notice (see concernedIn). */
export async function concernedBy(deps: Deps, id: string) {
  const notice = await noticeModels(deps.db).Notice.findById(id).lean<NoticeDoc>()
  return notice ? concernedIn(deps, notice) : []
}
