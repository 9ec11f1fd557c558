import type { RegionView } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { groupsOf, parentsOf, regionOf, regionRef } from '../regions'
import { countHouseholds } from './households'

export function residentsRoutes(app: FastifyInstance, deps: Deps): void {
  serve(app)('GET /api/regions/:code', ({ params }) => regionView(deps, params.code))
}

/** A place with its groups, its office and how many households it has. */
async function regionView(deps: Deps, code: string): Promise<RegionView> {
  const region = await regionOf(deps, code)
  const [parents, groups, households] = await Promise.all([
    parentsOf(deps, region),
    groupsOf(deps, code),
    countHouseholds(deps.db, code),
  ])
  return {
    region: regionRef(region),
    parents: parents.map(regionRef),
    groups: groups.map(({ no, name }) => ({ no, name })),
    office: region.office,
    households,
  }
}
