import {
  type Ask,
  administers,
  dayBegins,
  dayEnds,
  type FieldProblem,
  isDay,
  partRoleOf,
  shanghaiDate,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { type RoleDoc, roleOf } from '../residents'

export function requireManager({ viewer }: Actor, region: string): void {
  if (!administers(viewer, region)) throw new AppError('postsManaged')
}

/** Also by the person that the account was before it was tied to a resident. */
export const isOwn = ({ person, account }: Actor, holder: string): boolean =>
  holder === person._id || holder === account.own

/** The post, for who may change it; the operator's is the machine's alone. */
export async function managedPost(deps: Pick<Deps, 'db'>, actor: Actor, id: string): Promise<RoleDoc> {
  const role = await roleOf(deps.db, id)
  // Another place's post is as unknown as one that does not exist.
  if (!role || role.role === 'operator' || !administers(actor.viewer, role.region)) {
    if (!actor.viewer.roles.some((one) => one.role === 'administrator')) throw new AppError('postsManaged')
    throw new AppError('postNotFound')
  }
  return role
}

const mostYearsAgo = 15
const mostYearsAhead = 6

export const refuseFields = (...fields: FieldProblem[]): void => {
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}

/** What is wrong with a day, as a problem of its field. */
export function dayProblems(
  field: string,
  title: string,
  day: string | undefined,
  now: Date,
): FieldProblem[] {
  if (day === undefined) return []
  if (!isDay(day)) return [{ field, message: `${title}：没有这一天。` }]
  const years = Number(day.slice(0, 4)) - Number(shanghaiDate(now).slice(0, 4))
  if (years < -mostYearsAgo || years > mostYearsAhead) return [{ field, message: `${title}：请核对年份。` }]
  return []
}

export const pastProblems = (
  field: string,
  title: string,
  day: string | undefined,
  now: Date,
): FieldProblem[] =>
  day !== undefined && day < shanghaiDate(now)
    ? [{ field, message: `${title}：这一天已经过了，请写今天或以后。` }]
    : []

/** From the first instant of one day to the last of another. */
export const spanOf = (from: string, last: string): { from: Date; until: Date } => ({
  from: dayBegins(from),
  until: dayEnds(last),
})

export const yesOrNo = (what: Ask['what'], text: string): Ask => ({
  what,
  text,
  choices: [
    { value: 'no', label: '不是' },
    { value: 'yes', label: '是' },
  ],
})

/** What stops when nobody has the post; null where it is not asked about. */
export function stopsWithout({ role, region }: Pick<RoleDoc, 'role' | 'region'>): string | null {
  const roles = [{ role, region }]
  if (partRoleOf(roles, region, 'review')) return '送审的没有人审核'
  if (partRoleOf(roles, region, 'publish')) return '审过的没有人发布'
  return role === 'administrator' ? '这里的岗位没有人管' : null
}
