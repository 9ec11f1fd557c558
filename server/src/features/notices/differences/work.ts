import type { Api, Difference, KeyedRow } from '@hutang/shared'
import { contentDifference, rowDifferences } from '@hutang/shared/differences'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { offsetPage } from '../../../http/offset-cursor'
import type { Actor } from '../../accounts'
import type { EditionDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { noticeOf } from '../reading/current'
import { rowsOf } from '../tables/draft-rows'
import { maySeeWork } from '../workflow/abilities'
import { refuseConcealed } from '../workflow/store'
import { isSame, noHead, rowDifference, tableDifference } from './compose'

const usualLimit = 100

type Query = Api['GET /api/notices/:id/editions/:no/difference']['query']
type Side = Pick<
  EditionDoc,
  'editionNo' | 'publishedAt' | 'title' | 'plain' | 'elements' | 'body' | 'pictures' | 'validUntil' | 'ledger'
> & {
  table: Pick<NonNullable<EditionDoc['table']>, 'caption' | 'columns'> | null
  rows: readonly KeyedRow[]
}

/** What an edition that is worked on changes, whole, for who may see that work. */
export async function workDifference(
  deps: Deps,
  { id, no }: { id: string; no: number },
  { viewer }: Actor,
  query: Query,
): Promise<Difference> {
  const { Edition } = noticeModels(deps.db)
  const edition = await Edition.findOne({ notice: id, editionNo: no }).lean<EditionDoc>()
  if (!edition) throw new AppError('noticeNotFound')
  if (!maySeeWork(edition, viewer)) throw new AppError('forbidden')
  const notice = await noticeOf(deps.db, id)
  if (notice) refuseConcealed(notice, deps.clock.now())
  const old = edition.base ? await Edition.findById(edition.base).lean<EditionDoc>() : null
  if (!old) throw new AppError('notFound', { message: '这是第一版，没有更早的一版可比。' })
  const [before, after] = await Promise.all([side(deps, old), side(deps, edition)])
  return between(before, after, edition.change?.note ?? null, query)
}

const side = async (deps: Deps, edition: EditionDoc): Promise<Side> => ({
  ...edition,
  rows: await rowsOf(deps, edition),
})

function between(
  before: Side,
  after: Side,
  note: string | null,
  { cursor, limit = usualLimit }: Query,
): Difference {
  const parts = { ...contentDifference(before, after), table: tableBetween(before, after, { cursor, limit }) }
  return { from: ofSide(before), to: ofSide(after), note, same: isSame(parts), ...parts }
}

const ofSide = ({ editionNo, publishedAt }: Side): Difference['from'] => ({
  editionNo,
  at: publishedAt ? publishedAt.toISOString() : null,
})

function tableBetween(
  before: Side,
  after: Side,
  page: { cursor?: string | undefined; limit: number },
): Difference['table'] {
  const head = tableDifference(before.table, after.table)
  if (!head) return null
  const heads = [before.table ?? noHead, after.table ?? noHead] as const
  const places = rowDifferences(
    { columns: heads[0].columns, rows: before.rows },
    { columns: heads[1].columns, rows: after.rows },
  )
  const { page: shown, next } = offsetPage(places, page)
  const seen = (rows: readonly KeyedRow[], place: number | null) => {
    const row = place === null ? undefined : rows[place]
    return row && place !== null ? { ...row, own: false, place: place + 1 } : null
  }
  const rows = shown.map((one) =>
    rowDifference(heads, seen(before.rows, one.before), seen(after.rows, one.after)),
  )
  return { ...head, rows, total: places.length, ...(next ? { next } : {}) }
}
