import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { actorOf } from '../../accounts'
import { changePreferences } from './change-preferences'
import { changeSubscriptions, subscriptionsOf } from './subscriptions'
import { wishesOf } from './wishes'

/** What a person follows and how they are told. */
export function followingRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)

  on('GET /api/me/subscriptions', async (request) => ({
    subscriptions: await subscriptionsOf(deps, actorOf(request).person._id),
  }))
  on('PUT /api/me/subscriptions', async (request) => ({
    subscriptions: await changeSubscriptions(deps, actorOf(request).person._id, request.body.subscriptions),
  }))
  on(
    'GET /api/me/preferences',
    async (request) => (await wishesOf(deps, actorOf(request).person._id)).preferences,
  )
  on('PUT /api/me/preferences', (request) =>
    changePreferences(deps, actorOf(request).person._id, request.body),
  )
}
