import { personKey, personOfKey } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { accountsOfPersons, isVerified } from '../accounts'
import {
  carersOf,
  homesBehind,
  householdsById,
  livingByHousehold,
  livingMembersOf,
  type PersonDoc,
  personsOf,
  tiedTo,
} from '../residents'
import { hasRowOf } from './reading/current'

/**
 * Whom rows of these households and persons concern: verified residents and who looks after them (代家人接收); with
 * `heads`, where a household has none, its head (户主), who is told by a visit, and the person whose row it is.
 */
export async function peopleOf(
  deps: Pick<Deps, 'db' | 'marks'>,
  households: readonly string[],
  { heads }: { heads: boolean },
): Promise<string[]> {
  const living = await livingByHousehold(deps, households)
  const members = [...living.values()].flat()
  const accounts = await accountsOfPersons(deps.db, [...new Set(members.map(({ _id }) => _id))])
  const verified = new Set(accounts.filter(isVerified).map(({ person }) => person))
  const unreached = heads
    ? [...living].filter(([, people]) => !people.some(({ _id }) => verified.has(_id)))
    : []
  const isPerson = ([key]: readonly [string, unknown]) => personOfKey(key) !== null
  const alone = unreached.filter(isPerson).flatMap(([, people]) => people.map(({ _id }) => _id))
  const homes = unreached.filter((one) => !isPerson(one)).flatMap(([, people]) => people)
  const homesOf = await homesBehind(deps, households)
  const carers = [...(await carersOf(deps.db, households.flatMap(homesOf))).values()].flat()
  return [...new Set([...verified, ...carers, ...alone, ...(await headsOf(deps.db, homes))])]
}

/** One of each home: the head, or who stands first where the register names none. */
async function headsOf(db: Connection, people: readonly PersonDoc[]): Promise<string[]> {
  const byHome = new Map<string, PersonDoc[]>()
  for (const person of people) {
    const home = person.residence?.household ?? ''
    byHome.set(home, [...(byHome.get(home) ?? []), person])
  }
  if (byHome.size === 0) return []
  const names = new Map((await householdsById(db, [...byHome.keys()])).map(({ _id, head }) => [_id, head]))
  return [...byHome].flatMap(([home, here]) => {
    const head =
      here.find(({ relation }) => relation === '户主') ?? here.find(({ name }) => name === names.get(home))
    return (head ?? here[0])?._id ?? []
  })
}

/** Whether a row is the person's and they are not verified, or concerns where they live, and nobody there is. */
export async function livesUnreached(db: Connection, edition: string, person: string): Promise<boolean> {
  const [found] = await personsOf(db, [person])
  const { household, region, state } = found?.residence ?? { household: '', region: '', state: 'moved' }
  if (state !== 'living') return false
  if (await hasRowOf(db, edition, [personKey(region, person)])) {
    const own = await accountsOfPersons(db, [person])
    return !own.some(isVerified)
  }
  const tied = (await tiedTo(db, [household])).get(household) ?? []
  if (!(await hasRowOf(db, edition, [household, ...tied]))) return false
  const members = await livingMembersOf(db, [household])
  const accounts = await accountsOfPersons(
    db,
    members.map(({ _id }) => _id),
  )
  return !accounts.some(isVerified)
}
