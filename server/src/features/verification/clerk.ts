import { type Api, type Claim, gateFields, maskPhone, visibleText } from '@hutang/shared'
import { refuseBadWords } from '../../channels/words'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { moveAfter } from '../../storage/marks'
import { type Actor, accountOf } from '../accounts'
import { noteAct } from '../audit'
import { regionOf, regionRefs } from '../regions'
import {
  homesBehind,
  householdsWritten,
  isOfficeHolder,
  membersOf,
  openPhone,
  residentIn,
  residentNamed,
} from '../residents'
import { claimView, kindOf, view } from './claims'
import { confirmClaim } from './confirm'
import { residenceEnds } from './residence-ends'
import { isSamePerson, personsOfAccount } from './same-person'
import { release } from './tie'
import { type ClaimDoc, claimsMark, verificationModels } from './verification.model'
import { mayVerify } from './verification.rules'
import { residentMeant } from './ways/meant'

const longestList = 200

export function requireVerifier(actor: Actor, region: string, office = false): void {
  if (!mayVerify(actor.viewer.roles, region, office)) throw new AppError('forbidden')
}

type OpenClaims = Api['GET /api/regions/:code/claims']['response']

/** Oldest first, each with whether the register knows the name in that household. */
export async function openClaimsOf(deps: Deps, actor: Actor, region: string): Promise<OpenClaims> {
  await regionOf(deps, region)
  requireVerifier(actor, region)
  const claims = await verificationModels(deps.db)
    .Claim.find({ region, state: 'open' })
    .sort({ openedAt: 1 })
    .limit(longestList)
    .lean<ClaimDoc[]>()
  const households = await householdsWritten(
    deps.db,
    region,
    claims.map((claim) => claim.householdCode),
  )
  const ids = [...households.values()].map(({ _id }) => _id)
  // Of a household that merged into another, the people of that one.
  const homesOf = await homesBehind(deps, ids)
  const members = await membersOf(deps.db, ids.flatMap(homesOf))
  const refs = await regionRefs(deps, [region])
  const matches = (claim: ClaimDoc): boolean => {
    const homes = homesOf(households.get(claim.householdCode)?._id ?? '')
    const here = members.filter(({ residence }) => residence !== null && homes.includes(residence.household))
    return residentNamed(here, claim.name) !== null
  }
  return {
    claims: claims.map((claim) => ({
      ...claimView(claim, refs),
      matches: kindOf(claim) === 'phone' || matches(claim),
      phone: maskedNumber(deps, claim),
    })),
  }
}

/** The last digits, as the register shows them: enough to ask whether it is theirs. */
function maskedNumber({ config }: Pick<Deps, 'config'>, { phone }: ClaimDoc): string | null {
  const number = phone ? openPhone(phone.sealed, [config.secrets.fieldKey]) : null
  return number === null ? null : maskPhone(number)
}

interface Decision {
  decision: 'confirm' | 'refuse'
  reason?: string
}

export async function decideClaim(deps: Deps, actor: Actor, id: string, body: Decision): Promise<Claim> {
  const claim = await verificationModels(deps.db).Claim.findById(id).lean<ClaimDoc>()
  if (!claim) throw new AppError('notFound', { message: '没有找到这次申请。' })
  requireVerifier(actor, claim.region)
  if (await isOwnClaim(deps, actor, claim))
    throw new AppError('forbidden', { message: '自己的申请，要由别人核对。' })
  if (claim.state !== 'open') throw new AppError('claimSettled')
  return view(
    deps,
    await (body.decision === 'confirm' ? confirm(deps, actor, claim) : refuse(deps, actor, claim, body)),
  )
}

/** Also of another account that is known to be the same person's. */
async function isOwnClaim({ db }: Deps, { account }: Actor, claim: ClaimDoc): Promise<boolean> {
  const claimant = await accountOf(db, claim.account)
  if (!claimant) return false
  return isSamePerson(db, claimant, { account: account._id, persons: await personsOfAccount(db, account) })
}

async function confirm(deps: Deps, actor: Actor, claim: ClaimDoc): Promise<ClaimDoc> {
  const found = await residentMeant(deps, claim)
  if (!found) {
    const message = '户籍登记里，这一户没有对上这个姓名（没有、已迁出，或有同名的人）。请核对后再定。'
    throw new AppError('notReady', { fields: [{ field: 'decision', message }] })
  }
  const office = await isOfficeHolder(deps, found.resident._id)
  if (!mayVerify(actor.viewer.roles, claim.region, office))
    throw new AppError('forbidden', { message: '这位村民在任村干部，请镇里核对，或由本人用微信手机号核对。' })
  const confirmed = await confirmClaim(deps, claim, found.resident._id, actor.person._id)
  await noteAct(deps, { act: 'claimConfirmed', by: actor, region: claim.region, subject: claim._id })
  return confirmed
}

const withoutReason = '村里核对后没有对上，请带户口簿到村委会办理。'

async function refuse(deps: Deps, actor: Actor, claim: ClaimDoc, { reason }: Decision): Promise<ClaimDoc> {
  const given = { field: 'reason', title: '原因', text: visibleText(reason ?? '') }
  const fields = gateFields([{ ...given, text: reason ?? '' }])
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  await refuseBadWords(deps, actor.account, { what: 'claim', region: claim.region }, [given])
  const decided = {
    state: 'refused',
    settledAt: deps.clock.now(),
    settledBy: actor.person._id,
    reason: given.text || withoutReason,
    phone: null,
  }
  const refused = await moveAfter(deps.marks, [claimsMark(claim.account)], () =>
    verificationModels(deps.db)
      .Claim.findOneAndUpdate(
        { _id: claim._id, state: 'open' },
        { $set: decided },
        { returnDocument: 'after' },
      )
      .lean<ClaimDoc>(),
  )
  if (!refused) throw new AppError('claimSettled')
  await noteAct(deps, { act: 'claimRefused', by: actor, region: claim.region, subject: claim._id })
  if (claim.disputed) {
    const account = await accountOf(deps.db, claim.account)
    if (account) await release(deps, account, 'stay')
  }
  return refused
}

export async function endResidence(
  deps: Deps,
  actor: Actor,
  region: string,
  resident: string,
  reason: 'moved' | 'death',
): Promise<void> {
  await regionOf(deps, region)
  requireVerifier(actor, region)
  const person = await residentIn(deps.db, region, resident)
  if (!person) throw new AppError('notFound', { message: '登记册里没有找到这位村民。' })
  requireVerifier(actor, region, await isOfficeHolder(deps, resident))
  if (!(await residenceEnds(deps, person, reason)))
    throw new AppError('wrongState', { message: '这位村民已经登记为迁出或去世，不用再登记。' })
}
