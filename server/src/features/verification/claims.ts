import { randomUUID } from 'node:crypto'
import {
  type Claim,
  type ClaimKind,
  gateFields,
  householdKey,
  plainHouseholdCode,
  plainName,
  type RegionRef,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { insertOnce } from '../../storage/insert-once'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { moveAfter } from '../../storage/marks'
import type { Actor } from '../accounts'
import { type RegionDoc, refOf, regionOf, regionRefs } from '../regions'
import { takeTry, tryKey } from './tries'
import { type ClaimDoc, claimsMark, verificationModels } from './verification.model'
import { openingsADay } from './verification.rules'

interface Claimed {
  region: string
  householdCode: string
  name: string
}

interface Opened extends Claimed {
  /** 换了微信 */
  replaces?: boolean
}

/** Opens whatever was written: whether the register knows it is not for the claimant to learn here. */
export async function openClaim(deps: Deps, actor: Actor, body: Opened): Promise<Claim> {
  const region = await regionOf(deps, body.region)
  const claimed = {
    region: region._id,
    householdCode: plainHouseholdCode(body.householdCode),
    name: plainName(body.name),
  }
  requireWritten(region, claimed)
  const { account } = actor
  if (account.disputedAt !== null) throw new AppError('disputed')
  if (account.verifiedAt !== null) throw new AppError('alreadyVerified')
  const kind: ClaimKind = body.replaces ? 'wechat' : 'residence'
  const same = await verificationModels(deps.db)
    .Claim.findOne({
      account: account._id,
      state: 'open',
      ...claimed,
    })
    .lean<ClaimDoc>()
  if (same && kindOf(same) === kind) return view(deps, same)
  await takeTry(deps, tryKey(deps, 'opening', account._id), openingsADay)
  return view(deps, await replaceOpenClaim(deps, { ...newClaim(deps, account._id, claimed), kind }))
}

function requireWritten(region: RegionDoc, { householdCode, name }: Claimed): void {
  const fields = [
    ...(region.level === 'village' ? [] : [{ field: 'region', message: '请选到村，户是在村里登记的。' }]),
    ...(householdKey(householdCode) === '' ? [{ field: 'householdCode', message: '户号：不能为空。' }] : []),
    ...(name === '' ? [{ field: 'name', message: '姓名：不能为空。' }] : []),
    ...gateFields([
      { field: 'householdCode', title: '户号', text: householdCode },
      { field: 'name', title: '姓名', text: name },
    ]),
  ]
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}

export const kindOf = ({ kind }: Pick<ClaimDoc, 'kind'>): ClaimKind => kind ?? 'residence'

export const newClaim = (deps: Deps, account: string, claimed: Claimed): ClaimDoc => ({
  _id: randomUUID(),
  account,
  ...claimed,
  state: 'open',
  kind: 'residence',
  openedAt: deps.clock.now(),
  settledAt: null,
  settledBy: null,
  reason: null,
  disputed: false,
  resident: null,
  owed: false,
})

/** One open claim an account: the newest takes the place of an older one, also when two come at once. */
export async function replaceOpenClaim(deps: Deps, claim: ClaimDoc, tries = 3): Promise<ClaimDoc> {
  await closeOpenClaims(deps, claim.account)
  const inserted = await moveAfter(deps.marks, [claimsMark(claim.account)], () =>
    insertOnce(verificationModels(deps.db).Claim, claim),
  )
  if (inserted) return claim
  if (tries === 0) throw new AppError('wrongState', { message: '刚刚又有一次申请，请稍后再试。' })
  return replaceOpenClaim(deps, claim, tries - 1)
}

export async function closeOpenClaims(deps: Deps, account: string): Promise<void> {
  await moveAfter(deps.marks, [claimsMark(account)], () =>
    verificationModels(deps.db).Claim.updateMany(
      { account, state: 'open' },
      { $set: { state: 'closed', settledAt: deps.clock.now(), phone: null } },
    ),
  )
}

const mostShown = 20
const kept = cacheByMarks<ClaimDoc[]>({ maxEntries: 5000, ttlMs: longestUnseenMs })

/** Newest first, as they are kept in memory. */
export async function claimsOf(deps: Deps, account: string): Promise<Claim[]> {
  const read = () =>
    verificationModels(deps.db)
      .Claim.find({ account })
      .sort({ openedAt: -1 })
      .limit(mostShown)
      .lean<ClaimDoc[]>()
  const claims = await kept(deps).get(account, read, () => [claimsMark(account)])
  const refs = await regionRefs(
    deps,
    claims.map((claim) => claim.region),
  )
  return claims.map((claim) => claimView(claim, refs))
}

export async function view(deps: Deps, claim: ClaimDoc): Promise<Claim> {
  return claimView(claim, await regionRefs(deps, [claim.region]))
}

export const claimView = (claim: ClaimDoc, refs: ReadonlyMap<string, RegionRef>): Claim => ({
  id: claim._id,
  kind: kindOf(claim),
  region: refOf(refs, claim.region),
  householdCode: claim.householdCode,
  name: claim.name,
  state: claim.state,
  openedAt: claim.openedAt.toISOString(),
  reason: claim.reason,
})

export const countOpenClaims = ({ db }: Deps, region: string): Promise<number> =>
  verificationModels(db).Claim.countDocuments({ region, state: 'open' })
