import { type Viewer, visitor } from '@hutang/shared'
import type { Connection } from 'mongoose'
import { type Living, livingOf, type PersonDoc, personsOf, type RoleDoc, rolesOf, tiedTo } from '../residents'
import { accountsOfPersons, type Verification, verificationsOf } from './accounts'
import type { AccountDoc } from './accounts.model'
import { viewerOf } from './actor'

/** Somebody known to the register or to an office, with what they may do by any account, or by none. */
export interface Standing {
  person: PersonDoc
  viewer: Viewer
}

/** A few queries for all. */
export async function standingsOf(db: Connection, people: readonly string[], now: Date): Promise<Standing[]> {
  const [persons, accounts, roles] = await Promise.all([
    personsOf(db, people),
    accountsOfPersons(db, people),
    rolesOf(db, people),
  ])
  const tied = await tiedTo(db, homesOf(persons))
  const viewers = viewersAmong({ persons, accounts, roles, tied }, now)
  return persons.map((person) => ({ person, viewer: viewerIn(viewers, person._id) }))
}

/**
 * What each of many people may read, whatever account they use: for matching and sealing. Without `ties` it is known which
 * places' notices they may read, but not of all rows whether they are their own.
 */
export async function viewersOf(
  db: Connection,
  people: readonly string[],
  now: Date,
  { ties = true } = {},
): Promise<Map<string, Viewer>> {
  if (people.length === 0) return new Map()
  const [persons, accounts, roles] = await Promise.all([
    livingOf(db, people),
    verificationsOf(db, people),
    rolesOf(db, people),
  ])
  const tied = ties ? await tiedTo(db, homesOf(persons)) : new Map<string, string[]>()
  return viewersAmong({ persons, accounts, roles, tied }, now)
}

interface Known {
  persons: readonly Living[]
  accounts: readonly Verification[]
  roles: readonly RoleDoc[]
  /** The households whose rows are a household's too. */
  tied: ReadonlyMap<string, readonly string[]>
}

function viewersAmong({ persons, accounts, roles, tied }: Known, now: Date): Map<string, Viewer> {
  const rolesBy = groupBy(roles, ({ person }) => person)
  const accountsBy = groupBy(accounts, ({ person }) => person)
  return new Map(
    persons.map((person) => {
      const own = accountsBy.get(person._id) ?? []
      const standing = {
        person,
        roles: rolesBy.get(person._id) ?? [],
        tied: tied.get(person.residence?.household ?? '') ?? [],
        caredFor: (person.caresFor ?? []).flatMap((home) => [home, ...(tied.get(home) ?? [])]),
      }
      const viewer = viewerOf(own.find(isVerified) ?? unverified, standing, now)
      return [person._id, { ...viewer, accounts: own.map(({ _id }) => _id) }]
    }),
  )
}

const homesOf = (persons: readonly Living[]): string[] =>
  persons.flatMap(({ residence, caresFor = [] }) => [
    ...(residence ? [residence.household] : []),
    ...caresFor,
  ])

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
