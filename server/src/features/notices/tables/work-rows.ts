import { type Api, hasPart } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { offsetPage } from '../../../http/offset-cursor'
import type { Actor } from '../../accounts'
import type { EditionDoc } from '../notices.model'
import { isFolded } from '../reading/concealed'
import { placeOfNotice } from '../reading/current'
import { maySeeWork } from '../workflow/abilities'
import { publishedBefore, workingEdition } from '../workflow/store'
import { rowsOf } from './draft-rows'

const usualLimit = 100

/** A page of the table that is worked on, whole and in its order. */
export async function workRows(
  deps: Deps,
  { viewer }: Actor,
  noticeId: string,
  { cursor, limit = usualLimit }: Api['GET /api/notices/:id/rows']['query'],
): Promise<Api['GET /api/notices/:id/rows']['response']> {
  const newest = await workingEdition(deps, noticeId)
  const edition = maySeeWork(newest, viewer) ? newest : await publishedBefore(deps, newest)
  if (!maySeeWork(edition, viewer) && !mayCopy(edition, viewer)) throw new AppError('forbidden')
  if (await isFoldedNow(deps, edition))
    throw new AppError('forbidden', { message: '公示期已满，名单已收起，不能再取用。' })
  const rows = await rowsOf(deps, edition)
  const { page, next } = offsetPage(rows, { cursor, limit })
  return {
    edition: edition._id,
    revision: edition.revision,
    rows: page.map(({ key, household, cells }) => ({ key, household, own: false, cells })),
    total: rows.length,
    ...(next ? { next } : {}),
  }
}

/** Of a folded list (收起) the rows are each household's own, and nobody's to copy. */
async function isFoldedNow(deps: Deps, { state, notice }: EditionDoc): Promise<boolean> {
  if (state !== 'published' && state !== 'superseded') return false
  const place = await placeOfNotice(deps, notice)
  return place !== null && isFolded(place.notice, place.region, deps.clock.now())
}

/** What is published may be taken over into the next notice by whoever writes for the region. */
const mayCopy = ({ state, region }: EditionDoc, viewer: Actor['viewer']): boolean =>
  state === 'published' && hasPart(viewer.roles, region, 'write')
