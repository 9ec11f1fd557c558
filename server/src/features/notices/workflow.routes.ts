import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { actorOf } from '../../plugins/auth'
import { createNotice } from './workflow/create'
import { discardNotice } from './workflow/discard'
import { editNotice } from './workflow/edit'
import { stampOf } from './workflow/idempotency'
import { publishNotice } from './workflow/publish'
import { reviewNotice } from './workflow/review'
import { submitNotice } from './workflow/submit'
import { workView } from './workflow/work-view'

/** The steps of a notice's life; who may take which, and from where, stands in the transition table. */
export function workflowRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/notices', async (request) => {
    const actor = actorOf(request)
    return workView(deps, actor, await createNotice(deps, actor, request.body, stampOf(request, actor)))
  })
  on('PATCH /api/notices/:id', async (request) => {
    const { params, body } = request
    const actor = actorOf(request)
    return workView(deps, actor, await editNotice(deps, actor, params.id, body, stampOf(request, actor)))
  })
  on('DELETE /api/notices/:id', async (request) => {
    await discardNotice(deps, actorOf(request), request.params.id)
    return { done: true as const }
  })
  on('POST /api/notices/:id/submit', async (request) => {
    const { params, body } = request
    const actor = actorOf(request)
    const stamp = stampOf(request, actor)
    return workView(deps, actor, await submitNotice(deps, actor, params.id, body.revision, stamp))
  })
  on('POST /api/notices/:id/review', async (request) => {
    const { params, body } = request
    const actor = actorOf(request)
    return workView(deps, actor, await reviewNotice(deps, actor, params.id, body, stampOf(request, actor)))
  })
  on('POST /api/notices/:id/publish', async (request) => {
    const { params, body } = request
    const actor = actorOf(request)
    const stamp = stampOf(request, actor)
    try {
      return await workView(deps, actor, await publishNotice(deps, actor, params.id, body.contentHash, stamp))
    } finally {
      // Also where the last steps failed: the commit point may have been passed.
      await app.announcePublicChange()
      deps.wake?.()
    }
  })
}
