import type { User } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import type { Gone } from '../../../feature'
import { moveAfter } from '../../../storage/marks'
import {
  type AccountDoc,
  type Actor,
  accountsOfPersons,
  currentActor,
  untieAccount,
  userView,
} from '../../accounts'
import { noteAct } from '../../audit'
import { endProxies, forgetPhone, forgetProxies, isOfficeHolder } from '../../residents'
import { personMoved } from '../tie'
import { type ClaimDoc, claimsMark, verificationModels } from '../verification.model'

/**
 * 撤回同意 (个保法 15): the tie to the household and the telephone go, the account stays. The tie goes after everything
 * that is found by it; what a crash cut short is done by asking again.
 */
export async function withdrawConsent(deps: Deps, actor: Actor): Promise<User> {
  const { account } = actor
  const { _id, person, own, verifiedAt } = account
  await endProxies(deps, { givenBy: _id }, 'member')
  if (verifiedAt !== null) {
    if (await isTheirs(deps.db, account)) {
      await forgetPhone(deps, person)
      await personMoved(deps, person, own, { inbox: false })
    }
    await untieAccount(deps, account)
    await noteAct(deps, {
      ...{ act: 'consentWithdrawn', by: actor },
      ...(actor.viewer.residences[0] ? { region: actor.viewer.residences[0].region } : {}),
    })
  }
  await forgetClaims(deps, _id)
  return userView(deps, await currentActor(deps, actor))
}

/** 撤回手机号的授权: the number alone goes. Repeatable. */
export async function withdrawPhone(deps: Deps, account: AccountDoc): Promise<void> {
  if (account.verifiedAt !== null && (await isTheirs(deps.db, account)))
    await forgetPhone(deps, account.person)
}

/** The account stands for the resident, and no other does. */
const isTheirs = async (db: Connection, { _id, person, disputedAt }: AccountDoc): Promise<boolean> =>
  disputedAt === null && !(await isAnothers(db, person, _id))

const isAnothers = async (db: Connection, person: string, account: string): Promise<boolean> =>
  (await accountsOfPersons(db, [person])).some(
    ({ _id, verifiedAt }) => _id !== account && verifiedAt !== null,
  )

/** What it said of itself. That it was tied to who holds an office stays, so that no slip is proved by who issued it. */
async function forgetClaims(deps: Deps, account: string): Promise<void> {
  const { Claim, Consent } = verificationModels(deps.db)
  const confirmed = await Claim.find({ account, state: 'confirmed' }).lean<ClaimDoc[]>()
  const kept: string[] = []
  for (const { _id, resident } of confirmed)
    if (resident !== null && (await isOfficeHolder(deps, resident))) kept.push(_id)
  await moveAfter(deps.marks, [claimsMark(account)], () => Claim.deleteMany({ account, _id: { $nin: kept } }))
  await Consent.deleteMany({ account })
}

/** 注销: nothing of what it claimed, let others see or looked after stays. Repeatable. */
export async function verificationLeft(deps: Deps, { account, persons }: Gone): Promise<void> {
  const { Claim, Consent } = verificationModels(deps.db)
  await moveAfter(deps.marks, [claimsMark(account)], () => Claim.deleteMany({ account }))
  await Consent.deleteMany({ account })
  for (const person of persons) await endProxies(deps, { person }, 'asker')
  // Also where another account stands for the person.
  await endProxies(deps, { account }, 'asker')
  await endProxies(deps, { givenBy: account }, 'member')
  await forgetProxies(deps.db, account)
}
