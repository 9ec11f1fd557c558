import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { regionTree, regionView } from './regions.service'

export function regionsRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions', () => regionTree(deps))
  on('GET /api/regions/:code', (request) => regionView(deps, request.params.code))
}
