import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { networkOf } from '../audit'
import { actorOf, freshActor } from './auth'
import { inviteHolders, lookAtInvite } from './post-holders'
import { refreshSession, revokeSession } from './sessions'
import { signInAsPersona, signInWithInvite, signInWithWechat } from './sign-in'

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
  on('POST /api/invites/look', ({ body }) => lookAtInvite(deps, body.code))
  on('POST /api/sessions/invite', (request) =>
    signInWithInvite(deps, request.body.code, networkOf(request.ip)),
  )
  on('POST /api/regions/:code/invites', async (request) => {
    const actor = await freshActor(deps, request)
    return inviteHolders(deps, actor, request.params.code, request.body, originOf(deps, request))
  })
  on('POST /api/sessions/refresh', (request) =>
    refreshSession(deps, request.body.refreshToken, networkOf(request.ip)),
  )
  on('DELETE /api/sessions/current', async (request) => {
    await revokeSession(deps, actorOf(request).session)
    return { done: true as const }
  })
}

/** Where the app is opened: PUBLIC_URL, or the address that was asked. */
export const originOf = (
  { config }: Pick<Deps, 'config'>,
  { protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>,
): string => config.publicUrl || `${protocol}://${host}`
