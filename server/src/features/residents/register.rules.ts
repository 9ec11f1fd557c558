import type { PersonDoc } from './residents.model'

/** Full-width letters (全角) and spaces do not make another name; the dot of a long name is written in three ways. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[•・‧]/g, '·')

/** The living resident of that name; a namesake in the same household is for the clerk to tell apart. */
export function residentNamed(members: readonly PersonDoc[], name: string): PersonDoc | null {
  const named = members.filter(
    (person) => person.residence?.state === 'living' && plainName(person.name) === plainName(name),
  )
  return named.length === 1 ? (named[0] ?? null) : null
}
