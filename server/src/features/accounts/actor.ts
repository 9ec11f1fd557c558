import type { Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { type PersonDoc, personOf, type RoleDoc, rolesOf } from '../residents'
import { type AccountDoc, accountModels, type SessionDoc } from './accounts.model'
import type { AccessClaims } from './tokens'

/** A signed-in account with the person it stands for, as permissions need it. */
export interface Actor {
  account: AccountDoc
  person: PersonDoc
  viewer: Viewer
  /** Session family */
  session: string
}

type Reading = Pick<Deps, 'db' | 'clock'>

/** Null where the session has ended, or belongs to another account. */
export async function loadActor({ db, clock }: Reading, claims: AccessClaims): Promise<Actor | null> {
  const { Account, Session } = accountModels(db)
  const [account, session] = await Promise.all([
    Account.findById(claims.account).lean<AccountDoc>(),
    Session.findById(claims.session).lean<SessionDoc>(),
  ])
  if (!account || !session || session.account !== account._id) return null
  if (session.revokedAt || session.expiresAt <= clock.now()) return null
  // A disputed account is its own person again: the resident's inbox and posts are closed to it.
  const standsFor = account.disputedAt === null ? account.person : account.own
  const [person, roles] = await Promise.all([personOf(db, standsFor), rolesOf(db, [standsFor, account.own])])
  if (!person) return null
  return { account, person, viewer: viewerOf(account, person, roles, clock.now()), session: claims.session }
}

/** The actor as it is after what was just done to the account. */
export async function currentActor(deps: Reading, { account, session }: Actor): Promise<Actor> {
  const actor = await loadActor(deps, { account: account._id, session })
  if (!actor) throw new AppError('sessionExpired')
  return actor
}

/** The pure part: what an account, its person and roles amount to at an instant. */
export function viewerOf(
  account: Pick<AccountDoc, '_id' | 'verifiedAt' | 'disputedAt'>,
  person: PersonDoc,
  roles: readonly RoleDoc[],
  now: Date,
): Viewer {
  const home = person.residence
  const verified = account.verifiedAt !== null && account.disputedAt === null && home?.state === 'living'
  return {
    account: account._id,
    person: person._id,
    residences:
      verified && home ? [{ region: home.region, household: home.household, member: home.member }] : [],
    roles: roles
      .filter((role) => role.since <= now && (role.until === null || role.until > now))
      .map(({ role, region }) => ({ role, region })),
  }
}
