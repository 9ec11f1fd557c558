import type { Column } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cacheByMarks } from '../../../storage/marked-cache'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { readableMark } from './region-mark'

/** A published or withdrawn notice: what lists, search and the states of items need of it. */
export interface PublishedNotice extends Pick<NoticeDoc, '_id' | 'region' | 'item' | 'category' | 'state'> {
  current: string
  head: NonNullable<NoticeDoc['head']>
  /** The row sets of the current edition's table. */
  rowsets: readonly string[]
  /** Of that table. */
  columns: readonly Column[]
}

/** What can be read of a region, the newest first. Shared by many readers: nobody changes it. */
export interface Published {
  region: string
  /** Only those in state `published`. */
  listed: readonly PublishedNotice[]
  /** Also those that were withdrawn. */
  byId: ReadonlyMap<string, PublishedNotice>
}

const mebibyte = 1024 * 1024
/** A notice without its texts, roughly. */
const bareBytes = 800
const columnBytes = 160

const keptRegions = cacheByMarks<Published>({
  maxBytes: 24 * mebibyte,
  bytesOf: ({ byId }) => {
    let bytes = 0
    for (const { head, columns } of byId.values()) {
      bytes +=
        bareBytes +
        columnBytes * columns.length +
        2 * (head.title.length + head.plain.length + head.words.length)
    }
    return bytes
  },
})

/** What can be read of a region; kept until something is published, withdrawn, taken down or folded there. */
export const publishedIn = (deps: Deps, region: string): Promise<Published> =>
  keptRegions(deps).get(
    region,
    () => load(deps, region),
    () => [readableMark(region)],
  )

type Loaded = Omit<NoticeDoc, 'owed' | 'author' | 'createdAt' | 'madeBy' | 'madeHash'> & {
  edition: {
    table?: (Pick<NonNullable<EditionDoc['table']>, 'rowset' | 'columns'> & { sets?: string[] }) | null
  }[]
}

/** More than any region has: one answer instead of pages of a hundred. */
const batchSize = 100_000

async function load({ db }: Deps, region: string): Promise<Published> {
  const { Notice } = noticeModels(db)
  const found = await Notice.aggregate<Loaded>([
    { $match: { region, state: { $in: ['published', 'withdrawn'] } } },
    { $sort: { 'head.publishedAt': -1, _id: -1 } },
    { $lookup: { from: 'editions', localField: 'current', foreignField: '_id', as: 'edition' } },
    {
      $project: {
        region: 1,
        item: 1,
        category: 1,
        state: 1,
        current: 1,
        head: 1,
        'edition.table.rowset': 1,
        'edition.table.sets': 1,
        'edition.table.columns': 1,
      },
    },
  ]).option({ batchSize })
  const notices = found.flatMap(({ edition: [edition], current, head, ...notice }): PublishedNotice[] => {
    if (current === null || head === null || !edition) return []
    const { table } = edition
    const rowsets = table ? [table.rowset, ...(table.sets ?? [])] : []
    return [{ ...notice, current, head, rowsets, columns: table?.columns ?? [] }]
  })
  return {
    region,
    listed: notices.filter(({ state }) => state === 'published'),
    byId: new Map(notices.map((notice) => [notice._id, notice])),
  }
}
