import { type FieldProblem, householdKey, isPersonName, plainMobile, plainName } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import {
  hashPhone,
  householdsById,
  namesakesIn,
  newOfficePerson,
  type PersonDoc,
  personsByPhone,
  personsOf,
  plainPhone,
  type RoleDoc,
} from '../residents'

/** Somebody as a form or a line of a sheet names them. */
export interface Named {
  region: string
  name: string
  phone: string
  /** 户号: which of two residents of one name. */
  household?: string | undefined
  /** What was answered to 是同一个人吗: an `_id`, or `new`. */
  same?: string | undefined
}

export type Found =
  | { kind: 'known'; person: PersonDoc }
  | { kind: 'new'; person: PersonDoc }
  | { kind: 'ask'; text: string; choices: { value: string; label: string }[] }
  | { kind: 'wrong'; problem: FieldProblem }

export const isNew = 'new'

/** What a person may be found by: everybody who is named is looked up with a few queries. */
export interface Known {
  byPhone: ReadonlyMap<string, readonly PersonDoc[]>
  /** Whoever holds or held a post in the region. */
  holders: ReadonlyMap<string, readonly PersonDoc[]>
  /** region:plain name */
  namesakes: ReadonlyMap<string, readonly PersonDoc[]>
  places: ReadonlyMap<string, string>
}

export async function knownAmong(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  named: readonly Named[],
  roles: readonly RoleDoc[],
): Promise<Known> {
  const { hashKey } = config.secrets
  const hashes = named.flatMap(({ phone }) => (plainPhone(phone) === '' ? [] : [hashPhone(phone, hashKey)]))
  const regions = [...new Set(named.map(({ region }) => region))]
  const [ofPhones, ofPosts, ofRegister] = await Promise.all([
    personsByPhone(db, [...new Set(hashes)]),
    personsOf(db, [...new Set(roles.map(({ person }) => person))]),
    namesakesIn(
      db,
      regions,
      named.map(({ name }) => name),
    ),
  ])
  const living = ofRegister.filter(({ residence }) => residence?.state === 'living')
  const byId = new Map(ofPosts.map((person) => [person._id, person]))
  return {
    byPhone: groups(ofPhones, ({ phoneHash }) => phoneHash ?? ''),
    holders: new Map(
      [...groups(roles, ({ region }) => region)].map(([region, some]) => [
        region,
        [...new Set(some.map(({ person }) => person))].flatMap((id) => byId.get(id) ?? []),
      ]),
    ),
    namesakes: groups(living, ({ name, residence }) => `${residence?.region}:${plainName(name)}`),
    places: await placesOf(db, living),
  }
}

/** Group and household of a resident, to tell namesakes apart. */
async function placesOf(db: Connection, residents: readonly PersonDoc[]): Promise<Map<string, string>> {
  const ids = residents.flatMap(({ residence }) => residence?.household ?? [])
  const households = new Map((await householdsById(db, ids)).map((one) => [one._id, one]))
  return new Map(
    residents.map(({ _id, residence }) => {
      const household = households.get(residence?.household ?? '')
      return [_id, household ? `${household.groupName} ${household.code}` : '']
    }),
  )
}

/** Who is meant: by number and name, else by the answer to the question, else somebody new. */
export function whoIs({ config }: Pick<Deps, 'config'>, known: Known, named: Named): Found {
  const { secrets } = config
  const name = plainName(named.name)
  // No digits, so that no number is stored as a name.
  if (!isPersonName(name)) return wrong('name', '姓名要写两个字以上的汉字，不要带数字和符号。')
  const phone = plainPhone(named.phone)
  if (phone !== '' && plainMobile(phone) === null) return wrong('phone', '手机号要写11位。')
  const isNamed = (person: PersonDoc) => plainName(person.name) === name
  const ofPhone = phone === '' ? [] : (known.byPhone.get(hashPhone(phone, secrets.hashKey)) ?? [])
  const [match] = ofPhone.filter(isNamed)
  if (match) return { kind: 'known', person: match }
  if (ofPhone.length > 0) return wrong('phone', '这个手机号登记在另一个姓名下，请核对姓名和手机号。')
  const holders = (known.holders.get(named.region) ?? []).filter(isNamed)
  const candidates = uniquePersons([...holders, ...(known.namesakes.get(`${named.region}:${name}`) ?? [])])
  if (named.household) {
    const [own, twin] = candidates.filter(({ _id }) => isOfHousehold(known.places.get(_id), named.household))
    if (own && !twin) return { kind: 'known', person: own }
    if (!own) return wrong('household', `户籍册里，${named.household} 户没有“${name}”，请核对户号和姓名。`)
  }
  const [holder, ...others] = holders
  if (phone === '' && holder && others.length === 0) return { kind: 'known', person: holder }
  if (candidates.length > 0 && named.same !== isNew) {
    const chosen = candidates.find(({ _id }) => _id === named.same)
    return chosen ? { kind: 'known', person: chosen } : samePerson(name, candidates, known)
  }
  if (phone === '') return wrong('phone', '请写手机号：登录和通知都要用。')
  return { kind: 'new', person: newOfficePerson(secrets, { name, phone }) }
}

/** `place`: group and code of a household, as choices show it. */
const isOfHousehold = (place = '', household = ''): boolean =>
  householdKey(place.split(' ').at(-1) ?? '') === householdKey(household)

const wrong = (field: string, message: string): Found => ({ kind: 'wrong', problem: { field, message } })

function samePerson(name: string, candidates: readonly PersonDoc[], known: Known): Found {
  return {
    kind: 'ask',
    text: `村里已有${candidates.length > 1 ? `${candidates.length}位` : ''}“${name}”。是同一个人吗？`,
    choices: [
      ...candidates.map(({ _id }) => ({
        value: _id,
        label: ['是', known.places.get(_id)].filter(Boolean).join('，'),
      })),
      { value: isNew, label: '不是，是另一个人' },
    ],
  }
}

const uniquePersons = (persons: readonly PersonDoc[]): PersonDoc[] => [
  ...new Map(persons.map((person) => [person._id, person])).values(),
]

function groups<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const one of all) found.set(keyOf(one), [...(found.get(keyOf(one)) ?? []), one])
  return found
}
