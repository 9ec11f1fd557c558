import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { actorOf } from '../../accounts'
import { confirmAddress, emailOf, forgetAddress, wishAddress } from './addresses'
import { mailerOf } from './mailer'
import { unsubscribeRoutes } from './unsubscribe.routes'

/** The own address for e-mail, and the way out of it. */
export async function emailRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  const on = serve(app)
  on('GET /api/me/email', (request) => emailOf(deps, actorOf(request).person._id))
  on('PUT /api/me/email', (request) => wishAddress(deps, actorOf(request).person._id, request.body.address))
  on('POST /api/me/email/confirm', (request) =>
    confirmAddress(deps, actorOf(request).person._id, request.body.code),
  )
  on('DELETE /api/me/email', (request) => forgetAddress(deps, actorOf(request).person._id))
  await app.register(unsubscribeRoutes, { deps })
  app.addHook('onClose', async () => mailerOf(deps)?.close())
}
