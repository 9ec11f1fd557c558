import { plainName } from '@hutang/shared'
import type { HouseholdDoc, PersonDoc, RoleDoc } from './residents.model'

/** The living resident of that name; a namesake in the same household is for the clerk to tell apart. */
export function residentNamed(members: readonly PersonDoc[], name: string): PersonDoc | null {
  const named = members.filter(
    (person) => person.residence?.state === 'living' && plainName(person.name) === plainName(name),
  )
  return named.length === 1 ? (named[0] ?? null) : null
}

/** Whether the person holds a post now or later. A paper slip can be found by others, so it must not open a post. */
export const holdsOffice = (roles: readonly Pick<RoleDoc, 'since' | 'until'>[], now: Date): boolean =>
  roles.some((role) => role.until === null || role.until > now)

/** Of households with the same code the 户籍户: a 承包户 and a 成员户 have codes of their own kind. */
export function oneOfEachCode(households: readonly HouseholdDoc[]): HouseholdDoc[] {
  const residences = new Set(households.flatMap(({ kind, code }) => (kind === 'residence' ? code : [])))
  const seen = new Set<string>()
  return households.filter(({ kind, code }) => {
    const first = kind === 'residence' || (!residences.has(code) && !seen.has(code))
    seen.add(code)
    return first
  })
}
