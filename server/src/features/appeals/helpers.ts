import { type Api, officeRoles, roleText } from '@hutang/shared'
import type { Deps } from '../../deps'
import { isWorking, knownRolesIn, personsOf } from '../residents'

type Helper = Api['GET /api/regions/:code/appeal-desk']['response']['helpers'][number]

/** Who works at the office now, by name. */
export async function helpersOf(deps: Deps, office: string): Promise<Helper[]> {
  const now = deps.clock.now()
  const roles = (await knownRolesIn(deps, office)).filter(
    (one) => one.region === office && officeRoles.includes(one.role) && isWorking(one, now),
  )
  const persons = await personsOf(deps.db, [...new Set(roles.map(({ person }) => person))])
  const names = new Map(persons.map(({ _id, name }) => [_id, name]))
  const found = new Map<string, Helper>()
  for (const { person, role } of roles)
    if (!found.has(person)) found.set(person, { person, name: names.get(person) ?? '', post: roleText[role] })
  return [...found.values()].filter(({ name }) => name !== '').sort((a, b) => (a.name < b.name ? -1 : 1))
}
