import type { Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cacheByMarks } from '../../../storage/marked-cache'
import type { EditionRowDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { type PublishedNotice, publishedIn } from './published'
import { readableMark } from './region-mark'

/** The notices, published or withdrawn, whose current edition has a row of one household. */
type OwnNotices = ReadonlySet<string>

const mebibyte = 1024 * 1024
const keptHouseholds = cacheByMarks<OwnNotices>({
  maxBytes: 4 * mebibyte,
  bytesOf: (notices) => 300 + 100 * notices.size,
})

const batchSize = 100_000

/** Rows of a household stand only in notices of its own region: a row names it by a code of that region. */
const noticesOf = (deps: Deps, { region, household }: { region: string; household: string }) =>
  keptHouseholds(deps).get(
    household,
    async () => {
      const [rows, { byId }] = await Promise.all([
        noticeModels(deps.db)
          .EditionRow.find({ household }, { rowset: 1, notice: 1 })
          .batchSize(batchSize)
          .lean<Pick<EditionRowDoc, 'rowset' | 'notice'>[]>(),
        publishedIn(deps, region),
      ])
      // Rows of drafts lie in the same collection: only what the current edition points to counts.
      const current = rows.filter(({ notice, rowset }) => byId.get(notice)?.rowsets.includes(rowset))
      return new Set(current.map(({ notice }) => notice))
    },
    () => [readableMark(region)],
  )

/** The notices of some regions with a row of the viewer's household. */
export async function ownNoticeIds(
  deps: Deps,
  viewer: Viewer,
  regions: ReadonlySet<string>,
): Promise<OwnNotices> {
  const [home, ...others] = viewer.residences.filter(({ region }) => regions.has(region))
  if (!home) return new Set()
  const own = await noticesOf(deps, home)
  if (others.length === 0) return own
  const rest = await Promise.all(others.map((other) => noticesOf(deps, other)))
  return new Set([own, ...rest].flatMap((ids) => [...ids]))
}

/** The newest published notices with a row of the viewer's household. */
export async function ownNotices(deps: Deps, viewer: Viewer, limit: number): Promise<PublishedNotice[]> {
  const regions = new Set(viewer.residences.map(({ region }) => region))
  const [own, ...published] = await Promise.all([
    ownNoticeIds(deps, viewer, regions),
    ...[...regions].map((region) => publishedIn(deps, region)),
  ])
  return published
    .flatMap(({ listed }) => listed.filter(({ _id }) => own.has(_id)))
    .sort(newestFirst)
    .slice(0, limit)
}

function newestFirst(a: PublishedNotice, b: PublishedNotice): number {
  const later = b.head.publishedAt.getTime() - a.head.publishedAt.getTime()
  return later || (a._id < b._id ? 1 : -1)
}
