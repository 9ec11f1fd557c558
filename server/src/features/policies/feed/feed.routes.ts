import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { actorOf } from '../../accounts'
import { policyFeed } from './feed'
import { importPolicies } from './import'

export function policyFeedRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/feeds/policies', ({ query }) => policyFeed(deps, query))
  on('POST /api/regions/:code/policies/import', async (request) => ({
    items: await importPolicies(deps, actorOf(request), request.params.code, request.body.items),
  }))
}
