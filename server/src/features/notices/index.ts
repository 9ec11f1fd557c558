import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { noticesRoutes } from './notices.routes'
import { picturesRoutes } from './pictures.routes'
import { screensRoutes } from './screens/screens.routes'
import { workflowRoutes } from './workflow.routes'

export { noticeLines } from './lines.service'
export { type CurrentNotice, currentNotice } from './reading.service'
export { finishOwed } from './sweep'

/** Published notices, the work on them, and the screens that show both. */
export async function noticesFeature(app: FastifyInstance, deps: Deps): Promise<void> {
  noticesRoutes(app, deps)
  workflowRoutes(app, deps)
  picturesRoutes(app, deps)
  screensRoutes(app, deps)
}
