import { type Cell, type OwnFigure, ownFigures, ownHomes, personOfKey, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cacheByMarks } from '../../../storage/marked-cache'
import { belongsToPersons } from '../../catalogue'
import type { EditionRowDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { type PublishedNotice, publishedIn } from './published'
import { readableMark } from './region-mark'

/** By notice, published or withdrawn, what stands in its current edition for one household or person. */
type OwnNotices = ReadonlyMap<string, readonly OwnFigure[]>

interface Kept {
  figures: OwnNotices
  rows: ReadonlyMap<string, readonly (readonly Cell[])[]>
}

const none: Kept = { figures: new Map(), rows: new Map() }

const mebibyte = 1024 * 1024
const keptHouseholds = cacheByMarks<Kept>({
  maxBytes: 12 * mebibyte,
  bytesOf: ({ rows }) => {
    let bytes = 300
    for (const own of rows.values()) bytes += 500 + own.reduce((sum, cells) => sum + 40 * cells.length, 0)
    return bytes
  },
})

const batchSize = 100_000

type Owner = { region: string; household: string }
type OwnRow = Pick<EditionRowDoc, 'rowset' | 'notice' | 'household' | 'cells'>

/** What stands for each of the owners; of those that are not kept, all is read at once. */
export function rowsOfOwners(deps: Deps, owners: readonly Owner[]): Promise<Kept[]> {
  let reading: Promise<OwnRow[]> | null = null
  const read = () => {
    reading ??= rowsOf(
      deps,
      owners.map(({ household }) => household),
    )
    return reading
  }
  return Promise.all(owners.map((owner) => rowsOfOwner(deps, owner, read)))
}

const rowsOf = (deps: Deps, households: readonly string[]): Promise<OwnRow[]> =>
  noticeModels(deps.db)
    .EditionRow.find(
      { household: { $in: [...households] } },
      { rowset: 1, notice: 1, household: 1, cells: 1 },
    )
    .batchSize(batchSize)
    .lean<OwnRow[]>()
    // Once, although several wait for it.
    .exec()

/** Rows of a household or a person stand only in notices of its own region: a row names it by a code of that region. */
async function rowsOfOwner(deps: Deps, owner: Owner, read: () => Promise<OwnRow[]>): Promise<Kept> {
  // Few notices have rows of persons: without one there is nothing to ask for.
  if (personOfKey(owner.household) !== null) {
    const { all } = await publishedIn(deps, owner.region)
    const some = all.some(({ item, rowsets }) => rowsets.length > 0 && belongsToPersons(owner.region, item))
    if (!some) return none
  }
  return readRows(deps, owner, read)
}

const readRows = (deps: Deps, { region, household }: Owner, read: () => Promise<OwnRow[]>): Promise<Kept> =>
  keptHouseholds(deps).get(
    household,
    async () => {
      const [rows, { byId }] = await Promise.all([read(), publishedIn(deps, region)])
      // Rows of drafts lie in the same collection: only what the current edition points to counts.
      const current = rows.filter(
        ({ notice, rowset, household: of }) => of === household && byId.get(notice)?.rowsets.includes(rowset),
      )
      const byNotice = new Map<string, Cell[][]>()
      for (const { notice, cells } of current) byNotice.set(notice, [...(byNotice.get(notice) ?? []), cells])
      const figures = new Map(
        [...byNotice].map(([notice, own]) => [notice, ownFigures(byId.get(notice)?.columns ?? [], own)]),
      )
      return { figures, rows: byNotice }
    },
    () => [readableMark(region)],
  )

/** The notices of some regions with a row of the viewer's household, with its figures; of several households the first's. */
export async function ownFiguresIn(
  deps: Deps,
  viewer: Viewer,
  regions: ReadonlySet<string>,
): Promise<OwnNotices> {
  const homes = ownHomes(viewer).filter(({ region }) => regions.has(region))
  const own = await rowsOfOwners(deps, homes)
  return new Map(own.reverse().flatMap(({ figures }) => [...figures]))
}

/** The newest published notices with a row of the viewer's household; `eachItemOnce` leaves out earlier ones of an item. */
export async function ownNotices(
  deps: Deps,
  viewer: Viewer,
  { limit, eachItemOnce = false }: { limit: number; eachItemOnce?: boolean },
): Promise<PublishedNotice[]> {
  const regions = new Set(ownHomes(viewer).map(({ region }) => region))
  const [own, ...published] = await Promise.all([
    ownFiguresIn(deps, viewer, regions),
    ...[...regions].map((region) => publishedIn(deps, region)),
  ])
  const newest = published.flatMap(({ listed }) => listed.filter(({ _id }) => own.has(_id))).sort(newestFirst)
  const shown = eachItemOnce ? firstOfItem(newest) : newest
  return shown.slice(0, limit)
}

function firstOfItem(notices: readonly PublishedNotice[]): PublishedNotice[] {
  const items = new Map<string, PublishedNotice>()
  for (const notice of notices) {
    const item = `${notice.region} ${notice.item}`
    if (!items.has(item)) items.set(item, notice)
  }
  return [...items.values()]
}

function newestFirst(a: PublishedNotice, b: PublishedNotice): number {
  const later = b.head.publishedAt.getTime() - a.head.publishedAt.getTime()
  return later || (a._id < b._id ? 1 : -1)
}
