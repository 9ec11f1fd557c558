import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { actorOf, freshActor } from '../accounts'
import { appoint } from './appoint'
import { endPost } from './end'
import { postsHistory } from './history'
import { backFromLeave, setLeave } from './leave'
import { postsList } from './list'
import { confirmTurnover } from './turnover/confirm'
import { turnoversOf } from './turnover/list'
import { previewTurnover } from './turnover/preview'
import { takeBackTurnover } from './turnover/take-back'

export function postsRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/posts', (request) => postsList(deps, actorOf(request), request.params.code))
  on('POST /api/regions/:code/posts', async (request) =>
    appoint(deps, await freshActor(deps, request), request.params.code, request.body),
  )
  on('POST /api/posts/:id/end', async (request) =>
    endPost(deps, await freshActor(deps, request), request.params.id, request.body),
  )
  on('POST /api/posts/:id/leave', async (request) =>
    setLeave(deps, await freshActor(deps, request), request.params.id, request.body),
  )
  on('POST /api/posts/:id/back', async (request) =>
    backFromLeave(deps, await freshActor(deps, request), request.params.id),
  )
  on('GET /api/regions/:code/posts/history', async (request) =>
    postsHistory(deps, await freshActor(deps, request), request.params.code, request.query),
  )
  on('POST /api/regions/:code/turnovers/preview', (request) =>
    previewTurnover(deps, actorOf(request), request.params.code, request.body),
  )
  on('POST /api/regions/:code/turnovers', async (request) =>
    confirmTurnover(deps, await freshActor(deps, request), request.params.code, request.body),
  )
  on('GET /api/regions/:code/turnovers', (request) =>
    turnoversOf(deps, actorOf(request), request.params.code),
  )
  on('DELETE /api/turnovers/:id', async (request) => {
    await takeBackTurnover(deps, await freshActor(deps, request), request.params.id)
    return { done: true as const }
  })
}
