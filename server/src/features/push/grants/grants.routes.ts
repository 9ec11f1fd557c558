import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { actorOf } from '../../accounts'
import { grantsReported } from './reports'

/** What a person has granted in the WeChat sheet. */
export function grantsRoutes(app: FastifyInstance, deps: Deps): void {
  serve(app)('POST /api/me/grants', async (request) => ({
    grants: await grantsReported(deps, actorOf(request).account.openid, request.body.results),
  }))
}
