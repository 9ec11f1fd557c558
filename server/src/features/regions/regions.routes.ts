import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { regionTree } from './regions'

export function regionsRoutes(app: FastifyInstance, deps: Deps): void {
  serve(app)('GET /api/regions', () => regionTree(deps))
}
