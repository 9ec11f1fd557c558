import { groupsLedBy, householdsToVisit, partRoleOf, roleText, type Viewer } from '@hutang/shared'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'

/** Whose door it is for this viewer: a 组长 goes to the own group's alone. */
export function visitorOf(
  { viewer }: Pick<Actor, 'viewer'>,
  region: string,
): (door: { group: string }) => boolean {
  const whose = householdsToVisit(viewer, region)
  if (whose === 'all') return () => true
  if (whose.length === 0) throw noVisitor()
  return ({ group }) => whose.includes(group)
}

const noVisitor = () =>
  new AppError('forbidden', { message: '入户名单由本村的村经办、书记/主任和本组的组长看。' })

export const goesIn = (viewer: Viewer, region: string): boolean =>
  householdsToVisit(viewer, region).length > 0

/** Asked before a visit is looked up: who goes nowhere does not learn whether there is one. */
export function refuseNoVisitor({ viewer }: Pick<Actor, 'viewer'>): void {
  if (!viewer.roles.some(({ region }) => goesIn(viewer, region))) throw noVisitor()
}

/** Name and role in words, as they are now. */
export function tellerOf({ person, viewer }: Pick<Actor, 'person' | 'viewer'>, region: string): string {
  const role = partRoleOf(viewer.roles, region, 'write') ?? partRoleOf(viewer.roles, region, 'publish')
  if (role) return `${person.name}（${roleText[role]}）`
  const [group] = groupsLedBy(viewer, region)
  return group ? `${person.name}（${group}${roleText['group-leader']}）` : person.name
}
