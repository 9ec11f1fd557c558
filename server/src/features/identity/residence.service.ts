import type { User } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { ensureOwnPerson, unnamed } from './accounts.service'
import { type Actor, loadActor } from './actor'
import { closeOpenClaims } from './claims.service'
import type { AccountDoc, ClaimDoc, PersonDoc } from './identity.model'
import { moveInterests } from './interests.service'
import { userView } from './user-view'

/** The effect of a confirmed claim. Repeatable: a claim stays `owed` until all of it is done. */
export async function finishClaim(deps: Deps, claim: ClaimDoc): Promise<void> {
  const { Account, Claim, Person } = deps.models
  const account = await Account.findById(claim.account).lean<AccountDoc>()
  const resident = await Person.findById(claim.resident).lean<PersonDoc>()
  if (account && resident) {
    const name = account.name === unnamed ? resident.name : account.name
    await Account.updateOne(
      { _id: account._id },
      { $set: { person: resident._id, verifiedAt: claim.settledAt, disputedAt: null, name } },
    )
    await moveInterests(deps, account.own, resident._id, true)
  }
  await Claim.updateOne({ _id: claim._id }, { $set: { owed: false } })
}

/** Ties the accounts that a crash left untied after their claim was confirmed; how many. */
export async function finishOwedClaims(deps: Deps): Promise<number> {
  const owed = await deps.models.Claim.find({ owed: true }).lean<ClaimDoc[]>()
  for (const claim of owed) await finishClaim(deps, claim)
  return owed.length
}

/**
 * The account stands for its own person again. What it follows comes along where the resident's wishes were
 * this account's alone; the inbox stays, since it tells of the household.
 */
export async function release(deps: Deps, account: AccountDoc, interests: 'follow' | 'stay'): Promise<void> {
  const { Account } = deps.models
  const resident = account.person
  const own = account.own === resident ? `own-${account._id}` : account.own
  await ensureOwnPerson(deps, { own, name: account.name })
  await Account.updateOne(
    { _id: account._id, person: resident },
    { $set: { person: own, own, verifiedAt: null, disputedAt: null } },
  )
  await closeOpenClaims(deps, account._id)
  await deps.models.Claim.updateMany({ account: account._id, owed: true }, { $set: { owed: false } })
  const others = await Account.countDocuments({ person: resident, verifiedAt: { $ne: null } })
  if (interests === 'follow' && others === 0) await moveInterests(deps, resident, own, false)
}

export async function withdraw(deps: Deps, actor: Actor): Promise<User> {
  const { account } = actor
  if (account.verifiedAt === null)
    throw new AppError('notFound', { message: '您现在没有认证为哪一户的村民。' })
  await release(deps, account, account.disputedAt === null ? 'follow' : 'stay')
  return currentUser(deps, actor)
}

/** The account as it is after what was just done to it. */
export async function currentUser(deps: Deps, actor: Actor): Promise<User> {
  const claims = { account: actor.account._id, session: actor.session }
  const now = await loadActor(deps.models, claims, deps.clock)
  if (!now) throw new AppError('sessionExpired')
  return userView(deps, now)
}
