import type { Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { EditionDoc, EditionRowDoc, NoticeDoc } from '../notices.model'
import { noticeModels } from '../notices.model'

type Rowsets = Pick<EditionDoc, '_id'> & { table: { rowset: string } | null }

const households = (viewer: Viewer): string[] => viewer.residences.map((home) => home.household)

/** Of the given notices those whose current edition has a row of the viewer's household. */
export async function ownAmong(
  { db }: Deps,
  notices: readonly NoticeDoc[],
  viewer: Viewer,
): Promise<Set<string>> {
  if (notices.length === 0 || viewer.residences.length === 0) return new Set()
  const rows = await noticeModels(db)
    .EditionRow.find(
      { household: { $in: households(viewer) }, notice: { $in: notices.map(({ _id }) => _id) } },
      { rowset: 1, notice: 1 },
    )
    .lean<EditionRowDoc[]>()
  if (rows.length === 0) return new Set()
  // Rows of drafts lie in the same collection: only what the current edition points to counts.
  const touched = new Set(rows.map(({ notice }) => notice))
  const current = notices.flatMap((one) => (one.current && touched.has(one._id) ? [one.current] : []))
  const editions = await noticeModels(db)
    .Edition.find({ _id: { $in: current } }, { 'table.rowset': 1 })
    .lean<Rowsets[]>()
  const rowsets = new Set(editions.flatMap(({ table }) => (table ? [table.rowset] : [])))
  return new Set(rows.filter(({ rowset }) => rowsets.has(rowset)).map(({ notice }) => notice))
}

/** The newest published notices with a row of the viewer's household. */
export async function ownNotices(deps: Deps, viewer: Viewer, limit: number): Promise<NoticeDoc[]> {
  if (viewer.residences.length === 0) return []
  const { Notice, EditionRow } = noticeModels(deps.db)
  const touched = await EditionRow.distinct('notice', { household: { $in: households(viewer) } })
  const notices = await Notice.find({ _id: { $in: touched }, state: 'published' })
    .sort({ 'head.publishedAt': -1, _id: -1 })
    .limit(limit * 2)
    .lean<NoticeDoc[]>()
  const own = await ownAmong(deps, notices, viewer)
  return notices.filter(({ _id }) => own.has(_id)).slice(0, limit)
}
