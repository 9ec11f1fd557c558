import { type Api, plainCreditCode, type RegisteredEnterprise } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import type { Actor } from '../../accounts'
import { refOf, regionOf, regionRefs } from '../../regions'
import { enterpriseModels, type RegisteredEnterpriseDoc } from '../enterprises.model'
import { industryName } from '../industries'
import { requireOfficer } from '../links/officers'

type Listed = Api['GET /api/regions/:code/enterprises']

/** The row of the county's register that has a code. */
export const registeredByCode = (db: Connection, code: string): Promise<RegisteredEnterpriseDoc | null> =>
  enterpriseModels(db).RegisteredEnterprise.findById(code).lean<RegisteredEnterpriseDoc>()

const pageSize = 20

/** For those who keep it; by code, so that the cursor is the last code. */
export async function registerList(
  deps: Deps,
  actor: Actor,
  code: string,
  { q, cursor, limit = pageSize }: Listed['query'],
): Promise<Listed['response']> {
  await regionOf(deps, code)
  requireOfficer(actor, code)
  const { RegisteredEnterprise } = enterpriseModels(deps.db)
  const found = await RegisteredEnterprise.find({
    region: { $regex: `^${code}` },
    ...searched(q?.trim() ?? ''),
    ...(cursor === undefined ? {} : { _id: { $gt: cursor } }),
  })
    .sort({ _id: 1 })
    .limit(limit + 1)
    .lean<RegisteredEnterpriseDoc[]>()
  const rows = found.slice(0, limit)
  const items = await viewsOf(deps, rows)
  const last = rows.at(-1)
  return found.length > limit && last ? { items, next: last._id } : { items }
}

function searched(q: string): object {
  if (q === '') return {}
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const asCode = plainCreditCode(q)
  const byName = { name: { $regex: escaped(q) } }
  return /^[0-9A-Z]{4,18}$/.test(asCode)
    ? { $or: [{ _id: { $regex: `^${escaped(asCode)}` } }, byName] }
    : byName
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
