import {
  administers,
  exclude,
  lastDayBefore,
  officeRoles,
  type Post,
  plainDateText,
  type RegionRef,
  rolesOfLevel,
  roleText,
  shanghaiDate,
  type Viewer,
  worksFor,
  writingRoles,
} from '@hutang/shared'
import { hasEnded, isOnLeave, isWorking, type RoleDoc } from '../residents'

type Dated = Pick<RoleDoc, 'since' | 'until'>

/** Whether both last at some instant. A post that ended before it began lasts at none. */
export const overlap = (one: Dated, other: Dated): boolean =>
  lasts(one) && lasts(other) && begins(one, other) && begins(other, one)

const lasts = ({ since, until }: Dated): boolean => until === null || until > since
const begins = ({ since }: Dated, { until }: Dated): boolean => until === null || since < until

/** What the person holds in the region at the same time and the law keeps apart (组织法 37). */
export const excludedBy = (
  one: Pick<RoleDoc, 'role' | 'committee'> & Dated,
  held: readonly RoleDoc[],
): RoleDoc | undefined => held.find((other) => exclude(one, other) && overlap(one, other))

/** Who may read who holds what: those who manage it, and those who work there or oversee it. */
export const seesPosts = (viewer: Viewer, region: string): boolean =>
  worksFor(viewer, region) || administers(viewer, region)

export const givenIn = ({ level }: Pick<RegionRef, 'level'>) =>
  rolesOfLevel[level].map((role) => ({ role, text: roleText[role] }))

export const writes = ({ role }: Pick<RoleDoc, 'role'>): boolean => writingRoles.includes(role)

/** Whether the end of the post leaves its part to nobody (of those the administrator is asked about). */
export function isLast(role: RoleDoc, others: readonly RoleDoc[], from: Date): boolean {
  if (!officeRoles.includes(role.role) && role.role !== 'administrator') return false
  return !others.some(
    (other) =>
      other._id !== role._id &&
      other.region === role.region &&
      other.role === role.role &&
      other.since <= from &&
      !hasEnded(other, from) &&
      !isOnLeave(other, from),
  )
}

export function stateOf(role: RoleDoc, now: Date): Post['state'] {
  if (hasEnded(role, now)) return 'ended'
  if (role.since > now) return 'coming'
  return isWorking(role, now) ? 'working' : 'leave'
}

const soonDays = 30
const dayMs = 86_400_000

/** Ends within thirty days. */
export const endsSoon = ({ until }: Dated, now: Date): boolean =>
  until !== null && until > now && until.getTime() - now.getTime() <= soonDays * dayMs

/** Ended within the last thirty days: the person is still told. */
export const endedLately = ({ since, until }: Dated, now: Date): boolean =>
  until !== null && until > since && until <= now && now.getTime() - until.getTime() <= soonDays * dayMs

/** The state as a sentence: 任职中，12 月 31 日结束。 */
export function stateSentence(role: RoleDoc, now: Date): string {
  const last = role.until === null ? null : plainDateText(lastDayBefore(role.until), now)
  switch (stateOf(role, now)) {
    case 'ended':
      return `${last}已结束`
    case 'coming':
      return `${plainDateText(shanghaiDate(role.since), now)}开始`
    case 'leave':
      return `请假，${plainDateText(lastDayOfLeave(role, now), now)}为止`
    case 'working':
      return last === null ? '任职中' : `任职中，${last}结束`
  }
}

function lastDayOfLeave({ leaves = [] }: RoleDoc, now: Date): string {
  const current = leaves.find(({ from, until }) => from <= now && now < until)
  return lastDayBefore(current?.until ?? now)
}

/** A post that was taken back before it began is shown to nobody. */
export const isShown = ({ since, until }: Dated): boolean => until === null || until > since

/** Working first, then what comes, then what has ended; each in the order of the posts. */
export function inOrder(posts: readonly Post[]): Post[] {
  const states: Post['state'][] = ['working', 'leave', 'coming', 'ended']
  const roles = [...rolesOfLevel.village, ...rolesOfLevel.township, ...rolesOfLevel.county]
  const rank = (post: Post) => states.indexOf(post.state) * 100 + roles.indexOf(post.role)
  return [...posts].sort((a, b) => rank(a) - rank(b) || a.since.localeCompare(b.since))
}
