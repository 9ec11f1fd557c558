import { visitor } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { serve } from '../../../http/contract'
import { actorOf } from '../../accounts'
import { itemOf } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import { differenceView } from '../differences/reader'
import { workDifference } from '../differences/work'
import { search } from '../search/search'
import { workRows } from '../tables/work-rows'
import { checkPublished } from './check'
import { catalogueView, itemView } from './item-states'
import { listNotices } from './list'
import { editionsView, noticeView } from './notice-view'
import { rowsView } from './table-view'

/** What anybody may ask for; the token only changes how much is seen. */
export function readingRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/catalogue', ({ params, query }) =>
    catalogueView(deps, params.code, query.category),
  )
  on('GET /api/regions/:code/items/:no', ({ params }) => itemView(deps, params.code, params.no))
  on('GET /api/regions/:code/notices', async ({ params, query, actor }) => {
    const region = regionRef(await regionOf(deps, params.code))
    if (query.item !== undefined && !itemOf(region, query.item)) throw new AppError('itemNotFound')
    const viewer = actor?.viewer ?? visitor
    const { q, ...asked } = query
    if (q === undefined) return listNotices(deps, region, viewer, asked)
    const { notices: items, next } = await search(deps, region, viewer, { ...asked, q })
    return { items, ...(next ? { next } : {}) }
  })
  on('GET /api/check', ({ query }) => checkPublished(deps, query.code))
  on('GET /api/notices/:id', ({ params, query, actor }) =>
    noticeView(deps, params.id, actor?.viewer ?? visitor, query.edition),
  )
  on('GET /api/notices/:id/editions', ({ params, actor }) =>
    editionsView(deps, params.id, actor?.viewer ?? visitor),
  )
  on('GET /api/notices/:id/editions/:no/difference', (request) => {
    const { params, query, actor } = request
    return query.work
      ? workDifference(deps, params, actorOf(request), query)
      : differenceView(deps, params, actor?.viewer ?? visitor, query)
  })
  on('GET /api/notices/:id/rows', (request) => {
    const { params, query, actor } = request
    return query.work
      ? workRows(deps, actorOf(request), params.id, query)
      : rowsView(deps, params.id, actor?.viewer ?? visitor, query)
  })
}
