import type { Viewer } from '@hutang/shared'
import type { Clock } from '../../clock'
import type { Models } from '../../models'
import type { AccountDoc, PersonDoc, RoleDoc, SessionDoc } from './identity.model'
import type { AccessClaims } from './tokens'

/** A signed-in account with the person it stands for, as permissions need it. */
export interface Actor {
  account: AccountDoc
  person: PersonDoc
  viewer: Viewer
  /** Session family */
  session: string
}

/** Read afresh for every request, so that a role that ended or a sign-out holds at once. */
export async function loadActor(models: Models, claims: AccessClaims, clock: Clock): Promise<Actor | null> {
  const [account, session] = await Promise.all([
    models.Account.findById(claims.account).lean<AccountDoc>(),
    models.Session.findById(claims.session).lean<SessionDoc>(),
  ])
  if (!account || !session || session.account !== account._id) return null
  if (session.revokedAt || session.expiresAt <= clock.now()) return null
  // Disputed, an account is its own person again: neither the resident's inbox nor an office of theirs is open to it.
  const standsFor = account.disputedAt === null ? account.person : account.own
  const [person, roles] = await Promise.all([
    models.Person.findById(standsFor).lean<PersonDoc>(),
    models.Role.find({ person: { $in: [standsFor, account.own] } }).lean<RoleDoc[]>(),
  ])
  if (!person) return null
  return { account, person, viewer: viewerOf(account, person, roles, clock.now()), session: claims.session }
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

/** What a person may read, whatever account they use: for matching and sealing. */
export async function viewerOfPerson(models: Models, personId: string, now: Date): Promise<Viewer | null> {
  const [person, account, roles] = await Promise.all([
    models.Person.findById(personId).lean<PersonDoc>(),
    models.Account.findOne({
      person: personId,
      verifiedAt: { $ne: null },
      disputedAt: null,
    }).lean<AccountDoc>(),
    models.Role.find({ person: personId }).lean<RoleDoc[]>(),
  ])
  if (!person) return null
  const stands = account ?? { _id: '', verifiedAt: null, disputedAt: null }
  return viewerOf(stands, person, roles, now)
}
