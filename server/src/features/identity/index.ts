import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { meRoutes } from './me.routes'
import { sessionsRoutes } from './sessions.routes'

export { userView } from './user-view'

/** Sign-in, accounts, and the verification of villagers. */
export async function identityFeature(app: FastifyInstance, deps: Deps): Promise<void> {
  sessionsRoutes(app, deps)
  meRoutes(app, deps)
}
