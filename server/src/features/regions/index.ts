import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { regionsRoutes } from './regions.routes'

export { regionOf, regionRef } from './regions.service'

export async function regionsFeature(app: FastifyInstance, deps: Deps): Promise<void> {
  regionsRoutes(app, deps)
}
