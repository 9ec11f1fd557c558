import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { actorOf } from '../../accounts'
import { inboxPage, markRead } from './inbox'

export function inboxRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/me/inbox', (request) => inboxPage(deps, actorOf(request), request.query))
  on('POST /api/me/inbox/read', (request) => markRead(deps, actorOf(request).person._id, request.body.ids))
}
