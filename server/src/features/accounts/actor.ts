import type { Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import {
  isWorking,
  type PersonDoc,
  personMark,
  personWithRoles,
  type RoleDoc,
  regionOfHousehold,
  registerMark,
} from '../residents'
import { type AccountDoc, accountMark, accountModels, type SessionDoc, sessionMark } from './accounts.model'
import { isAlive } from './sessions.rules'
import type { AccessClaims } from './tokens'

/** A signed-in account with the person it stands for, as permissions need it. Shared by requests: nobody changes it. */
export interface Actor {
  account: AccountDoc
  person: PersonDoc
  viewer: Viewer
  /** Every post that the person ever had; which of them holds now is in `viewer`. */
  posts: readonly RoleDoc[]
  /** Session family */
  session: string
  /** The network the request came from, for the audit. */
  from: string | null
}

/** What an actor is made of, as it is stored; what depends on the time is decided at each use. */
interface Identity {
  account: AccountDoc
  session: SessionDoc
  person: PersonDoc
  roles: readonly RoleDoc[]
  /** Households whose rows are the own household's too. */
  tied: readonly string[]
  /** Households that the person looks after, with those whose rows are theirs too. */
  caredFor: readonly string[]
  /** Every account that is tied to the same person, also while that is disputed. */
  accounts: readonly string[]
}

type Reading = Pick<Deps, 'db' | 'clock'>

const kept = cacheByMarks<Identity>({ maxEntries: 5000, ttlMs: longestUnseenMs })

const marksOf = ({ account, session, person, caredFor }: Identity): string[] => [
  sessionMark(session._id),
  accountMark(account._id),
  ...new Set([personMark(person._id), personMark(account.own)]),
  ...(person.residence ? [registerMark(person.residence.region)] : []),
  ...new Set(caredFor.map((household) => registerMark(regionOfHousehold(household)))),
]

/** The actor as it is kept in memory; `readNow` says that it was not, and comes from the database. */
export async function knownActor(
  deps: Reading & Pick<Deps, 'marks'>,
  claims: AccessClaims,
  from: string | null,
): Promise<{ actor: Actor; readNow: boolean }> {
  let readNow = false
  const read = () => {
    readNow = true
    return readIdentity(deps, claims)
  }
  const identity = await kept(deps).get(claims.session, read, marksOf)
  return { actor: actorOfIdentity(identity, claims, deps.clock.now(), from), readNow }
}

/** The actor of an account and a session that were just read or written. */
export async function actorOfSession(
  deps: Reading,
  account: AccountDoc,
  session: SessionDoc,
  from: string | null,
): Promise<Actor> {
  const claims = { account: account._id, session: session._id }
  const identity = await identityOf(deps, account, session, [account._id])
  return actorOfIdentity(identity, claims, deps.clock.now(), from)
}

/** The actor as the database has it now; throws `sessionExpired` where the session has ended, or is another account's. */
export async function loadActor(deps: Reading, claims: AccessClaims, from: string | null): Promise<Actor> {
  return actorOfIdentity(await readIdentity(deps, claims), claims, deps.clock.now(), from)
}

/** What moves when the actor is another one than before: signed out, tied to another person, a new post. */
export const actorMarks = ({ account, person, session }: Actor): string[] => [
  ...new Set([
    sessionMark(session),
    accountMark(account._id),
    personMark(person._id),
    personMark(account.own),
  ]),
]

/** What an account stands for now, without a session: for what it has asked to be done later. Null: it is closed. */
export async function standingOf(
  { db, clock }: Reading,
  accountId: string,
): Promise<Pick<Actor, 'account' | 'person' | 'viewer'> | null> {
  const { Account } = accountModels(db)
  const account = await Account.findById(accountId).lean<AccountDoc>()
  if (!account) return null
  const found = await personWithRoles(db, personBehind(account), account.own)
  if (!found) return null
  const others = await Account.find({ person: account.person }, { _id: 1 }).lean<{ _id: string }[]>()
  const viewer = viewerOf(account, found, clock.now())
  return {
    account,
    person: found.person,
    viewer: { ...viewer, accounts: others.map(({ _id }) => _id), own: account.own },
  }
}

/** A disputed account is its own person again: the resident's inbox and posts are closed to it. */
const personBehind = ({ disputedAt, person, own }: AccountDoc): string => (disputedAt === null ? person : own)

/** The actor as it is after what was just done to the account. */
export const currentActor = (deps: Reading, { account, session, from }: Actor): Promise<Actor> =>
  loadActor(deps, { account: account._id, session }, from)

async function readIdentity(deps: Reading, claims: AccessClaims): Promise<Identity> {
  const { Account, Session } = accountModels(deps.db)
  const from = Account.collection.name
  const [found] = await Session.aggregate<SessionDoc & { own: AccountDoc; others: AccountDoc[] }>([
    { $match: { _id: claims.session, account: claims.account } },
    { $lookup: { from, localField: 'account', foreignField: '_id', as: 'own' } },
    { $unwind: '$own' },
    { $lookup: { from, localField: 'own.person', foreignField: 'person', as: 'others' } },
  ])
  if (!found) throw new AppError('sessionExpired')
  const { own, others, ...session } = found
  return identityOf(
    deps,
    own,
    session,
    others.map(({ _id }) => _id),
  )
}

async function identityOf(
  { db }: Reading,
  account: AccountDoc,
  session: SessionDoc,
  accounts: readonly string[],
): Promise<Identity> {
  const found = await personWithRoles(db, personBehind(account), account.own)
  if (!found) throw new AppError('sessionExpired')
  return { account, session, accounts, ...found }
}

function actorOfIdentity(
  { account, session, person, roles, tied, caredFor, accounts }: Identity,
  claims: AccessClaims,
  now: Date,
  from: string | null,
): Actor {
  if (account._id !== claims.account || !isAlive(session, now)) throw new AppError('sessionExpired')
  const viewer = { ...viewerOf(account, { person, roles, tied, caredFor }, now), accounts, own: account.own }
  return { account, person, viewer, posts: roles, session: session._id, from }
}

/** The pure part: what an account, its person and roles amount to at an instant. */
export function viewerOf(
  account: Pick<AccountDoc, '_id' | 'verifiedAt' | 'disputedAt'>,
  {
    person,
    roles,
    tied,
    caredFor,
  }: Pick<Identity, 'roles' | 'tied' | 'caredFor'> & {
    person: Pick<PersonDoc, '_id' | 'residence'> & Partial<Pick<PersonDoc, 'enterprises'>>
  },
  now: Date,
): Viewer {
  const { residence: home, enterprises = [] } = person
  const verified = account.verifiedAt !== null && account.disputedAt === null && home?.state === 'living'
  return {
    account: account._id,
    person: person._id,
    residences:
      verified && home
        ? [home.household, ...tied].map((household) => ({
            region: home.region,
            household,
            member: home.member,
          }))
        : [],
    ...(caredFor.length > 0
      ? { caredFor: caredFor.map((household) => ({ region: regionOfHousehold(household), household })) }
      : {}),
    ...(enterprises.length > 0 ? { enterprises } : {}),
    roles: roles.filter((role) => isWorking(role, now)).map(roleOfViewer),
  }
}

const roleOfViewer = ({ role, region, group }: RoleDoc): Viewer['roles'][number] =>
  group === undefined ? { role, region } : { role, region, group }
