import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { type Actor, actorOf, freshActor } from '../accounts'
import { stampOf } from '../notices'
import type { AppealDoc } from './appeals.model'
import { writeAppeal } from './create'
import { appealDesk, officeAppeals, ownAppeals } from './lists'
import { markSeen, rate, reopen, withdraw } from './own-steps'
import { acknowledge, answer, assignHelper, close, handTo12345 } from './steps'
import { tellSteps } from './told'
import { appealFor, viewOf } from './view'

export function appealsRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  /** Tells who is concerned, and answers with what the appeal is now. */
  const done = async (actor: Actor, appeal: AppealDoc) => {
    if (appeal.owed) {
      await tellSteps(deps, appeal)
      deps.work.send()
    }
    return viewOf(deps, appeal, actor.viewer)
  }
  on('POST /api/appeals', async (request) => {
    const actor = await freshActor(deps, request)
    return done(actor, await writeAppeal(deps, actor, request.body, stampOf(request, actor)))
  })
  on('GET /api/me/appeals', (request) => ownAppeals(deps, actorOf(request), request.query))
  on('GET /api/appeals/:id', async (request) => {
    const { viewer } = actorOf(request)
    return viewOf(deps, await appealFor(deps, request.params.id, viewer), viewer)
  })
  on('GET /api/regions/:code/appeals', (request) =>
    officeAppeals(deps, request.params.code, actorOf(request), request.query),
  )
  on('GET /api/regions/:code/appeal-desk', (request) =>
    appealDesk(deps, request.params.code, actorOf(request)),
  )
  on('POST /api/appeals/:id/seen', async (request) => {
    const actor = actorOf(request)
    return viewOf(deps, await markSeen(deps, request.params.id, actor), actor.viewer)
  })
  on('POST /api/appeals/:id/withdraw', async (request) => {
    const actor = await freshActor(deps, request)
    return done(actor, await withdraw(deps, request.params.id, actor))
  })
  on('POST /api/appeals/:id/rate', async (request) => {
    const actor = await freshActor(deps, request)
    return done(actor, await rate(deps, request.params.id, actor, request.body))
  })
  on('POST /api/appeals/:id/reopen', async (request) => {
    const actor = await freshActor(deps, request)
    return done(actor, await reopen(deps, request.params.id, actor, request.body.text))
  })
  on('POST /api/appeals/:id/acknowledge', async (request) => {
    const actor = await freshActor(deps, request)
    return done(actor, await acknowledge(deps, request.params.id, actor))
  })
  on('POST /api/appeals/:id/answer', async (request) => {
    const actor = await freshActor(deps, request)
    return done(actor, await answer(deps, request.params.id, actor, request.body.text))
  })
  on('POST /api/appeals/:id/close', async (request) => {
    const actor = await freshActor(deps, request)
    return done(actor, await close(deps, request.params.id, actor, request.body))
  })
  on('POST /api/appeals/:id/hotline', async (request) => {
    const actor = await freshActor(deps, request)
    return done(actor, await handTo12345(deps, request.params.id, actor, request.body.number))
  })
  on('POST /api/appeals/:id/helper', async (request) => {
    const actor = await freshActor(deps, request)
    return done(actor, await assignHelper(deps, request.params.id, actor, request.body.person))
  })
}
