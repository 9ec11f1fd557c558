import { type Viewer, visitor } from '@hutang/shared'
import type { Connection } from 'mongoose'
import { type PersonDoc, personsOf, rolesOf, tiedTo } from '../residents'
import { accountsOfPersons } from './accounts'
import type { AccountDoc } from './accounts.model'
import { viewerOf } from './actor'

/** Somebody known to the register or to an office, with what they may do by any account, or by none. */
export interface Standing {
  person: PersonDoc
  viewer: Viewer
}

/** A few queries for all. `ties`: with the households whose rows are theirs besides those of their own. */
export async function standingsOf(
  db: Connection,
  people: readonly string[],
  now: Date,
  { ties = true } = {},
): Promise<Standing[]> {
  const [persons, accounts, roles] = await Promise.all([
    personsOf(db, people),
    accountsOfPersons(db, people),
    rolesOf(db, people),
  ])
  const homes = persons.flatMap(({ residence, caresFor = [] }) => [
    ...(residence ? [residence.household] : []),
    ...caresFor,
  ])
  const tied = ties ? await tiedTo(db, homes) : new Map<string, string[]>()
  const rolesBy = groupBy(roles, ({ person }) => person)
  const accountsBy = groupBy(accounts, ({ person }) => person)
  return persons.map((person) => {
    const own = accountsBy.get(person._id) ?? []
    const standing = {
      person,
      roles: rolesBy.get(person._id) ?? [],
      tied: tied.get(person.residence?.household ?? '') ?? [],
      caredFor: (person.caresFor ?? []).flatMap((home) => [home, ...(tied.get(home) ?? [])]),
    }
    const viewer = viewerOf(own.find(isVerified) ?? unverified, standing, now)
    return { person, viewer: { ...viewer, accounts: own.map(({ _id }) => _id) } }
  })
}

/**
 * What each of many people may read, whatever account they use: for matching and sealing. Without `ties` it is known which
 * places' notices they may read, but not of all rows whether they are their own.
 */
export async function viewersOf(
  db: Connection,
  people: readonly string[],
  now: Date,
  options?: { ties: boolean },
): Promise<Map<string, Viewer>> {
  if (people.length === 0) return new Map()
  const standings = await standingsOf(db, people, now, options)
  return new Map(standings.map(({ person, viewer }) => [person._id, viewer]))
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
