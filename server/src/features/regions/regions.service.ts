import type { Api, RegionRef, RegionTreeNode, RegionView } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { GroupDoc, RegionDoc } from './regions.model'

export const regionRef = ({ _id, name, level }: RegionDoc): RegionRef => ({ code: _id, name, level })

/** The region of a code, or the error that there is none. */
export async function regionOf({ models }: Deps, code: string): Promise<RegionDoc> {
  const region = await models.Region.findById(code).lean<RegionDoc>()
  if (!region) throw new AppError('regionNotFound')
  return region
}

export async function regionTree({ models }: Deps): Promise<Api['GET /api/regions']['response']> {
  const all = await models.Region.find().sort({ _id: 1 }).lean<RegionDoc[]>()
  const under = (parent: string | null): RegionTreeNode[] =>
    all
      .filter((region) => region.parent === parent)
      .map((region) => ({ ...regionRef(region), children: under(region._id) }))
  return { regions: under(null) }
}

export async function regionView(deps: Deps, code: string): Promise<RegionView> {
  const region = await regionOf(deps, code)
  const [parents, groups, households] = await Promise.all([
    parentsOf(deps, region),
    deps.models.Group.find({ region: code }).sort({ no: 1 }).lean<GroupDoc[]>(),
    deps.models.Household.countDocuments({ region: code }),
  ])
  return {
    region: regionRef(region),
    parents: parents.map(regionRef),
    groups: groups.map(({ no, name }) => ({ no, name })),
    office: region.office,
    households,
  }
}

/** From the county down. */
async function parentsOf({ models }: Deps, region: RegionDoc): Promise<RegionDoc[]> {
  const parents: RegionDoc[] = []
  for (let code = region.parent; code !== null && parents.length < 4; ) {
    const parent: RegionDoc | null = await models.Region.findById(code).lean<RegionDoc>()
    if (!parent) break
    parents.unshift(parent)
    code = parent.parent
  }
  return parents
}
