import {
  type Api,
  accessTo,
  type Difference,
  maskedCells,
  masksNames,
  type Names,
  ownHomes,
  type Restriction,
  type RowDifference,
  rowAccess,
  type Viewer,
  visibleRows,
} from '@hutang/shared'
import {
  type ComparedTable,
  cellChanges,
  contentDifference,
  type RowPlaces,
  rowDifferences,
  textDifference,
  validityDifference,
} from '@hutang/shared/differences'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { offsetPage } from '../../../http/offset-cursor'
import { cacheByMarks } from '../../../storage/marked-cache'
import type { EditionRowDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { type CurrentNotice, readable } from '../reading/current'
import { maskedNames } from '../reading/masked-names'
import { readableMark } from '../reading/region-mark'
import type { ShownEdition } from '../reading/shown-edition'
import { keyOf } from '../tables/row-sets'
import { isSame, noHead, rowDifference, type SeenRow, tableDifference } from './compose'

const usualLimit = 100
/** One answer instead of pages of a hundred. */
const batchSize = 100_000

type Query = Api['GET /api/notices/:id/editions/:no/difference']['query']

/**
 * What an edition changed, made of what the viewer may see of both editions and of nothing else: so it tells no
 * more than the two editions one after the other.
 */
export async function differenceView(
  deps: Deps,
  { id, no }: { id: string; no: number },
  viewer: Viewer,
  query: Query,
): Promise<Difference> {
  if (no === 1) throw new AppError('notFound', { message: '这是第一版，没有更早的一版可比。' })
  const [now, old] = await Promise.all([
    readable(deps, id, viewer, { editionNo: no }),
    readable(deps, id, viewer, { editionNo: no - 1 }),
  ])
  // Where either list is folded (收起) the difference tells no names.
  const restriction = stricter(now.restriction, old.restriction)
  const hidden = accessTo(viewer, restriction) === 'title'
  const title = textDifference(old.edition.title, now.edition.title)
  const validUntil = validityDifference(old.edition.validUntil, now.edition.validUntil)
  const parts = hidden
    ? { title, plain: null, body: null, elements: [], pictures: [], table: null, validUntil, ledger: [] }
    : {
        ...contentDifference(old.edition, now.edition),
        table: await tableFor(deps, old.edition, now, viewer, restriction, query),
      }
  return {
    from: ofEdition(old.edition),
    to: ofEdition(now.edition),
    note: hidden ? null : (now.edition.change?.note ?? null),
    same: isSame(parts),
    ...parts,
  }
}

const stricter = (one: Restriction, other: Restriction): Restriction =>
  one.maskLevel >= other.maskLevel ? one : other

const ofEdition = ({ editionNo, publishedAt }: ShownEdition): Difference['from'] => ({
  editionNo,
  at: publishedAt ? publishedAt.toISOString() : null,
})

async function tableFor(
  deps: Deps,
  old: ShownEdition,
  current: CurrentNotice,
  viewer: Viewer,
  restriction: Restriction,
  { cursor, limit = usualLimit }: Query,
): Promise<Difference['table']> {
  const now = current.edition
  const access = rowAccess(viewer, restriction)
  const head = access === 'none' ? null : tableDifference(old.table, now.table)
  if (!head) return null
  const register = await maskedNames(deps, restriction)
  const places = await placesOf(deps, old, current, restriction, register)
  const mine = new Set(ownHomes(viewer).map(({ household }) => household))
  const [ownBefore, ownNow] = [old, now].map(({ rows }) => new Set(rows.placesOf(mine)))
  const isOwn = ({ before, after }: RowPlaces): boolean =>
    (before !== null && ownBefore?.has(before) === true) || (after !== null && ownNow?.has(after) === true)
  const own = places.filter(isOwn)
  const seen = access === 'own' ? own : [...own, ...places.filter((one) => one.forOthers && !isOwn(one))]
  const { page, next } = offsetPage(seen, { cursor, limit })
  const row = (edition: ShownEdition, place: number | null): SeenRow | null => {
    if (place === null) return null
    const [shown] = visibleRows(
      edition.rows.at([place]),
      edition.table?.columns ?? [],
      viewer,
      restriction,
      register,
    )
    return shown ? { ...shown, place: access === 'all' ? place + 1 : null } : null
  }
  const rows = page.flatMap(({ before, after }): RowDifference[] => {
    const [was, is] = [row(old, before), row(now, after)]
    const heads = [old.table ?? noHead, now.table ?? noHead] as const
    // A row that was one's own, or came to be, is told apart: the other's is masked.
    if (was && is && was.own !== is.own)
      return [rowDifference(heads, was, null), rowDifference(heads, null, is)]
    return was || is ? [rowDifference(heads, was, is)] : []
  })
  return { ...head, rows, total: seen.length, ...(next ? { next } : {}) }
}

/** `forOthers`: something is different for who sees the row masked, too. */
type Places = readonly (RowPlaces & { forOthers: boolean })[]

const mebibyte = 1024 * 1024
const kept = cacheByMarks<Places>({ maxBytes: 8 * mebibyte, bytesOf: (places) => 200 + 60 * places.length })

/** Published editions do not change: compared once, until something else can be read in the region. */
const placesOf = (
  deps: Deps,
  old: ShownEdition,
  { edition, notice }: CurrentNotice,
  restriction: Restriction,
  register: Names | null,
): Promise<Places> =>
  kept(deps).get(
    edition._id,
    () => compare(deps, old, edition, restriction, register),
    () => [readableMark(notice.region)],
  )

async function compare(
  deps: Deps,
  old: ShownEdition,
  now: ShownEdition,
  restriction: Restriction,
  register: Names | null,
): Promise<Places> {
  const [before, after] = await Promise.all([comparedRows(deps, old), comparedRows(deps, now)])
  const masked = ({ columns, rows }: ComparedTable, place: number) => {
    const cells = rows[place]?.cells ?? []
    return { columns, cells: masksNames(restriction) ? maskedCells(columns, { cells }, register) : cells }
  }
  return rowDifferences(before, after).map((places) => {
    const both = places.before !== null && places.after !== null && places.changed
    const forOthers =
      !both || cellChanges(masked(before, places.before ?? 0), masked(after, places.after ?? 0)).length > 0
    return { ...places, forOthers }
  })
}

async function comparedRows({ db }: Deps, { rows, table }: ShownEdition): Promise<ComparedTable> {
  if (!table) return { columns: [], rows: [] }
  const keys = await noticeModels(db)
    .EditionRow.find({ rowset: table.rowset }, { key: 1, n: 1 })
    .sort({ n: 1 })
    .batchSize(batchSize)
    .lean<Pick<EditionRowDoc, '_id' | 'key' | 'n'>[]>()
  const all = rows.at(Array.from({ length: rows.length }, (_, place) => place))
  return {
    columns: table.columns,
    rows: all.map((row, at) => {
      const key = keys[at]
      return { ...row, key: key ? keyOf(key) : null }
    }),
  }
}
