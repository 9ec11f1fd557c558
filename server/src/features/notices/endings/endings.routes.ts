import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { freshActor } from '../../accounts'
import { noticeView } from '../reading/notice-view'
import { stampOf } from '../workflow/idempotency'
import { hideNotice, unhideNotice } from './hide'
import { withdrawNotice } from './withdraw'

/** 撤回、先遮住、恢复显示; who may, and from where, stands in the table of endings. */
export function endingRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/notices/:id/withdraw', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    try {
      await withdrawNotice(deps, actor, params.id, body, stampOf(request, actor))
      return await noticeView(deps, params.id, actor.viewer)
    } finally {
      // Also where the last steps failed: the commit point may have been passed.
      deps.work.send()
    }
  })
  on('POST /api/notices/:id/hide', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    await hideNotice(deps, actor, params.id, body.reason, stampOf(request, actor))
    return noticeView(deps, params.id, actor.viewer)
  })
  on('POST /api/notices/:id/unhide', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    await unhideNotice(deps, actor, params.id, body.reason, stampOf(request, actor))
    return noticeView(deps, params.id, actor.viewer)
  })
}
