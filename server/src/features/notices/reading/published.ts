import { type Column, isHidden, type LedgerPart } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cacheByMarks } from '../../../storage/marked-cache'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { readableMark } from './region-mark'

/** A notice that is or was published, or the tombstone of one: what lists, search and the states of items need of it. */
export interface PublishedNotice
  extends Pick<NoticeDoc, '_id' | 'region' | 'item' | 'category' | 'state' | 'nil'>,
    Required<Pick<NoticeDoc, 'hidden' | 'shownAgain' | 'ended' | 'steps'>> {
  current: string
  head: NonNullable<NoticeDoc['head']>
  /** The row sets of the current edition's table. */
  rowsets: readonly string[]
  /** Of that table. */
  columns: readonly Column[]
  /** Whose period of which ledger it is. */
  ledger: LedgerPart | null
}

/** What can be read of a region, the newest first. Shared by many readers: nobody changes it. */
export interface Published {
  region: string
  /** What is published, has content, and is not hidden (遮住). */
  listed: readonly PublishedNotice[]
  /** What keeps an item in order: also what is hidden for a day. */
  counted: readonly PublishedNotice[]
  /** Nil returns (本期无) that are published and not hidden. */
  nils: readonly PublishedNotice[]
  /** Also those that were withdrawn, and the tombstones. */
  all: readonly PublishedNotice[]
  byId: ReadonlyMap<string, PublishedNotice>
}

type PublishedDeps = Pick<Deps, 'db' | 'clock' | 'marks'>

const mebibyte = 1024 * 1024
/** A notice without its texts, roughly. */
const bareBytes = 800
const columnBytes = 160

/** What was read, and what it amounts to since the last instant at which a hidden notice showed again. */
interface Kept {
  all: readonly PublishedNotice[]
  shown: { published: Published; from: number; until: number }
}

const keptRegions = cacheByMarks<Kept>({
  maxBytes: 24 * mebibyte,
  bytesOf: ({ all }) => {
    let bytes = 0
    for (const { head, columns } of all) {
      bytes +=
        bareBytes +
        columnBytes * columns.length +
        2 * (head.title.length + head.plain.length + head.words.length)
    }
    return bytes
  },
})

/** What can be read of a region; kept until something is published, withdrawn, taken down or folded there. */
export async function publishedIn(deps: PublishedDeps, region: string): Promise<Published> {
  const now = deps.clock.now()
  const kept = await keptRegions(deps).get(
    region,
    async () => {
      const all = await load(deps, region)
      return { all, shown: shownAt(region, all, now) }
    },
    () => [readableMark(region)],
  )
  const { from, until } = kept.shown
  if (now.getTime() < from || now.getTime() >= until) kept.shown = shownAt(region, kept.all, now)
  return kept.shown.published
}

function shownAt(region: string, all: readonly PublishedNotice[], now: Date): Kept['shown'] {
  const published = all.filter(({ state }) => state === 'published')
  const counted = published.filter(({ nil }) => !nil)
  const turns = all.flatMap(({ hidden }) => (isHidden(hidden, now) && hidden ? hidden.until.getTime() : []))
  return {
    published: {
      region,
      listed: counted.filter(({ hidden }) => !isHidden(hidden, now)),
      counted,
      nils: published.filter(({ nil, hidden }) => nil && !isHidden(hidden, now)),
      all,
      byId: new Map(all.map((notice) => [notice._id, notice])),
    },
    from: now.getTime(),
    until: Math.min(Number.POSITIVE_INFINITY, ...turns),
  }
}

type Loaded = Omit<
  NoticeDoc,
  'owed' | 'author' | 'createdAt' | 'madeBy' | 'madeHash' | 'turn' | 'stepKey' | 'nilKey'
> & {
  edition: {
    ledger?: LedgerPart | null
    table?: (Pick<NonNullable<EditionDoc['table']>, 'rowset' | 'columns'> & { sets?: string[] }) | null
  }[]
}

/** More than any region has: one answer instead of pages of a hundred. */
const batchSize = 100_000

async function load({ db }: Pick<Deps, 'db'>, region: string): Promise<PublishedNotice[]> {
  const { Notice } = noticeModels(db)
  const found = await Notice.aggregate<Loaded>([
    { $match: { region, state: { $in: ['published', 'withdrawn', 'takenDown'] } } },
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
        nil: 1,
        hidden: 1,
        shownAgain: 1,
        ended: 1,
        steps: 1,
        'edition.table.rowset': 1,
        'edition.table.sets': 1,
        'edition.table.columns': 1,
        'edition.ledger': 1,
      },
    },
  ]).option({ batchSize })
  return found.flatMap(({ edition: [edition], current, head, ...notice }): PublishedNotice[] => {
    if (current === null || head === null || !edition) return []
    const { table } = edition
    const { hidden = null, shownAgain = null, ended = null, steps = [] } = notice
    // Of what was taken down nothing is read but the tombstone, also while it is still being deleted.
    const shown = notice.state === 'takenDown' ? null : table
    const rowsets = shown ? [shown.rowset, ...(shown.sets ?? [])] : []
    const columns = shown?.columns ?? []
    const ledger = notice.state === 'takenDown' ? null : (edition.ledger ?? null)
    return [{ ...notice, hidden, shownAgain, ended, steps, current, head, rowsets, columns, ledger }]
  })
}
