import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { actorOf, freshActor } from '../../accounts'
import { createNil } from '../nil/create-nil'
import { correctNotice } from './correct'
import { createNotice } from './create'
import { discardNotice } from './discard'
import { editNotice, editRows } from './edit'
import { takeOver } from './handing-over'
import { stampOf } from './idempotency'
import { publishNotice } from './publish'
import { reviewNotice } from './review'
import { cancelSchedule, scheduleNotice } from './schedule'
import { submitNotice } from './submit'
import { workView } from './work-view'

/** The steps of a notice's life; who may take which, and from where, stands in the transition table. */
export function workflowRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/notices', async (request) => {
    const actor = actorOf(request)
    return workView(deps, actor, await createNotice(deps, actor, request.body, stampOf(request, actor)))
  })
  on('POST /api/regions/:code/items/:no/nil', async (request) => {
    const actor = actorOf(request)
    const { params, body } = request
    return workView(
      deps,
      actor,
      await createNil(deps, actor, { ...params, ...body }, stampOf(request, actor)),
    )
  })
  on('PUT /api/notices/:id', async (request) => {
    const { params, body } = request
    const actor = actorOf(request)
    return workView(deps, actor, await editNotice(deps, actor, params.id, body, stampOf(request, actor)))
  })
  on('POST /api/notices/:id/rows', async (request) => {
    const { params, body } = request
    const actor = actorOf(request)
    return workView(deps, actor, await editRows(deps, actor, params.id, body, stampOf(request, actor)))
  })
  on('DELETE /api/notices/:id', async (request) => {
    await discardNotice(deps, actorOf(request), request.params.id)
    return { done: true as const }
  })
  on('POST /api/notices/:id/take-over', async (request) => {
    const actor = await freshActor(deps, request)
    return workView(deps, actor, await takeOver(deps, actor, request.params.id))
  })
  on('POST /api/notices/:id/submit', async (request) => {
    const { params, body } = request
    const actor = actorOf(request)
    const stamp = stampOf(request, actor)
    const work = await submitNotice(deps, actor, params.id, body, stamp)
    deps.work.send()
    return workView(deps, actor, work)
  })
  on('POST /api/notices/:id/review', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    const work = await reviewNotice(deps, actor, params.id, body, stampOf(request, actor))
    deps.work.send()
    return workView(deps, actor, work)
  })
  on('POST /api/notices/:id/correct', async (request) => {
    const { params, body } = request
    const actor = actorOf(request)
    const stamp = stampOf(request, actor)
    return workView(deps, actor, await correctNotice(deps, actor, params.id, body.change, stamp))
  })
  on('POST /api/notices/:id/schedule', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    return workView(deps, actor, await scheduleNotice(deps, actor, params.id, body, stampOf(request, actor)))
  })
  on('POST /api/notices/:id/cancel', async (request) => {
    const actor = await freshActor(deps, request)
    const stamp = stampOf(request, actor)
    return workView(deps, actor, await cancelSchedule(deps, actor, request.params.id, stamp))
  })
  on('POST /api/notices/:id/publish', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    const stamp = stampOf(request, actor)
    try {
      return await workView(
        deps,
        actor,
        await publishNotice(deps, actor, params.id, body.contentHash, stamp, body.telling),
      )
    } finally {
      // Also where the last steps failed: the commit point may have been passed.
      deps.work.send()
    }
  })
}
