import { type Api, hasPart } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { offsetPage } from '../../../http/offset-cursor'
import type { Actor } from '../../accounts'
import type { EditionDoc } from '../notices.model'
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

/** What is published may be taken over into the next notice by whoever writes for the region. */
const mayCopy = ({ state, region }: EditionDoc, viewer: Actor['viewer']): boolean =>
  state === 'published' && hasPart(viewer.roles, region, 'write')
