import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { networkOf } from '../audit'
import { actorOf } from './auth'
import { refreshSession, revokeSession } from './sessions'
import { signInAsPersona, signInWithWechat } from './sign-in'

export function sessionsRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/sessions/wechat', (request) =>
    signInWithWechat(deps, request.body.code, networkOf(request.ip)),
  )
  // Not refused but absent: an open door must not even show where it would be.
  if (deps.config.demo)
    on('POST /api/sessions/demo', (request) =>
      signInAsPersona(deps, request.body.persona, networkOf(request.ip)),
    )
  on('POST /api/sessions/refresh', (request) =>
    refreshSession(deps, request.body.refreshToken, networkOf(request.ip)),
  )
  on('DELETE /api/sessions/current', async (request) => {
    await revokeSession(deps, actorOf(request).session)
    return { done: true as const }
  })
}
