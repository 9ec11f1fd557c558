import type { RoleDoc } from './roles.model'

type Dated = Pick<RoleDoc, 'since' | 'until'>

/** Whether the holder may act now: the post has begun, has not ended, and no leave lasts. The clock alone decides. */
export const isWorking = (role: Dated & Pick<RoleDoc, 'leaves'>, now: Date): boolean =>
  role.since <= now && !hasEnded(role, now) && !isOnLeave(role, now)

export const hasEnded = ({ until }: Dated, now: Date): boolean => until !== null && until <= now

export const isOnLeave = ({ leaves = [] }: Pick<RoleDoc, 'leaves'>, now: Date): boolean =>
  leaves.some(({ from, until }) => from <= now && now < until)

/** Whether the person holds a post now or later. A paper slip can be found by others, so it must not open a post. */
export const holdsOffice = (roles: readonly Dated[], now: Date): boolean =>
  roles.some((role) => !hasEnded(role, now))
