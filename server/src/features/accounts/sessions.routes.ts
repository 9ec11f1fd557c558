import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { networkOf } from '../audit'
import { actorOf, freshActor } from './auth'
import { endOtherSessions, endOwnSession, ownSessions } from './own-sessions'
import { inviteHolders, lookAtInvite } from './post-holders'
import { beginScan, decideScan, lookAtScan, takeScan } from './scans'
import { refreshSession, revokeSession } from './sessions'
import { signInAsPersona, signInWithInvite, signInWithWechat } from './sign-in'
import { whereOf } from './where'

export function sessionsRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/sessions/wechat', (request) => signInWithWechat(deps, request.body.code, whereOf(request)))
  // Not refused but absent: an open door must not even show where it would be.
  if (deps.config.demo)
    on('POST /api/sessions/demo', (request) => signInAsPersona(deps, request.body.persona, whereOf(request)))
  on('POST /api/invites/look', ({ body }) => lookAtInvite(deps, body.code))
  on('POST /api/sessions/invite', (request) => signInWithInvite(deps, request.body.code, whereOf(request)))
  on('POST /api/regions/:code/invites', async (request) => {
    const actor = await freshActor(deps, request)
    return inviteHolders(deps, actor, request.params.code, request.body, originOf(deps, request))
  })
  on('POST /api/sessions/refresh', (request) =>
    refreshSession(deps, request.body.refreshToken, networkOf(request.ip)),
  )
  on('POST /api/sessions/scans', (request) => beginScan(deps, whereOf(request), originOf(deps, request)))
  on('POST /api/sessions/scans/:id', (request) =>
    takeScan(deps, request.params.id, request.body.secret, whereOf(request)),
  )
  on('GET /api/me/scans/:id', (request) => lookAtScan(deps, actorOf(request), request.params.id))
  on('POST /api/me/scans/:id', async (request) => {
    await decideScan(deps, await freshActor(deps, request), request.params.id, request.body.mine)
    return { done: true as const }
  })
  on('GET /api/me/sessions', (request) => ownSessions(deps, actorOf(request)))
  on('DELETE /api/me/sessions/:id', async (request) => {
    await endOwnSession(deps, actorOf(request), request.params.id)
    return { done: true as const }
  })
  on('DELETE /api/me/sessions', async (request) => ({
    ended: await endOtherSessions(deps, actorOf(request)),
  }))
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
