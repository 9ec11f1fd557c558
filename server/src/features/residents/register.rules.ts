import type { PersonDoc, RoleDoc } from './residents.model'

/** 全角 and spaces are how it was typed, not who it is; the dot of a long name has three shapes. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[•・‧]/g, '·')

export const plainHouseholdCode = (code: string): string =>
  code.normalize('NFKC').replace(/\s/g, '').toUpperCase()

/** The living resident of that name; a namesake in the same household is for the clerk to tell apart. */
export function residentNamed(members: readonly PersonDoc[], name: string): PersonDoc | null {
  const named = members.filter(
    (person) => person.residence?.state === 'living' && plainName(person.name) === plainName(name),
  )
  return named.length === 1 ? (named[0] ?? null) : null
}

/** A slip lies about in a kitchen: it must not open an office. */
export const holdsOffice = (roles: readonly Pick<RoleDoc, 'since' | 'until'>[], now: Date): boolean =>
  roles.some((role) => role.until === null || role.until > now)
