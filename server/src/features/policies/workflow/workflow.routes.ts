import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { actorOf, freshActor } from '../../accounts'
import { stampOf } from '../../notices'
import { changeAvailability } from '../standing/availability'
import { hidePolicy, unhidePolicy } from '../standing/hide'
import { withdrawPolicy } from '../standing/withdraw'
import { correctPolicy } from './correct'
import { createPolicy } from './create'
import { policyDesk } from './desk'
import { discardPolicy } from './discard'
import { editPolicy, reviewPolicy, submitPolicy } from './edit'
import { takeOverPolicy } from './handing-over'
import { publishPolicy } from './publish'
import { cancelPolicySchedule, schedulePolicy } from './schedule'
import { policyAfter, policyWorkOf, policyWorkView } from './work-view'

/** The steps of a policy's life; who may take which, and from where, stands in the transition table. */
export function policyWorkflowRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/policy-desk', (request) =>
    policyDesk(deps, actorOf(request).viewer, request.params.code),
  )
  on('GET /api/policies/:id/work', (request) => policyWorkOf(deps, actorOf(request), request.params.id))
  on('POST /api/policies', async (request) => {
    const actor = actorOf(request)
    return policyWorkView(deps, actor, await createPolicy(deps, actor, request.body, stampOf(request, actor)))
  })
  on('PUT /api/policies/:id', async (request) => {
    const { params, body } = request
    const actor = actorOf(request)
    return policyWorkView(
      deps,
      actor,
      await editPolicy(deps, actor, params.id, body, stampOf(request, actor)),
    )
  })
  on('POST /api/policies/:id/submit', async (request) => {
    const { params, body } = request
    const actor = actorOf(request)
    const stamp = stampOf(request, actor)
    return afterwards(deps, async () =>
      policyWorkView(deps, actor, await submitPolicy(deps, actor, params.id, body, stamp)),
    )
  })
  on('POST /api/policies/:id/review', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    const stamp = stampOf(request, actor)
    return afterwards(deps, async () =>
      policyWorkView(deps, actor, await reviewPolicy(deps, actor, params.id, body, stamp)),
    )
  })
  on('POST /api/policies/:id/publish', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    const stamp = stampOf(request, actor)
    return afterwards(deps, async () =>
      policyWorkView(deps, actor, await publishPolicy(deps, actor, params.id, body.contentHash, stamp)),
    )
  })
  on('POST /api/policies/:id/schedule', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    const work = await schedulePolicy(deps, actor, params.id, body, stampOf(request, actor))
    return policyWorkView(deps, actor, work)
  })
  on('POST /api/policies/:id/cancel', async (request) => {
    const actor = await freshActor(deps, request)
    const stamp = stampOf(request, actor)
    return policyWorkView(deps, actor, await cancelPolicySchedule(deps, actor, request.params.id, stamp))
  })
  on('POST /api/policies/:id/take-over', async (request) => {
    const actor = await freshActor(deps, request)
    return policyWorkView(deps, actor, await takeOverPolicy(deps, actor, request.params.id))
  })
  on('POST /api/policies/:id/correct', async (request) => {
    const actor = actorOf(request)
    const stamp = stampOf(request, actor)
    return policyWorkView(deps, actor, await correctPolicy(deps, actor, request.params.id, stamp))
  })
  on('POST /api/policies/:id/discard', async (request) => {
    await discardPolicy(deps, actorOf(request), request.params.id)
    return { done: true as const }
  })
  on('POST /api/policies/:id/withdraw', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    const stamp = stampOf(request, actor)
    return afterwards(deps, async () =>
      policyAfter(deps, actor, await withdrawPolicy(deps, actor, params.id, body.reason, stamp)),
    )
  })
  on('POST /api/policies/:id/hide', async (request) => {
    const actor = await freshActor(deps, request)
    const { id } = request.params
    const asked = { actor, id, reason: request.body.reason, stamp: stampOf(request, actor) }
    return policyAfter(deps, actor, await hidePolicy(deps, asked))
  })
  on('POST /api/policies/:id/unhide', async (request) => {
    const actor = await freshActor(deps, request)
    const { id } = request.params
    const asked = { actor, id, reason: request.body.reason, stamp: stampOf(request, actor) }
    return afterwards(deps, async () => policyAfter(deps, actor, await unhidePolicy(deps, asked)))
  })
  on('POST /api/policies/:id/availability', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    const stamp = stampOf(request, actor)
    return afterwards(deps, async () =>
      policyAfter(deps, actor, await changeAvailability(deps, actor, params.id, body, stamp)),
    )
  })
}

/** The sender is woken also where the last steps failed: the commit point may have been passed. */
async function afterwards<T>(deps: Deps, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    deps.work.send()
  }
}
