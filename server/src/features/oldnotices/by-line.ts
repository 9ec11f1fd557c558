import { type Part, partRoleOf, roleText } from '@hutang/shared'
import type { Actor } from '../accounts'

/** Name and role in words, as they are now. */
export function byLineOf(
  { person, viewer }: Pick<Actor, 'person' | 'viewer'>,
  region: string,
  part: Part,
): string {
  const role = partRoleOf(viewer.roles, region, part)
  return role ? `${person.name}（${roleText[role]}）` : person.name
}
