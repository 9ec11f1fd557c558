import { plainName } from '@hutang/shared'
import type { PersonDoc, RoleDoc } from './residents.model'

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
