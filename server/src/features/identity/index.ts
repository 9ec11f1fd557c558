import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { meRoutes } from './me.routes'
import { finishOwedClaims } from './residence.service'
import { sessionsRoutes } from './sessions.routes'
import { verificationRoutes } from './verification.routes'

export { finishOwedClaims } from './residence.service'
export { userView } from './user-view'

/** Sign-in, accounts, and the verification of villagers. */
export async function identityFeature(app: FastifyInstance, deps: Deps): Promise<void> {
  sessionsRoutes(app, deps)
  meRoutes(app, deps)
  verificationRoutes(app, deps)
  app.addHook('onReady', async () => {
    await finishOwedClaims(deps)
  })
}
