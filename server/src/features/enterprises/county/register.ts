import { type Api, plainCreditCode, type RegisteredEnterprise } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { cacheByMarks, longestUnseenMs } from '../../../storage/marked-cache'
import { inPages } from '../../../storage/pages'
import type { Actor } from '../../accounts'
import { refOf, regionOf, regionRefs } from '../../regions'
import { enterpriseModels, type RegisteredEnterpriseDoc, registerListMark } from '../enterprises.model'
import { industryName } from '../industries'
import { requireOfficer } from '../links/officers'

type Listed = Api['GET /api/regions/:code/enterprises']

/** The row of the county's register that has a code. */
export const registeredByCode = (db: Connection, code: string): Promise<RegisteredEnterpriseDoc | null> =>
  enterpriseModels(db).RegisteredEnterprise.findById(code).lean<RegisteredEnterpriseDoc>()

/** The rows of some codes, in no order; a missing one is left out. */
export const registeredByCodes = ({ db }: Pick<Deps, 'db'>, codes: readonly string[]) =>
  codes.length === 0
    ? Promise.resolve([])
    : enterpriseModels(db)
        .RegisteredEnterprise.find({ _id: { $in: codes } })
        .batchSize(codes.length + 1)
        .lean<RegisteredEnterpriseDoc[]>()

const pageSize = 20

/** For those who keep it; by code, so that the cursor is the last code. */
export async function registerList(
  deps: Deps,
  actor: Actor,
  code: string,
  { q, cursor = '', limit = pageSize }: Listed['query'],
): Promise<Listed['response']> {
  await regionOf(deps, code)
  requireOfficer(actor, code)
  const wanted = q?.trim() ?? ''
  const found =
    wanted === ''
      ? await rowsBehind(deps.db, code, cursor, limit + 1)
      : await rowsFound(deps, code, wanted, cursor, limit + 1)
  const rows = found.slice(0, limit)
  const items = await viewsOf(deps, rows)
  const last = rows.at(-1)
  return found.length > limit && last ? { items, next: last._id } : { items }
}

const rowsBehind = (db: Connection, code: string, after: string, limit: number) =>
  enterpriseModels(db)
    .RegisteredEnterprise.find({ region: { $regex: `^${code}` }, _id: { $gt: after } })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<RegisteredEnterpriseDoc[]>()

type Named = Pick<RegisteredEnterpriseDoc, '_id' | 'name' | 'region'>

const bytesEach = 250
const kept = cacheByMarks<{ all: readonly Named[] }>({
  ...{ maxBytes: 64 * 1024 * 1024, ttlMs: longestUnseenMs },
  bytesOf: ({ all }) => all.length * bytesEach,
})

/** No index finds words inside a name: codes and names are kept in memory until the next import. */
async function rowsFound(
  deps: Deps,
  code: string,
  wanted: string,
  after: string,
  limit: number,
): Promise<RegisteredEnterpriseDoc[]> {
  const { all } = await kept(deps).get(
    'all',
    () => readNames(deps.db),
    () => [registerListMark],
  )
  const asCode = plainCreditCode(wanted)
  const ids: string[] = []
  for (const { _id, name, region } of all) {
    if (ids.length === limit) break
    const fits = name.includes(wanted) || (asCode.length >= shortestCode && _id.startsWith(asCode))
    if (_id > after && region.startsWith(code) && fits) ids.push(_id)
  }
  const rows = await enterpriseModels(deps.db)
    .RegisteredEnterprise.find({ _id: { $in: ids } })
    .batchSize(limit + 1)
    .lean<RegisteredEnterpriseDoc[]>()
  return rows.sort((a, b) => (a._id < b._id ? -1 : 1))
}

const shortestCode = 4

async function readNames(db: Connection): Promise<{ all: Named[] }> {
  const all: Named[] = []
  const { RegisteredEnterprise } = enterpriseModels(db)
  for await (const page of inPages(RegisteredEnterprise, {}, { size: 5000, fields: ['name', 'region'] }))
    all.push(...page)
  return { all }
}

async function viewsOf(
  deps: Deps,
  rows: readonly RegisteredEnterpriseDoc[],
): Promise<RegisteredEnterprise[]> {
  if (rows.length === 0) return []
  const [refs, held] = await Promise.all([
    regionRefs(
      deps,
      rows.map(({ region }) => region),
    ),
    enterpriseModels(deps.db)
      .Enterprise.find({ creditCode: { $in: rows.map(({ _id }) => _id) }, held: true }, { creditCode: 1 })
      .batchSize(1000)
      .lean<{ creditCode: string }[]>(),
  ])
  const claimed = new Set(held.map(({ creditCode }) => creditCode))
  return rows.map(({ _id, name, kind, region, industry, foundedOn }) => ({
    ...{ creditCode: _id, name, kind, region: refOf(refs, region), foundedOn, claimed: claimed.has(_id) },
    industry: industry === null ? null : { code: industry, name: industryName(industry) },
  }))
}
