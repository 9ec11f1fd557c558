import type { Api, RegionRef, RegionTreeNode } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { insertMissing } from '../../storage/insert-once'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { type GroupDoc, type RegionDoc, regionModels } from './regions.model'

/** What reading the regions kept in memory needs. */
type Reading = Pick<Deps, 'db' | 'marks'>

/** Moves with every change of a region. */
export const regionsMark = 'regions'

interface Regions {
  byCode: ReadonlyMap<string, RegionDoc>
  tree: RegionTreeNode[]
}

/** A county has a few hundred regions: all of them are kept together. */
const kept = cacheByMarks<Regions>({ maxEntries: 1, ttlMs: longestUnseenMs })

const regionsKept = (deps: Reading): Promise<Regions> =>
  kept(deps).get(
    'all',
    async () => {
      const all = await regionModels(deps.db).Region.find().sort({ _id: 1 }).lean<RegionDoc[]>()
      return { byCode: new Map(all.map((region) => [region._id, region])), tree: treeOf(all) }
    },
    () => [regionsMark],
  )

function treeOf(all: readonly RegionDoc[]): RegionTreeNode[] {
  const under = (parent: string | null): RegionTreeNode[] =>
    all
      .filter((region) => region.parent === parent)
      .map((region) => ({ ...regionRef(region), children: under(region._id) }))
  return under(null)
}

/** The one way from a stored region to the reference that answers carry. */
export const regionRef = ({ _id, name, level }: RegionDoc): RegionRef => ({ code: _id, name, level })

/** The region of a code, or the error that there is none. */
export async function regionOf(deps: Reading, code: string): Promise<RegionDoc> {
  const region = await knownRegion(deps, code)
  if (!region) throw new AppError('regionNotFound')
  return region
}

/** Null where there is no such region. */
export const knownRegion = async (deps: Reading, code: string): Promise<RegionDoc | null> =>
  (await regionsKept(deps)).byCode.get(code) ?? null

/** Every region there is, by code. */
export const allRegions = async (deps: Reading): Promise<ReadonlyMap<string, RegionDoc>> =>
  (await regionsKept(deps)).byCode

/** The same, asked of the database itself. */
export const findRegion = (db: Connection, code: string): Promise<RegionDoc | null> =>
  regionModels(db).Region.findById(code).lean<RegionDoc>()

/** The regions of some codes, by code; a code without a region is left out. */
export async function regionRefs(deps: Reading, codes: readonly string[]): Promise<Map<string, RegionRef>> {
  if (codes.length === 0) return new Map()
  const { byCode } = await regionsKept(deps)
  return new Map(
    [...new Set(codes)].flatMap((code) => {
      const region = byCode.get(code)
      return region ? [[code, regionRef(region)]] : []
    }),
  )
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

/** A place and all that lie in it, by their codes. */
export async function regionsWithin(deps: Reading, code: string): Promise<RegionDoc[]> {
  const { byCode } = await regionsKept(deps)
  return [...byCode.values()].filter(({ _id }) => _id.startsWith(code))
}

export const regionTree = async (deps: Reading): Promise<Api['GET /api/regions']['response']> => ({
  regions: (await regionsKept(deps)).tree,
})

export const hasRegions = async (db: Connection): Promise<boolean> =>
  (await regionModels(db).Region.exists({})) !== null

export const groupsOf = ({ db }: Deps, region: string): Promise<GroupDoc[]> =>
  regionModels(db).Group.find({ region }).sort({ no: 1 }).lean<GroupDoc[]>()

/** The villages that lie in a region, itself too where it is one. */
export async function villagesIn(deps: Reading, code: string): Promise<RegionDoc[]> {
  const { byCode } = await regionsKept(deps)
  return [...byCode.values()].filter(({ _id, level }) => level === 'village' && _id.startsWith(code))
}

const mostParents = 4

/** From the county down. */
export async function parentsOf(deps: Reading, region: RegionDoc): Promise<RegionDoc[]> {
  const { byCode } = await regionsKept(deps)
  const parents: RegionDoc[] = []
  for (let code = region.parent; code !== null && parents.length < mostParents; ) {
    const parent = byCode.get(code)
    if (!parent) break
    parents.unshift(parent)
    code = parent.parent
  }
  return parents
}

/** Groups of a village that its register speaks of; those that are there stay as they are. */
export async function ensureGroups(
  { db }: Pick<Deps, 'db'>,
  region: string,
  wanted: readonly { no: number; name: string }[],
): Promise<void> {
  await insertMissing(
    regionModels(db).Group,
    wanted.map(({ no, name }) => ({ _id: `${region}:${no}`, region, no, name })),
  )
}

export async function renameGroup({ db }: Deps, region: string, no: number, name: string): Promise<void> {
  await regionModels(db).Group.updateOne({ _id: `${region}:${no}` }, { $set: { name } })
}

export async function removeGroup({ db }: Deps, region: string, no: number): Promise<void> {
  await regionModels(db).Group.deleteOne({ _id: `${region}:${no}` })
}
