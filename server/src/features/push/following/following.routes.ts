import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { actorOf } from '../../accounts'
import { changePreferences } from './change-preferences'
import { changeMutes } from './mutes'
import { changeSubscriptions, followedBy, unsubscribe } from './subscriptions'
import { answerWelcome } from './welcome'
import { wishesOf } from './wishes'

/** What a person follows and how they are told. */
export function followingRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)

  on('GET /api/me/subscriptions', (request) => followedBy(deps, actorOf(request).person._id))
  on('PUT /api/me/subscriptions', async (request) => {
    const person = actorOf(request).person._id
    await changeSubscriptions(deps, person, request.body.subscriptions)
    return followedBy(deps, person)
  })
  on('DELETE /api/me/subscriptions/:id', async (request) => {
    const person = actorOf(request).person._id
    await unsubscribe(deps, person, request.params.id)
    return followedBy(deps, person)
  })
  on(
    'GET /api/me/preferences',
    async (request) => (await wishesOf(deps, actorOf(request).person._id)).preferences,
  )
  on('PUT /api/me/preferences', (request) =>
    changePreferences(deps, actorOf(request).person._id, request.body),
  )
  on('PUT /api/me/mutes', async (request) => {
    const { person, viewer } = actorOf(request)
    return { mutes: await changeMutes(deps, person._id, viewer, request.body.mutes) }
  })
  on('POST /api/me/welcome', async (request) => {
    const person = actorOf(request).person._id
    await answerWelcome(deps, person, request.body.keep)
    const [followed, { preferences }] = await Promise.all([followedBy(deps, person), wishesOf(deps, person)])
    return { ...followed, preferences }
  })
}
