import { type Viewer, visitor } from '@hutang/shared'
import type { Models } from '../../models'
import { viewerOf } from '../identity/actor'
import type { AccountDoc, PersonDoc, RoleDoc } from '../identity/identity.model'

const batchSize = 500

/** What each of many people may read; the same rules as for one, in a few queries. */
export async function viewersOf(
  models: Models,
  people: readonly string[],
  now: Date,
): Promise<Map<string, Viewer>> {
  const viewers = new Map<string, Viewer>()
  for (let from = 0; from < people.length; from += batchSize) {
    const ids = people.slice(from, from + batchSize)
    const [persons, accounts, roles] = await Promise.all([
      models.Person.find({ _id: { $in: ids } }).lean<PersonDoc[]>(),
      models.Account.find({ person: { $in: ids } }).lean<AccountDoc[]>(),
      models.Role.find({ person: { $in: ids } }).lean<RoleDoc[]>(),
    ])
    const rolesOf = groupBy(roles, (role) => role.person)
    const accountsOf = groupBy(accounts, (account) => account.person)
    for (const person of persons) {
      const stands = accountsOf.get(person._id)?.find(isVerified)
      const account = stands ?? { _id: '', verifiedAt: null, disputedAt: null }
      viewers.set(person._id, viewerOf(account, person, rolesOf.get(person._id) ?? [], now))
    }
  }
  return viewers
}

export const viewerIn = (viewers: ReadonlyMap<string, Viewer>, person: string): Viewer =>
  viewers.get(person) ?? visitor

export const isVerified = (account: Pick<AccountDoc, 'verifiedAt' | 'disputedAt'>): boolean =>
  account.verifiedAt !== null && account.disputedAt === null

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}
