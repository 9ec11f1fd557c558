import type { Api, HouseholdView } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import {
  type AccountDoc,
  type Actor,
  accountMark,
  accountOf,
  accountsOfPersons,
  closeAccount,
  isVerified,
} from '../accounts'
import {
  endProxies,
  type HouseholdDoc,
  householdMark,
  householdOf,
  knownHousehold,
  livingMembersOf,
  type PersonDoc,
  personMark,
  personOf,
  regionOfHousehold,
  registerMark,
} from '../residents'
import { newClaim, replaceOpenClaim } from './claims'
import { type SlipDoc, verificationModels } from './verification.model'

type Newcomer = Api['GET /api/screens/me']['response']['newcomers'][number]

/** The household of a verified resident, or the error that says how to become one. */
export async function ownHousehold(deps: Deps, actor: Actor): Promise<HouseholdDoc> {
  const [home] = actor.viewer.residences
  const household = home && (await knownHousehold(deps, home.household))
  if (!household)
    throw new AppError('householdNotFound', { message: '您还没有认证为哪一户的村民，认证后可看。' })
  return household
}

/** The living members of a household, each with the accounts verified as them. */
export async function membersView(
  deps: Deps,
  actor: Actor,
  household: string,
): Promise<HouseholdView['members']> {
  const { members, accounts } = await verifiedIn(deps, household)
  return members.map((member) => ({
    resident: member._id,
    name: member.name,
    me: member._id === actor.person._id,
    memberOf: member.residence?.member ?? false,
    accounts: accounts
      .filter((account) => account.person === member._id)
      .map((account) => ({
        account: account._id,
        since: (account.verifiedAt ?? account.createdAt).toISOString(),
      })),
  }))
}

interface Verified {
  members: readonly PersonDoc[]
  accounts: readonly AccountDoc[]
}

const kept = cacheByMarks<Verified>({ maxEntries: 2000, ttlMs: longestUnseenMs })

/** The living members of a household and the accounts verified as them, as they are kept in memory. */
const verifiedIn = (deps: Deps, household: string): Promise<Verified> =>
  kept(deps).get(
    household,
    () => readVerified(deps, household),
    ({ members, accounts }) => [
      registerMark(regionOfHousehold(household)),
      ...members.map(({ _id }) => personMark(_id)),
      ...accounts.map(({ _id }) => accountMark(_id)),
    ],
  )

async function readVerified({ db }: Deps, household: string): Promise<Verified> {
  const members = await livingMembersOf(db, [household])
  const accounts = await accountsOfPersons(
    db,
    members.map((member) => member._id),
  )
  return { members, accounts: accounts.filter(isVerified) }
}

const keptSlips = cacheByMarks<{ slip: SlipDoc | null }>({ maxEntries: 2000, ttlMs: longestUnseenMs })

/** Who issued the household's newest slip, so that one that nobody asked for does not go unnoticed. */
export async function slipView(deps: Deps, household: string): Promise<HouseholdView['slip']> {
  const read = async () => ({
    slip: await verificationModels(deps.db).Slip.findById(household).lean<SlipDoc>(),
  })
  const { slip } = await keptSlips(deps).get(household, read, () => [householdMark(household)])
  if (!slip?.issuedAt || !slip.issuedBy) return null
  return {
    issuedAt: slip.issuedAt.toISOString(),
    issuedBy: slip.issuedBy.name,
    expiresAt: slip.expiresAt.toISOString(),
    usedAt: slip.usedAt?.toISOString() ?? null,
  }
}

const newsMs = 30 * 86_400_000

/** Who became verified in the household after oneself, so that a stranger does not go unnoticed; for thirty days. */
export async function newcomersOf(deps: Deps, actor: Actor): Promise<Newcomer[]> {
  const [home] = actor.viewer.residences
  const own = actor.account.verifiedAt
  if (!home || !own) return []
  const since = new Date(Math.max(own.getTime(), deps.clock.now().getTime() - newsMs))
  const { members, accounts } = await verifiedIn(deps, home.household)
  const names = new Map(members.map(({ _id, name }) => [_id, name]))
  return accounts.flatMap(({ _id, person, verifiedAt }) =>
    verifiedAt && verifiedAt > since && _id !== actor.account._id
      ? [{ account: _id, name: names.get(person) ?? '', since: verifiedAt.toISOString() }]
      : [],
  )
}

const disputedReason = '同户村民提出：这个账号不是本人。请村里核对。'

/** 不是我: the account loses the household now, and gets it back or not by a clerk's decision on the claim opened here. */
export async function disputeAccount(deps: Deps, actor: Actor, id: string): Promise<void> {
  const [home] = actor.viewer.residences
  if (!home) throw new AppError('forbidden', { message: '认证为这一户的村民后，才能提出。' })
  if (id === actor.account._id)
    throw new AppError('forbidden', { message: '这是您自己的账号。要退出认证，请用“退出认证”。' })
  const account = await verifiedAccount(deps, id)
  const person = account && (await personOf(deps.db, account.person))
  if (!account || !person || person.residence?.household !== home.household)
    throw new AppError('notFound', { message: '您家里没有这个账号。' })
  if (account.disputedAt !== null) return
  const household = await householdOf(deps.db, home.household)
  if (!household) throw new AppError('householdNotFound')
  // The claim comes first: an account that lost the household without a claim could never get it back.
  await replaceOpenClaim(deps, {
    ...newClaim(deps, account._id, {
      region: home.region,
      householdCode: household.code,
      name: person.name,
    }),
    disputed: true,
    reason: disputedReason,
  })
  await closeAccount(deps, account)
  // Whoever it was: what that account let others see is not theirs to let.
  await endProxies(deps, { givenBy: account._id }, 'member')
}

async function verifiedAccount({ db }: Deps, id: string): Promise<AccountDoc | null> {
  const account = await accountOf(db, id)
  return account && account.verifiedAt !== null ? account : null
}
