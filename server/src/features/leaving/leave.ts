import type { Deps } from '../../deps'
import { eachSafely } from '../../each-safely'
import { AppError } from '../../errors'
import {
  type AccountDoc,
  type Actor,
  beginToLeave,
  dropAccount,
  forgetSessions,
  goneOf,
  type LeavingAccount,
  leavingAccounts,
} from '../accounts'
import { recordAct } from '../audit'
import { whyNotYet } from './posts'

/** What was under way when the account was deleted has ended by then, in every process. */
const settledMs = 2 * 60_000

/** 注销. The person's own call: who holds a post hands it over first. */
export async function leave(deps: Deps, actor: Actor): Promise<void> {
  const why = await whyNotYet(deps, actor.posts)
  if (why !== null) throw new AppError('postHeld', { message: why })
  const region = actor.viewer.residences[0]?.region ?? null
  await leaveAccount(deps, actor.account, { region, from: actor.from })
}

/** The first write decides; what a crash leaves after it is done by the job. A second call changes nothing. */
export async function leaveAccount(
  deps: Deps,
  account: AccountDoc,
  by: { region: string | null; from: string | null } = { region: null, from: null },
): Promise<void> {
  const leaving = await beginToLeave(deps, account, by)
  if (leaving) await finishLeaving(deps, leaving)
}

/** Everything goes at once; once more when all that was under way is over, and then the account itself. Repeatable. */
async function finishLeaving(deps: Deps, account: LeavingAccount): Promise<void> {
  const { at, person, region, from } = account.leaving
  await recordAct(deps, account._id, {
    ...{ act: 'accountLeft', ...(region === null ? {} : { region }) },
    by: { account, person: { _id: person }, from },
  })
  await forgetSessions(deps, account._id)
  const gone = await goneOf(deps, account)
  for (const { accounts } of deps.features) await accounts?.left?.(deps, gone)
  if (deps.clock.now().getTime() - at.getTime() >= settledMs) await dropAccount(deps, account)
}

/** Answers how many accounts something was still to go of. */
export const finishAllLeaving = (deps: Deps): Promise<number> =>
  eachSafely(deps.log, 'an account could not be deleted', leavingAccounts(deps), (account) =>
    finishLeaving(deps, account),
  )
