import type { Deps } from '../../deps'
import type { Gone } from '../../feature'
import { moveAfter } from '../../storage/marks'
import { inPages, oneByOne } from '../../storage/pages'
import { personMark } from '../residents'
import { accountOf, accountsOfPersons } from './accounts'
import { type AccountDoc, accountMark, accountModels, type Leaving, sessionMark } from './accounts.model'

/** An account of which something is still to go. */
export interface LeavingAccount extends AccountDoc {
  leaving: Leaving
}

const isLeaving = (account: AccountDoc | null): account is LeavingAccount => account?.leaving != null

/**
 * From this write on the account is nobody's: WeChat does not open it, nothing is sent to it, and it stands for no
 * resident. Repeatable; null where there is no such account, or it was tied to somebody else meanwhile.
 */
export async function beginToLeave(
  { db, marks, clock }: Pick<Deps, 'db' | 'marks' | 'clock'>,
  { _id, person, own, openid, disputedAt }: AccountDoc,
  { region, from }: Pick<Leaving, 'region' | 'from'>,
): Promise<LeavingAccount | null> {
  const leaving: Leaving = {
    ...{ at: clock.now(), openid, region, from },
    // What somebody else says is theirs is left to the office.
    person: disputedAt === null ? person : own,
  }
  const nobodys = { openid: null, oidc: null, person: own, verifiedAt: null, disputedAt: null, name: '' }
  await moveAfter(marks, [accountMark(_id), ...new Set([person, own].map(personMark))], () =>
    accountModels(db).Account.updateOne(
      { _id, person, disputedAt, leaving: null },
      { $set: { ...nobodys, leaving } },
    ),
  )
  const now = await accountOf(db, _id)
  return isLeaving(now) ? now : null
}

/** Whose data goes; a person for whom another account stands keeps what is theirs. */
export async function goneOf({ db }: Pick<Deps, 'db'>, { _id, own, leaving }: LeavingAccount): Promise<Gone> {
  const { openid, person, at } = leaving
  const others = (await accountsOfPersons(db, [...new Set([own, person])])).filter((one) => one._id !== _id)
  const persons = [...new Set([own, person])].filter((one) => !others.some((other) => other.person === one))
  return { account: _id, openid, persons, at }
}

export async function* leavingAccounts({ db }: Pick<Deps, 'db'>): AsyncGenerator<LeavingAccount, void> {
  const pages = inPages<AccountDoc>(accountModels(db).Account, { 'leaving.at': { $type: 'date' } })
  for await (const account of oneByOne(pages)) if (isLeaving(account)) yield account
}

/** Signed out everywhere, without a trace of where it was. Repeatable. */
export async function forgetSessions({ db, marks }: Pick<Deps, 'db' | 'marks'>, account: string) {
  const { Session, Scan, OidcAttempt } = accountModels(db)
  const found = await Session.find({ account }, { _id: 1 }).lean<{ _id: string }[]>()
  await moveAfter(
    marks,
    found.map(({ _id }) => sessionMark(_id)),
    () => Session.deleteMany({ account }),
  )
  await Scan.deleteMany({ account })
  await OidcAttempt.deleteMany({ $or: [{ account }, { tie: account }] })
}

/** The last of it. */
export async function dropAccount({ db }: Pick<Deps, 'db'>, { _id, own }: AccountDoc): Promise<void> {
  await accountModels(db).Invite.deleteMany({ person: own })
  await accountModels(db).Account.deleteOne({ _id })
}
