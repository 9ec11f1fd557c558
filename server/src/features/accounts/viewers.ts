import { type Viewer, visitor } from '@hutang/shared'
import type { Connection } from 'mongoose'
import { personsOf, rolesOf, tiedTo } from '../residents'
import { accountsOfPersons } from './accounts'
import type { AccountDoc } from './accounts.model'
import { viewerOf } from './actor'

/** What each of many people may read, whatever account they use: for matching and sealing. A few queries for all. */
export async function viewersOf(
  db: Connection,
  people: readonly string[],
  now: Date,
): Promise<Map<string, Viewer>> {
  const [persons, accounts, roles] = await Promise.all([
    personsOf(db, people),
    accountsOfPersons(db, people),
    rolesOf(db, people),
  ])
  const tied = await tiedTo(
    db,
    persons.flatMap(({ residence }) => residence?.household ?? []),
  )
  const rolesBy = groupBy(roles, ({ person }) => person)
  const accountsBy = groupBy(accounts, ({ person }) => person)
  return new Map(
    persons.map((person) => {
      const account = accountsBy.get(person._id)?.find(isVerified) ?? unverified
      const standing = {
        person,
        roles: rolesBy.get(person._id) ?? [],
        tied: tied.get(person.residence?.household ?? '') ?? [],
      }
      return [person._id, viewerOf(account, standing, now)]
    }),
  )
}

const unverified = { _id: '', verifiedAt: null, disputedAt: null }

export const viewerIn = (viewers: ReadonlyMap<string, Viewer>, person: string): Viewer =>
  viewers.get(person) ?? visitor

/** Null where nobody of that `_id` is known. */
export const viewerOfPerson = async (db: Connection, person: string, now: Date): Promise<Viewer | null> =>
  (await viewersOf(db, [person], now)).get(person) ?? null

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
