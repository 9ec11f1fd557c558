import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { catalogueView, itemView } from './catalogue.service'

export function catalogueRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/catalogue', ({ params, query }) =>
    catalogueView(deps, params.code, query.category),
  )
  on('GET /api/regions/:code/items/:no', ({ params }) => itemView(deps, params.code, params.no))
}
