import { createHash } from 'node:crypto'
import { groupNumber, plainGroup } from '@hutang/shared'
import type { Deps } from '../../deps'
import { insertMissing } from '../../storage/insert-once'
import { ensureGroups, groupsOf } from '../regions'
import { type PlaceDoc, registerModels } from './register.model'
import { placesOf } from './stored'

const nameHash = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 12)

export const newPlace = (region: string, kind: PlaceDoc['kind'], name: string, keeper = ''): PlaceDoc => ({
  _id: `${region}:${kind}:${nameHash(name)}`,
  ...{ region, kind, name, keeper },
})

/** The places of these names; what is not there yet is made. By kind and name. */
export async function ensurePlaces(
  { db }: Pick<Deps, 'db'>,
  region: string,
  wanted: readonly { kind: PlaceDoc['kind']; name: string }[],
): Promise<(kind: PlaceDoc['kind'], name: string) => string | null> {
  const named = wanted.filter(({ name }) => name !== '')
  const key = ({ kind, name }: { kind: string; name: string }) => `${kind}:${name}`
  const known = new Set([...(await placesOf(db, region)).values()].map(key))
  const missing = new Map(named.filter((one) => !known.has(key(one))).map((one) => [key(one), one]))
  await insertMissing(
    registerModels(db).RegisterPlace,
    [...missing.values()].map(({ kind, name }) => newPlace(region, kind, name)),
  )
  const places = await placesOf(db, region)
  const ids = new Map([...places.values()].map((place) => [key(place), place._id]))
  return (kind, name) => (name === '' ? null : (ids.get(key({ kind, name })) ?? null))
}

/** Groups whose names have no number are counted from here on. */
const firstNamed = 101

/** The numbers of these groups; what the village has not yet is made. */
export async function groupNumbers(
  deps: Deps,
  region: string,
  names: readonly string[],
): Promise<(name: string) => number> {
  const groups = await groupsOf(deps, region)
  const numbers = new Map(groups.map(({ no, name }) => [plainGroup(name), no]))
  const taken = new Set(groups.map(({ no }) => no))
  let next = firstNamed
  const made: { no: number; name: string }[] = []
  for (const name of new Set(names)) {
    if (name === '' || numbers.has(name)) continue
    while (taken.has(next)) next += 1
    const own = groupNumber(name)
    const no = own !== null && !taken.has(own) ? own : next
    taken.add(no)
    numbers.set(name, no)
    made.push({ no, name })
  }
  await ensureGroups(deps, region, made)
  return (name) => numbers.get(name) ?? 0
}
