import type { Deps } from '../../../deps'
import { cacheByMarks, longestUnseenMs } from '../../../storage/marked-cache'
import {
  type HouseholdDoc,
  householdsOfRegister,
  type PersonDoc,
  peopleOfRegister,
  registerMark,
} from '../../residents'
import { type Places, placesOf } from '../stored'

/** A village's register as it is kept in memory: nobody changes it. */
export interface Register {
  households: readonly HouseholdDoc[]
  byId: ReadonlyMap<string, HouseholdDoc>
  /** Who lives in each household, the head first. */
  living: ReadonlyMap<string, readonly PersonDoc[]>
  left: ReadonlyMap<string, readonly PersonDoc[]>
  places: Places
}

const mebibyte = 1024 * 1024
const kept = cacheByMarks<Register>({
  maxBytes: 32 * mebibyte,
  bytesOf: ({ households, living }) => 1000 + 1500 * households.length + 800 * living.size,
  ttlMs: longestUnseenMs,
})

export const registerKept = (deps: Deps, region: string): Promise<Register> =>
  kept(deps).get(
    region,
    () => read(deps, region),
    () => [registerMark(region)],
  )

async function read({ db }: Deps, region: string): Promise<Register> {
  const [households, people, places] = await Promise.all([
    householdsOfRegister(db, region),
    peopleOfRegister(db, region),
    placesOf(db, region),
  ])
  const byId = new Map(households.map((one) => [one._id, one]))
  const living = new Map<string, PersonDoc[]>()
  const left = new Map<string, PersonDoc[]>()
  for (const person of people) {
    const home = person.residence?.household ?? ''
    const where = person.residence?.state === 'living' ? living : left
    where.set(home, [...(where.get(home) ?? []), person])
  }
  for (const [home, here] of living) living.set(home, here.sort(headFirst(byId.get(home)?.head ?? '')))
  return { households, byId, living, left, places }
}

const headFirst = (head: string) => (a: PersonDoc, b: PersonDoc) =>
  Number(isHead(b, head)) - Number(isHead(a, head)) || (a._id < b._id ? -1 : 1)

/** 户主: by the relation, or by the household's own word. */
export const isHead = ({ relation, name }: PersonDoc, head: string): boolean =>
  relation === '户主' || name === head
