import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { catalogueRoutes } from './catalogue.routes'

export {
  catalogueOf,
  catalogueView,
  categorySummaries,
  displayDays,
  itemOf,
  itemOfNotice,
  itemStates,
  itemView,
  type RegionPlace,
  restrictionOf,
} from './catalogue.service'

export async function catalogueFeature(app: FastifyInstance, deps: Deps): Promise<void> {
  catalogueRoutes(app, deps)
}
