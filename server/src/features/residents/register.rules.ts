import { plainName } from '@hutang/shared'
import type { HouseholdDoc, PersonDoc } from './residents.model'

/** The living resident of that name; a namesake in the same household is for the clerk to tell apart. */
export function residentNamed(members: readonly PersonDoc[], name: string): PersonDoc | null {
  const named = members.filter(
    (person) => person.residence?.state === 'living' && plainName(person.name) === plainName(name),
  )
  return named.length === 1 ? (named[0] ?? null) : null
}

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
