import { householdKey, type User } from '@hutang/shared'
import { loginFailure } from '../../channels/wechat'
import { wechatConnected } from '../../config'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { moveAfter } from '../../storage/marks'
import { type Actor, currentActor, userView } from '../accounts'
import { noteAct } from '../audit'
import { hashPhone, householdMark, isOfficeHolder } from '../residents'
import { kindOf } from './claims'
import { isSamePerson } from './same-person'
import { hashSlipCode } from './slip-codes'
import { finishClaim } from './tie'
import { countTry, giveTryBack, takeTry, tryKey } from './tries'
import { type ClaimDoc, claimsMark, type SlipDoc, verificationModels } from './verification.model'
import { triesADay } from './verification.rules'
import { residentMeant } from './ways/meant'

/** Every wrong thing gets the same answer: a code, a name and a household cannot be tried out one by one. */
export async function confirmBySlip(deps: Deps, actor: Actor, id: string, code: string): Promise<User> {
  const claim = await ownOpenClaim(deps, actor, id)
  const tries = await takeTries(deps, claim)
  const found = await residentMeant(deps, claim)
  const mayUseSlip = found !== null && !(await isOfficeHolder(deps, found.resident._id))
  const codeHash = hashSlipCode(code, deps.config.secrets.hashKey)
  const taken = mayUseSlip && (await takeSlip(deps, actor, found.household._id, codeHash, claim))
  const noted = { by: actor, region: claim.region, subject: claim._id }
  if (!taken) {
    await noteAct(deps, { act: 'slipRefused', ...noted, detail: 'notMatched' })
    throw notMatched(tries)
  }
  await confirmClaim(deps, claim, found.resident._id, claim.account)
  await noteAct(deps, { act: 'slipSettled', ...noted })
  return verifiedUser(deps, actor)
}

/** False where the code is not that of the household's slip. A new slip has a new code, so that what is read here is what is taken. */
async function takeSlip(
  deps: Deps,
  actor: Actor,
  household: string,
  codeHash: string,
  claim: ClaimDoc,
): Promise<boolean> {
  const { Slip } = verificationModels(deps.db)
  const now = deps.clock.now()
  const good = { _id: household, codeHash, expiresAt: { $gt: now }, usedBy: { $in: [null, claim._id] } }
  const slip = await Slip.findOne(good).lean<SlipDoc>()
  if (!slip) return false
  if (slip.issuedBy && (await isSamePerson(deps.db, actor.account, slip.issuedBy))) {
    const noted = { by: actor, region: claim.region, subject: claim._id }
    await noteAct(deps, { act: 'slipRefused', ...noted, detail: 'ownSlip' })
    throw new AppError('ownSlip')
  }
  const { matchedCount } = await moveAfter(deps.marks, [householdMark(household)], () =>
    Slip.updateOne(good, { $set: { usedAt: now, usedBy: claim._id } }),
  )
  return matchedCount === 1
}

export async function confirmByPhone(deps: Deps, actor: Actor, id: string, code: string): Promise<User> {
  if (!wechatConnected(deps.config)) throw new AppError('wechatNotConnected')
  const claim = await ownOpenClaim(deps, actor, id)
  const tries = await takeTries(deps, claim)
  const giveBack = () => Promise.all(tries.keys.map((key) => giveTryBack(deps, key)))
  const phone = await phoneOf(deps, actor.account, code, giveBack)
  const found = await residentMeant(deps, claim)
  if (!found || found.resident.phoneHash !== hashPhone(phone, deps.config.secrets.hashKey))
    throw notMatched(tries)
  await confirmClaim(deps, claim, found.resident._id, claim.account)
  return verifiedUser(deps, actor)
}

/** The number that WeChat names for the person's phone. */
export async function phoneOf(
  deps: Deps,
  { openid }: Actor['account'],
  code: string,
  onNothing: () => Promise<unknown>,
): Promise<string> {
  const result = await deps.wechat.getPhoneNumber(code, openid ?? undefined)
  if (result.kind === 'ok' && result.value.countryCode === '86') return result.value.phone
  if (result.kind === 'ok') {
    // The register's numbers are the mainland's: the same digits elsewhere are another person's.
    await onNothing()
    throw new AppError('phoneAbroad')
  }
  if (loginFailure(result) === 'codeInvalid')
    throw new AppError('verificationFailed', {
      message: '微信没有给出手机号，请再点一次。',
    })
  await onNothing()
  throw new AppError('wechatUnavailable')
}

async function ownOpenClaim(deps: Deps, actor: Actor, id: string): Promise<ClaimDoc> {
  const claim = await verificationModels(deps.db)
    .Claim.findOne({ _id: id, account: actor.account._id })
    .lean<ClaimDoc>()
  if (!claim) throw new AppError('notFound', { message: '没有找到这次申请，请重新申请。' })
  if (claim.state !== 'open') throw new AppError('claimSettled')
  if (claim.disputed || actor.account.disputedAt !== null) throw new AppError('disputed')
  // 手机号换了 is asked by who is verified, and by nobody else.
  if (kindOf(claim) === 'phone' && actor.account.verifiedAt === null) throw new AppError('claimSettled')
  if (kindOf(claim) !== 'phone' && actor.account.verifiedAt !== null) throw new AppError('alreadyVerified')
  return claim
}

interface Tries {
  keys: string[]
  /** The household's tries of the day were spent before this one. */
  spent: boolean
}

/** The account's limit ends here; the household's only ends wrong tries, so that others cannot keep the household out. */
async function takeTries(deps: Deps, claim: ClaimDoc): Promise<Tries> {
  const account = tryKey(deps, 'account', claim.account)
  const household = tryKey(deps, 'household', `${claim.region}:${householdKey(claim.householdCode)}`)
  await takeTry(deps, account, triesADay)
  const counted = await countTry(deps, household, triesADay)
  return { keys: counted ? [account, household] : [account], spent: !counted }
}

const notMatched = ({ spent }: Tries): AppError =>
  spent
    ? new AppError('tooManyTries', {
        message: '没有核对上，这一户今天试错太多次了。照着纸条填对了仍能认证，或到村委会办理。',
      })
    : new AppError('verificationFailed')

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
