import { maskPhone, type VisitHousehold } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { placeName, type Register, registerKept } from '../../register'
import { openPhone, type PersonDoc, personsOf } from '../../residents'
import { doorOf, type Known } from './live'
import { visitView } from './view'

/** A household with what it is to be told, and the places that the list is cut by. */
export interface Door {
  id: string
  code: string
  name: string
  group: string
  area: { id: string; name: string } | null
  row: { id: string; name: string } | null
  building: string
  /** Who lives there, the head first; or the person who is to be told. */
  people: readonly PersonDoc[]
  visits: Known[]
}

/** In the order of a walk: by 片区, 埭/楼组, building, group and code. */
export async function doorsOf(deps: Deps, region: string, visits: readonly Known[]): Promise<Door[]> {
  const byDoor = new Map<string, Known[]>()
  for (const one of visits) byDoor.set(doorOf(one.visit), [...(byDoor.get(doorOf(one.visit)) ?? []), one])
  if (byDoor.size === 0) return []
  const register = await registerKept(deps, region)
  const strangers = [...byDoor.keys()].filter((id) => !register.byId.has(id))
  const persons = new Map(
    (strangers.length > 0 ? await personsOf(deps.db, strangers) : []).map((one) => [one._id, one]),
  )
  return [...byDoor]
    .map(([id, all]) => doorOfRegister(register, id, all) ?? doorOfPerson(id, persons.get(id), all))
    .sort(inOrder)
}

function doorOfRegister(register: Register, id: string, visits: Known[]): Door | null {
  const household = register.byId.get(id)
  if (!household) return null
  const place = (at: string | null) => (at === null ? null : { id: at, name: placeName(register.places, at) })
  return {
    id,
    code: household.code,
    name: household.head,
    group: household.groupName,
    area: place(household.area),
    row: place(household.row),
    building: household.building,
    people: register.living.get(id) ?? [],
    visits,
  }
}

/** Somebody of no household here, or whose household is not in the register any more. */
const doorOfPerson = (id: string, person: PersonDoc | undefined, visits: Known[]): Door => ({
  ...{ id, code: '', group: '', area: null, row: null, building: '', visits },
  name: person?.name ?? '（不在户籍册）',
  people: person ? [person] : [],
})

const inOrder = (a: Door, b: Door): number => keyOf(a).localeCompare(keyOf(b), 'zh', { numeric: true })
const keyOf = ({ area, row, building, group, code, name }: Door): string =>
  [area?.name ?? '', row?.name ?? '', building, group, code, name].join('\u0001')

export function doorView({ config, clock }: Deps, door: Door): VisitHousehold {
  const { id, code, name, group, area, row, building, people, visits } = door
  const now = clock.now()
  return {
    ...{ id, code, name, group },
    area: area?.name ?? '',
    row: [row?.name, building].filter(Boolean).join(' '),
    phone: phoneOf(people, config.secrets.fieldKey),
    visits: visits.map((one) => visitView(one, now)),
  }
}

function phoneOf(people: readonly PersonDoc[], fieldKey: Deps['config']['secrets']['fieldKey']) {
  const person = people.find(({ phoneSealed }) => phoneSealed)
  const phone = person?.phoneSealed ? openPhone(person.phoneSealed, [fieldKey]) : null
  return person && phone ? { person: person._id, masked: maskPhone(phone) } : null
}
