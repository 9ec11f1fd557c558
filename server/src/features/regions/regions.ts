import type { Api, RegionRef, RegionTreeNode } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { type GroupDoc, type RegionDoc, regionModels } from './regions.model'

/** The one way from a stored region to the reference that answers carry. */
export const regionRef = ({ _id, name, level }: RegionDoc): RegionRef => ({ code: _id, name, level })

/** The region of a code, or the error that there is none. */
export async function regionOf(deps: Pick<Deps, 'db'>, code: string): Promise<RegionDoc> {
  const region = await findRegion(deps.db, code)
  if (!region) throw new AppError('regionNotFound')
  return region
}

/** Null where there is no such region. */
export const findRegion = (db: Connection, code: string): Promise<RegionDoc | null> =>
  regionModels(db).Region.findById(code).lean<RegionDoc>()

/** The regions of some codes, by code; a code without a region is left out. */
export async function regionRefs(
  { db }: Pick<Deps, 'db'>,
  codes: readonly string[],
): Promise<Map<string, RegionRef>> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return new Map()
  const regions = await regionModels(db)
    .Region.find({ _id: { $in: wanted } })
    .lean<RegionDoc[]>()
  return new Map(regions.map((region) => [region._id, regionRef(region)]))
}

const townshipDigits = 9
const villageDigits = 12

/** A region that has been taken off the tree is still named by its code. */
export const refOf = (refs: ReadonlyMap<string, RegionRef>, code: string): RegionRef =>
  refs.get(code) ?? {
    code,
    name: code,
    level: code.length >= villageDigits ? 'village' : code.length >= townshipDigits ? 'township' : 'county',
  }

export async function regionTree({ db }: Deps): Promise<Api['GET /api/regions']['response']> {
  const all = await regionModels(db).Region.find().sort({ _id: 1 }).lean<RegionDoc[]>()
  const under = (parent: string | null): RegionTreeNode[] =>
    all
      .filter((region) => region.parent === parent)
      .map((region) => ({ ...regionRef(region), children: under(region._id) }))
  return { regions: under(null) }
}

export const hasRegions = async (db: Connection): Promise<boolean> =>
  (await regionModels(db).Region.exists({})) !== null

export const groupsOf = ({ db }: Deps, region: string): Promise<GroupDoc[]> =>
  regionModels(db).Group.find({ region }).sort({ no: 1 }).lean<GroupDoc[]>()

const mostParents = 4

/** From the county down. */
export async function parentsOf({ db }: Deps, region: RegionDoc): Promise<RegionDoc[]> {
  const parents: RegionDoc[] = []
  for (let code = region.parent; code !== null && parents.length < mostParents; ) {
    const parent: RegionDoc | null = await findRegion(db, code)
    if (!parent) break
    parents.unshift(parent)
    code = parent.parent
  }
  return parents
}
