import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { actorOf, freshActor } from '../accounts'
import { noticeView, stampOf, takeDownNotice } from '../notices'
import { takeDownPolicy } from '../policies'
import { countyReport } from './county-report'
import { leakView, tickTold } from './leak-view'
import { closeReport, reportLeak, reportView } from './reports'

export function leaksRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/notices/:id/takedown', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    try {
      await takeDownNotice(deps, actor, params.id, body, stampOf(request, actor))
      const [notice, leak] = await Promise.all([
        noticeView(deps, params.id, actor.viewer),
        leakView(deps, params.id, actor),
      ])
      return { notice, leak }
    } finally {
      // Also where the last steps failed: the commit point may have been passed.
      deps.work.send()
    }
  })
  on('GET /api/notices/:id/leak', (request) => leakView(deps, request.params.id, actorOf(request)))
  on('POST /api/notices/:id/leak/told', async (request) =>
    tickTold(deps, await freshActor(deps, request), request.params.id, request.body),
  )
  on('GET /api/notices/:id/leak-report', (request) => countyReport(deps, request.params.id, actorOf(request)))
  on('POST /api/notices/:id/leak-reports', ({ actor, params, body }) =>
    reportLeak(deps, actor?.account ?? null, params.id, body.what),
  )
  on('POST /api/policies/:id/takedown', async (request) => {
    const { params, body } = request
    const actor = await freshActor(deps, request)
    try {
      await takeDownPolicy(deps, { actor, id: params.id, stamp: stampOf(request, actor) }, body)
      return await leakView(deps, params.id, actor, 'policy')
    } finally {
      deps.work.send()
    }
  })
  on('GET /api/policies/:id/leak', (request) => leakView(deps, request.params.id, actorOf(request), 'policy'))
  on('POST /api/policies/:id/leak/told', async (request) =>
    tickTold(deps, await freshActor(deps, request), request.params.id, request.body, 'policy'),
  )
  on('GET /api/policies/:id/leak-report', (request) =>
    countyReport(deps, request.params.id, actorOf(request), 'policy'),
  )
  on('POST /api/policies/:id/leak-reports', ({ actor, params, body }) =>
    reportLeak(deps, actor?.account ?? null, params.id, body.what, 'policy'),
  )
  on('GET /api/leak-reports/:id', ({ params }) => reportView(deps, params.id))
  on('POST /api/leak-reports/:id/close', async (request) => {
    await closeReport(deps, await freshActor(deps, request), request.params.id, request.body.done)
    return { done: true as const }
  })
}
