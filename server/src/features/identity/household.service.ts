import type { Api, HouseholdView } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { noticeLines } from '../notices/lines.service'
import { ownNotices } from '../notices/own-rows'
import type { HouseholdDoc } from '../regions/regions.model'
import type { Actor } from './actor'
import { newClaim, replaceOpenClaim } from './claims.service'
import type { AccountDoc, PersonDoc } from './identity.model'
import { refOf, regionRefs } from './user-view'

type Newcomer = Api['GET /api/screens/me']['response']['newcomers'][number]

const longestList = 50

export async function householdView(deps: Deps, actor: Actor): Promise<HouseholdView> {
  const [home] = actor.viewer.residences
  const household = home && (await deps.models.Household.findById(home.household).lean<HouseholdDoc>())
  if (!household)
    throw new AppError('householdNotFound', { message: '您还没有认证为哪一户的村民，认证后可看。' })
  const { members, accounts } = await verifiedIn(deps, household._id)
  const notices = await ownNotices(deps, actor.viewer, longestList)
  return {
    region: refOf(await regionRefs(deps, [household.region]), household.region),
    household: household._id,
    code: household.code,
    group: household.groupName,
    members: members.map((member) => ({
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
    })),
    notices: await noticeLines(deps, notices, actor.viewer),
  }
}

/** The household's living members, and the accounts that stand for them. */
async function verifiedIn({ models }: Deps, household: string) {
  const members = await models.Person.find({
    'residence.household': household,
    'residence.state': 'living',
  })
    .sort({ _id: 1 })
    .lean<PersonDoc[]>()
  const accounts = await models.Account.find({
    person: { $in: members.map((member) => member._id) },
    verifiedAt: { $ne: null },
    disputedAt: null,
  }).lean<AccountDoc[]>()
  return { members, accounts }
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
  const { Account, Person } = deps.models
  const account = await Account.findOne({ _id: id, verifiedAt: { $ne: null } }).lean<AccountDoc>()
  const person = account && (await Person.findById(account.person).lean<PersonDoc>())
  if (!account || !person || person.residence?.household !== home.household)
    throw new AppError('notFound', { message: '您家里没有这个账号。' })
  if (account.disputedAt !== null) return
  const { householdCode } = await codeOf(deps, home.household)
  // The claim first: an account that had lost the household without one could never get it back.
  await replaceOpenClaim(deps, {
    ...newClaim(deps, account._id, { region: home.region, householdCode, name: person.name }),
    disputed: true,
    reason: disputedReason,
  })
  await Account.updateOne(
    { _id: account._id, person: person._id, verifiedAt: { $ne: null }, disputedAt: null },
    { $set: { disputedAt: deps.clock.now() } },
  )
}

async function codeOf(deps: Deps, household: string): Promise<{ householdCode: string }> {
  const found = await deps.models.Household.findById(household).lean<HouseholdDoc>()
  if (!found) throw new AppError('householdNotFound')
  return { householdCode: found.code }
}
