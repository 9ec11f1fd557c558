import { householdKey, type User } from '@hutang/shared'
import { loginFailure } from '../../channels/wechat'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { moveAfter } from '../../storage/marks'
import { type Actor, currentActor, userView } from '../accounts'
import { noteAct } from '../audit'
import { hashPhone, isOfficeHolder, residentClaimed } from '../residents'
import { hashSlipCode } from './slip-codes'
import { finishClaim } from './tie'
import { giveTryBack, takeTry, tryKey } from './tries'
import { type ClaimDoc, claimsMark, verificationModels } from './verification.model'
import { triesADay } from './verification.rules'

/** Every wrong thing gets the same answer: a code, a name and a household cannot be tried out one by one. */
export async function confirmBySlip(deps: Deps, actor: Actor, id: string, code: string): Promise<User> {
  const claim = await ownOpenClaim(deps, actor, id)
  await takeTries(deps, claim)
  const found = await residentClaimed(deps, claim)
  const mayUseSlip = found !== null && !(await isOfficeHolder(deps, found.resident._id))
  const codeHash = hashSlipCode(code, deps.config.secrets.hashKey)
  const taken = mayUseSlip && (await takeSlip(deps, found.household._id, codeHash, claim._id))
  const noted = { by: actor, region: claim.region, subject: claim._id }
  if (!taken) {
    await noteAct(deps, { act: 'slipRefused', ...noted, detail: 'notMatched' })
    throw new AppError('verificationFailed')
  }
  await confirmClaim(deps, claim, found.resident._id, claim.account)
  await noteAct(deps, { act: 'slipSettled', ...noted })
  return verifiedUser(deps, actor)
}

async function takeSlip(deps: Deps, household: string, codeHash: string, claim: string): Promise<boolean> {
  const now = deps.clock.now()
  const { matchedCount } = await verificationModels(deps.db).Slip.updateOne(
    { _id: household, codeHash, expiresAt: { $gt: now }, usedBy: { $in: [null, claim] } },
    { $set: { usedAt: now, usedBy: claim } },
  )
  return matchedCount === 1
}

export async function confirmByPhone(deps: Deps, actor: Actor, id: string, code: string): Promise<User> {
  const claim = await ownOpenClaim(deps, actor, id)
  const taken = await takeTries(deps, claim)
  const phone = await phoneOf(deps, code, () => Promise.all(taken.map((key) => giveTryBack(deps, key))))
  const found = await residentClaimed(deps, claim)
  if (!found || found.resident.phoneHash !== hashPhone(phone, deps.config.secrets.hashKey))
    throw new AppError('verificationFailed')
  await confirmClaim(deps, claim, found.resident._id, claim.account)
  return verifiedUser(deps, actor)
}

async function phoneOf(deps: Deps, code: string, onOutage: () => Promise<unknown>): Promise<string> {
  const result = await deps.wechat.getPhoneNumber(code)
  if (result.kind === 'ok') return result.value.phone
  if (loginFailure(result) === 'codeInvalid')
    throw new AppError('verificationFailed', {
      message: '微信没有给出手机号，请再点一次“用微信手机号核对”。',
    })
  await onOutage()
  throw new AppError('wechatUnavailable')
}

async function ownOpenClaim(deps: Deps, actor: Actor, id: string): Promise<ClaimDoc> {
  const claim = await verificationModels(deps.db)
    .Claim.findOne({ _id: id, account: actor.account._id })
    .lean<ClaimDoc>()
  if (!claim) throw new AppError('notFound', { message: '没有找到这次申请，请重新申请。' })
  if (claim.state !== 'open') throw new AppError('claimSettled')
  if (claim.disputed || actor.account.disputedAt !== null) throw new AppError('disputed')
  if (actor.account.verifiedAt !== null) throw new AppError('alreadyVerified')
  return claim
}

async function takeTries(deps: Deps, claim: ClaimDoc): Promise<string[]> {
  const keys = [
    tryKey(deps, 'account', claim.account),
    tryKey(deps, 'household', `${claim.region}:${householdKey(claim.householdCode)}`),
  ]
  for (const key of keys) await takeTry(deps, key, triesADay)
  return keys
}

/** The commit point is the claim: of a clerk's refusal and a slip at the same moment, one wins. */
export async function confirmClaim(
  deps: Deps,
  { _id, account }: ClaimDoc,
  resident: string,
  by: string,
): Promise<ClaimDoc> {
  const decided = {
    state: 'confirmed',
    settledAt: deps.clock.now(),
    settledBy: by,
    reason: null,
    resident,
    owed: true,
  }
  const confirmed = await moveAfter(deps.marks, [claimsMark(account)], () =>
    verificationModels(deps.db)
      .Claim.findOneAndUpdate({ _id, state: 'open' }, { $set: decided }, { returnDocument: 'after' })
      .lean<ClaimDoc>(),
  )
  if (!confirmed) throw new AppError('claimSettled')
  await finishClaim(deps, confirmed)
  return confirmed
}

const verifiedUser = async (deps: Deps, actor: Actor): Promise<User> =>
  userView(deps, await currentActor(deps, actor))
