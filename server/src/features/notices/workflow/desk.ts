import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { type EditionDoc, type NoticeDoc, noticeModels } from '../notices.model'
import { contentOf } from './content'

const mostOpen = 300
const recentlyPublished = 10
const lineFields = { elements: 0, body: 0, table: 0, pictures: 0 } as const

/** An edition without what a line of the desk does not show. */
export type DeskEdition = Omit<EditionDoc, 'elements' | 'body' | 'table' | 'pictures'>

/** What is being worked on in a region, the newest change first. */
export const openEditions = (db: Connection, region: string): Promise<DeskEdition[]> =>
  noticeModels(db)
    .Edition.find({ region, state: { $in: ['draft', 'returned', 'submitted', 'approved'] } }, lineFields)
    .sort({ updatedAt: -1 })
    .limit(mostOpen)
    .lean<DeskEdition[]>()

export const recentEditions = (db: Connection, region: string): Promise<DeskEdition[]> =>
  noticeModels(db)
    .Edition.find({ region, state: 'published' }, lineFields)
    .sort({ updatedAt: -1 })
    .limit(recentlyPublished)
    .lean<DeskEdition[]>()

/** What was published last under the same item, for the writer of the next one; null where nothing was. */
export async function lastOf({ db }: Deps, { region, item, notice }: EditionDoc) {
  const { Notice, Edition } = noticeModels(db)
  const [last] = await Notice.find({ region, item, state: 'published', _id: { $ne: notice } })
    .sort({ 'head.publishedAt': -1, _id: -1 })
    .limit(1)
    .lean<NoticeDoc[]>()
  const edition = last?.current ? await Edition.findById(last.current).lean<EditionDoc>() : null
  if (!last?.head || !edition) return null
  const { title, publishedAt } = last.head
  const { _id } = last
  const rows = edition.table?.rows ?? 0
  return { notice: _id, title, publishedAt: publishedAt.toISOString(), content: contentOf(edition), rows }
}
