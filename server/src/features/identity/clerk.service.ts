import type { Api, Claim } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { isDuplicate } from '../../storage/duplicate'
import type { HouseholdDoc } from '../regions/regions.model'
import type { Actor } from './actor'
import { claimView, view } from './claims.service'
import { hashSlipCode, newSlipCode } from './crypto'
import type { AccountDoc, ClaimDoc, PersonDoc } from './identity.model'
import { endSubscriptions } from './interests.service'
import { isOfficeHolder, residentClaimed } from './register.service'
import { release } from './residence.service'
import { confirmClaim } from './settle.service'
import { regionRefs } from './user-view'
import { mayVerify, plainHouseholdCode, residentNamed, slipDays } from './verification.rules'

const longestList = 200

function requireVerifier(actor: Actor, region: string, office = false): void {
  if (!mayVerify(actor.viewer.roles, region, office)) throw new AppError('forbidden')
}

async function requireRegion(deps: Deps, code: string): Promise<void> {
  if (!(await deps.models.Region.exists({ _id: code }))) throw new AppError('regionNotFound')
}

type OpenClaims = Api['GET /api/regions/:code/claims']['response']

/** Oldest first, each with whether the register knows the name in that household. */
export async function openClaimsOf(deps: Deps, actor: Actor, region: string): Promise<OpenClaims> {
  await requireRegion(deps, region)
  requireVerifier(actor, region)
  const { Claim, Household, Person } = deps.models
  const claims = await Claim.find({ region, state: 'open' })
    .sort({ openedAt: 1 })
    .limit(longestList)
    .lean<ClaimDoc[]>()
  const codes = [...new Set(claims.map((claim) => claim.householdCode))]
  const households = await Household.find({ region, code: { $in: codes } }).lean<HouseholdDoc[]>()
  const idOf = new Map(households.map(({ _id, code }) => [code, _id]))
  const members = await Person.find({ 'residence.household': { $in: [...idOf.values()] } }).lean<
    PersonDoc[]
  >()
  const refs = await regionRefs(deps, [region])
  const matches = (claim: ClaimDoc): boolean => {
    const household = idOf.get(claim.householdCode)
    const here = members.filter((person) => person.residence?.household === household)
    return residentNamed(here, claim.name) !== null
  }
  return { claims: claims.map((claim) => ({ ...claimView(claim, refs), matches: matches(claim) })) }
}

interface Decision {
  decision: 'confirm' | 'refuse'
  reason?: string
}

export async function decideClaim(deps: Deps, actor: Actor, id: string, body: Decision): Promise<Claim> {
  const claim = await deps.models.Claim.findById(id).lean<ClaimDoc>()
  if (!claim) throw new AppError('notFound', { message: '没有找到这次申请。' })
  requireVerifier(actor, claim.region)
  if (claim.account === actor.account._id)
    throw new AppError('forbidden', { message: '自己的申请，要由别人核对。' })
  if (claim.state !== 'open') throw new AppError('claimSettled')
  return view(
    deps,
    await (body.decision === 'confirm' ? confirm(deps, actor, claim) : refuse(deps, actor, claim, body)),
  )
}

async function confirm(deps: Deps, actor: Actor, claim: ClaimDoc): Promise<ClaimDoc> {
  const found = await residentClaimed(deps, claim)
  if (!found) {
    const message = '户籍登记里，这一户没有对上这个姓名（没有、已迁出，或有同名的人）。请核对后再定。'
    throw new AppError('notReady', { fields: [{ field: 'decision', message }] })
  }
  const office = await isOfficeHolder(deps, found.resident._id)
  if (!mayVerify(actor.viewer.roles, claim.region, office))
    throw new AppError('forbidden', { message: '这位村民在任村干部，请镇里核对，或由本人用微信手机号核对。' })
  return confirmClaim(deps, claim, found.resident._id, actor.person._id)
}

const withoutReason = '村里核对后没有对上，请带户口簿到村委会办理。'

async function refuse(deps: Deps, actor: Actor, claim: ClaimDoc, { reason }: Decision): Promise<ClaimDoc> {
  const refused = await deps.models.Claim.findOneAndUpdate(
    { _id: claim._id, state: 'open' },
    {
      $set: {
        state: 'refused',
        settledAt: deps.clock.now(),
        settledBy: actor.person._id,
        reason: reason?.trim() || withoutReason,
      },
    },
    { returnDocument: 'after' },
  ).lean<ClaimDoc>()
  if (!refused) throw new AppError('claimSettled')
  if (claim.disputed) {
    const account = await deps.models.Account.findById(claim.account).lean<AccountDoc>()
    if (account) await release(deps, account, 'stay')
  }
  return refused
}

type IssuedSlip = Api['POST /api/regions/:code/households/:household/slips']['response']

/** The code is shown this once; only its keyed hash is kept. */
export async function issueSlip(
  deps: Deps,
  actor: Actor,
  region: string,
  household: string,
): Promise<IssuedSlip> {
  await requireRegion(deps, region)
  requireVerifier(actor, region)
  const found = await deps.models.Household.findOne({
    region,
    code: plainHouseholdCode(household),
  }).lean<HouseholdDoc>()
  if (!found) throw new AppError('householdNotFound')
  const code = newSlipCode()
  const expiresAt = new Date(deps.clock.now().getTime() + slipDays * 24 * 3600 * 1000)
  await writeSlip(deps, found._id, {
    codeHash: hashSlipCode(code, deps.config.secrets.hashKey),
    expiresAt,
    usedAt: null,
    usedBy: null,
  })
  return { householdCode: found.code, code, expiresAt: expiresAt.toISOString() }
}

async function writeSlip(deps: Deps, _id: string, slip: object): Promise<void> {
  const write = () => deps.models.Slip.updateOne({ _id }, { $set: slip }, { upsert: true })
  await write().catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
    return write()
  })
}

export async function endResidence(
  deps: Deps,
  actor: Actor,
  region: string,
  resident: string,
  reason: 'moved' | 'death',
): Promise<void> {
  await requireRegion(deps, region)
  requireVerifier(actor, region)
  const { Account, Person } = deps.models
  const person = await Person.findOne({ _id: resident, 'residence.region': region }).lean<PersonDoc>()
  if (!person) throw new AppError('notFound', { message: '登记册里没有找到这位村民。' })
  requireVerifier(actor, region, await isOfficeHolder(deps, resident))
  const { modifiedCount } = await Person.updateOne(
    { _id: resident, 'residence.state': 'living' },
    {
      $set: {
        'residence.state': reason === 'moved' ? 'moved' : 'dead',
        'residence.endedAt': deps.clock.now(),
      },
    },
  )
  const accounts = await Account.find({ person: resident }).lean<AccountDoc[]>()
  for (const account of accounts) await release(deps, account, reason === 'moved' ? 'follow' : 'stay')
  await endSubscriptions(deps, { person: resident })
  if (modifiedCount === 0)
    throw new AppError('wrongState', { message: '这位村民已经登记为迁出或去世，不用再登记。' })
}
