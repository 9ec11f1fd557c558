import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { actorOf } from '../../plugins/auth'
import { householdView } from './household.service'
import { meScreen, rename } from './me.service'
import { userView } from './user-view'

export function meRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/me', (request) => userView(deps, actorOf(request)))
  on('PUT /api/me', (request) => rename(deps, actorOf(request), request.body.name))
  on('GET /api/me/household', (request) => householdView(deps, actorOf(request)))
  on('GET /api/screens/me', (request) => meScreen(deps, request.actor))
}
