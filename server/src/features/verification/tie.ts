import type { User } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { eachSafely } from '../../each-safely'
import { AppError } from '../../errors'
import { inPages, oneByOne } from '../../storage/pages'
import {
  type AccountDoc,
  type Actor,
  accountOf,
  accountsOfPersons,
  currentActor,
  tieAccount,
  untieAccount,
  userView,
} from '../accounts'
import { recordAct } from '../audit'
import { changePhone, endProxies, type PersonDoc, personOf } from '../residents'
import { closeOpenClaims, kindOf } from './claims'
import { type ClaimDoc, verificationModels } from './verification.model'
import { replaceAccounts } from './ways/replace'

/** The effect of a confirmed claim. Repeatable: a claim stays pending (stored as `owed`) until all of it is done. */
export async function finishClaim(deps: Deps, claim: ClaimDoc): Promise<void> {
  const { db } = deps
  const account = await accountOf(db, claim.account)
  const resident = claim.resident === null ? null : await personOf(db, claim.resident)
  if (account && resident) await (kindOf(claim) === 'phone' ? takePhone : tie)(deps, claim, account, resident)
  await verificationModels(db).Claim.updateOne({ _id: claim._id }, { $set: { owed: false, phone: null } })
}

async function tie(deps: Deps, claim: ClaimDoc, account: AccountDoc, resident: PersonDoc): Promise<void> {
  await tieAccount(deps, account, resident, claim.settledAt)
  await personMoved(deps, account.own, resident._id, { inbox: true })
  if (kindOf(claim) === 'wechat') await replaceAccounts(deps, claim, account, resident._id)
}

/** 手机号换了 */
async function takePhone(
  deps: Deps,
  { phone, region, _id, settledBy }: ClaimDoc,
  account: AccountDoc,
  resident: PersonDoc,
): Promise<void> {
  if (!phone || account.person !== resident._id) return
  await recordAct(deps, _id, {
    ...{ act: 'phoneChanged', region, subject: _id },
    by: { account, person: { _id: settledBy ?? account.person }, from: null },
  })
  await changePhone(deps, resident._id, { phoneHash: phone.hash, phoneSealed: phone.sealed })
}

/** Ties the accounts that a crash left untied after their claim was confirmed; answers how many. */
export async function finishPendingClaims(deps: Deps): Promise<number> {
  const pending = oneByOne(inPages(verificationModels(deps.db).Claim, { owed: true }))
  return eachSafely(deps.log, 'a confirmed claim could not be finished', pending, (claim) =>
    finishClaim(deps, claim),
  )
}

/**
 * The account stands for its own person again. What it follows comes along where the resident's wishes were
 * this account's alone; the inbox stays, since it tells of the household.
 */
export async function release(deps: Deps, account: AccountDoc, interests: 'follow' | 'stay'): Promise<void> {
  const resident = account.person
  const own = await untieAccount(deps, account)
  await closeOpenClaims(deps, account._id)
  await verificationModels(deps.db).Claim.updateMany(
    { account: account._id, owed: true },
    { $set: { owed: false } },
  )
  if (interests === 'follow' && !(await hasVerifiedAccount(deps.db, resident)))
    await personMoved(deps, resident, own, { inbox: false })
}

const hasVerifiedAccount = async (db: Connection, person: string): Promise<boolean> =>
  (await accountsOfPersons(db, [person])).some(({ verifiedAt }) => verifiedAt !== null)

/** What every feature keeps of a person goes along. */
export async function personMoved(
  deps: Deps,
  from: string,
  to: string,
  options: { inbox: boolean },
): Promise<void> {
  if (from === to) return
  for (const { people } of deps.features) await people?.moved(deps, from, to, options)
}

export async function personEnded(deps: Deps, person: string): Promise<void> {
  for (const { people } of deps.features) await people?.ended(deps, person)
}

export async function withdraw(deps: Deps, actor: Actor): Promise<User> {
  const { account } = actor
  if (account.verifiedAt === null)
    throw new AppError('notFound', { message: '您现在没有认证为哪一户的村民。' })
  await endProxies(deps, { givenBy: account._id }, 'member')
  await release(deps, account, account.disputedAt === null ? 'follow' : 'stay')
  return userView(deps, await currentActor(deps, actor))
}
