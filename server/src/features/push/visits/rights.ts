import { partRoleOf, roleText, visitsHouseholds } from '@hutang/shared'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'

export function requireVisitor({ viewer }: Pick<Actor, 'viewer'>, region: string): void {
  if (!visitsHouseholds(viewer, region))
    throw new AppError('forbidden', { message: '入户名单由本村的村经办和书记/主任看。' })
}

/** Name and role in words, as they are now. */
export function tellerOf({ person, viewer }: Pick<Actor, 'person' | 'viewer'>, region: string): string {
  const role = partRoleOf(viewer.roles, region, 'write') ?? partRoleOf(viewer.roles, region, 'publish')
  return role ? `${person.name}（${roleText[role]}）` : person.name
}
