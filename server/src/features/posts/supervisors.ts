import { isCommittee } from '@hutang/shared'
import type { PersonDoc, RoleDoc } from '../residents'
import { overlap } from './posts.rules'

type Seat = Pick<RoleDoc, 'person' | 'region' | 'role' | 'committee' | 'since' | 'until'>

/** The committee's people who are registered in the supervisor's own household, or the other way round (组织法 37). */
export function sharedHousehold(
  seat: Seat,
  seats: readonly Seat[],
  persons: ReadonlyMap<string, PersonDoc>,
): PersonDoc | null {
  const supervises = seat.role === 'supervisor'
  if (!supervises && !isCommittee(seat)) return null
  const home = homeOf(persons.get(seat.person))
  if (home === null) return null
  const others = seats.filter(
    (other) =>
      other.region === seat.region &&
      other.person !== seat.person &&
      (supervises ? isCommittee(other) : other.role === 'supervisor') &&
      overlap(seat, other),
  )
  const near = others.find(({ person }) => homeOf(persons.get(person)) === home)
  return (near && persons.get(near.person)) ?? null
}

const homeOf = (person: PersonDoc | undefined): string | null =>
  person?.residence?.state === 'living' ? person.residence.household : null

/** What the administrator is told before a second look. */
export const householdText = (name: string, other: string): string =>
  `登记册里，${name}和${other}在同一户。近亲属（配偶、父母、子女、兄弟姐妹、祖孙）不能一个在村委会、一个在村监会（组织法第三十七条）。请再核对一次。`

export const lookedAgain = { value: 'looked', label: '已核对，不是近亲属' }
