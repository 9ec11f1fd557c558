import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Deps } from '../deps'
import { errorsPlugin } from './errors'
import { healthRoutes } from './health'
import { metricsPlugin } from './metrics'
import { operatorsPlugin } from './operators'

/** Of a process that serves nobody: whether it is well, and its own figures. */
export async function buildHealthApp(deps: Deps, logger: FastifyBaseLogger): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
  })
  await app.register(errorsPlugin)
  await app.register(operatorsPlugin, { token: deps.config.operationsToken, demo: deps.config.demo })
  await app.register(metricsPlugin)
  healthRoutes(app, deps)
  return app
}
