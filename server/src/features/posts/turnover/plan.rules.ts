import {
  exclude,
  type FieldProblem,
  isCommittee,
  lawOfSupervisors,
  missingParts,
  plainDateText,
  type RoleName,
  roleNames,
  roleText,
  shanghaiDate,
} from '@hutang/shared'
import { hasEnded, isOnLeave, type PersonDoc, type RoleDoc } from '../../residents'
import { isShown, overlap, writes } from '../posts.rules'
import { sharedHousehold } from '../supervisors'

/** A line of the sheet whose person is known, or will be made. */
export interface Seat {
  line: number
  region: string
  role: RoleName
  /** Of a 村民小组长. */
  group?: string | undefined
  person: PersonDoc
  isNew: boolean
  /** The day, and the instant at which it begins. */
  day: string
  since: Date
  committee: boolean
}

export interface RegionPlan {
  region: string
  begins: { seat: Seat; role: RoleDoc }[]
  ends: { role: RoleDoc; at: Date }[]
  stays: { role: RoleDoc; line: number }[]
  /** Posts that the sheet does not name. */
  kept: RoleDoc[]
  warnings: string[]
  problems: FieldProblem[]
  /** Lines at which the register has two in one household (组织法 37). */
  near: { line: number; name: string; other: string }[]
}

interface Around {
  roles: readonly RoleDoc[]
  persons: ReadonlyMap<string, PersonDoc>
  by: string
  now: Date
}

/** What the sheet changes in one place: a post that it names is held by those it lists alone, every other one goes on. */
export function planRegion(region: string, seats: readonly Seat[], around: Around): RegionPlan {
  const plan: RegionPlan = {
    region,
    begins: [],
    ends: [],
    stays: [],
    kept: [],
    warnings: [],
    problems: [],
    near: [],
  }
  const here = around.roles.filter((role) => role.region === region && isShown(role))
  const named = new Set(seats.map(postOf))
  for (const post of named) {
    planRole(
      plan,
      seats.filter((seat) => postOf(seat) === post),
      here.filter((one) => postOf(one) === post),
      around,
    )
  }
  const first = new Date(Math.min(...seats.map(({ since }) => since.getTime())))
  plan.kept = here
    .filter((role) => !named.has(postOf(role)) && !hasEnded(role, first) && role.role !== 'operator')
    .sort((a, b) => rank(a) - rank(b) || (a._id < b._id ? -1 : 1))
  checkSeats(plan, around)
  plan.warnings.push(...missingAfter(plan, region, seats))
  return plan
}

/** A group's 组长 is a post of its own. */
const postOf = ({ role, group = '' }: Pick<RoleDoc, 'role' | 'group'>): string => `${role} ${group}`

/** 15组村民小组长 */
export const postText = ({ role, group = '' }: Pick<RoleDoc, 'role' | 'group'>): string =>
  `${group}${roleText[role]}`

const rank = ({ role }: RoleDoc): number => roleNames.indexOf(role)

function planRole(plan: RegionPlan, seats: readonly Seat[], here: readonly RoleDoc[], around: Around): void {
  const from = new Date(Math.min(...seats.map(({ since }) => since.getTime())))
  const lasting = here.filter((role) => !hasEnded(role, from))
  const keeps = new Set<string>()
  const taken = new Set<string>()
  for (const seat of seats) {
    if (taken.has(seat.person._id)) continue
    taken.add(seat.person._id)
    const own = lasting.find((role) => role.person === seat.person._id && role.since <= seat.since)
    if (own && own.as !== 'deputy') {
      keeps.add(own._id)
      plan.stays.push({ role: own, line: seat.line })
      if (own.until) plan.warnings.push(`${seat.person.name}的${postText(seat)}原来定了结束日期，没有改。`)
    } else plan.begins.push({ seat, role: newRole(seat, plan, around) })
  }
  for (const role of lasting) {
    if (keeps.has(role._id)) continue
    if (role.since < from) plan.ends.push({ role, at: from })
    else plan.problems.push(plannedAlready(role, seats, around))
  }
}

function plannedAlready(role: RoleDoc, seats: readonly Seat[], { persons, now }: Around): FieldProblem {
  const name = persons.get(role.person)?.name ?? '有人'
  const day = plainDateText(shanghaiDate(role.since), now)
  const message = `${name}已经定了${day}起任${postText(role)}。请先撤回那一次，再来换届。`
  return { field: 'text', message, ...(seats[0] ? { row: seats[0].line } : {}) }
}

function newRole(
  { person, region, role, group, since, committee }: Seat,
  { begins }: RegionPlan,
  around: Around,
): RoleDoc {
  let at = since.getTime()
  const idAt = () => `${person._id}:${region}:${role}:${at}`
  // One that was given for the same day and ended before it has its `_id` already.
  const taken = new Set([...around.roles, ...begins.map((one) => one.role)].map(({ _id }) => _id))
  while (taken.has(idAt())) at += 1
  return {
    _id: idAt(),
    person: person._id,
    region,
    role,
    ...(group === undefined ? {} : { group }),
    since,
    until: null,
    as: 'holder',
    committee: role === 'clerk' && committee ? true : null,
    by: around.by,
    givenAt: around.now,
    handover: null,
  }
}

/** Everybody who sits there once the sheet holds. */
const seatsAfter = ({ begins, stays, kept }: RegionPlan): RoleDoc[] => [
  ...begins.map(({ role }) => role),
  ...stays.map(({ role }) => role),
  ...kept,
]

function checkSeats(plan: RegionPlan, { persons, by }: Around): void {
  const seats = seatsAfter(plan)
  for (const { seat, role } of plan.begins) {
    const wrong = (message: string) => plan.problems.push({ field: 'text', row: seat.line, message })
    if (role.person === by) wrong('自己的岗位不能自己给，请由别的管理员来定，或从表里去掉这一行。')
    const other = seats.find(
      (one) => one._id !== role._id && one.person === role.person && exclude(role, one) && overlap(role, one),
    )
    if (other)
      wrong(`${seat.person.name}同时是${roleText[other.role]}和${roleText[role.role]}。${lawOfSupervisors}`)
    if (seat.committee && role.role === 'supervisor')
      wrong(`${seat.person.name}写的是村委会委员，不能当村监会成员。${lawOfSupervisors}`)
    const near = sharedHousehold(role, seats, persons)
    if (near) plan.near.push({ line: seat.line, name: seat.person.name, other: near.name })
  }
  const unsure = seats.filter(
    (one) =>
      one.role === 'supervisor' &&
      seats.some((two) => two.person === one.person && two.role === 'clerk' && !isCommittee(two)),
  )
  for (const { person } of unsure)
    plan.warnings.push(`${persons.get(person)?.name ?? '有人'}又是经办又是村监会，自己写的不能自己审。`)
}

function missingAfter(plan: RegionPlan, region: string, seats: readonly Seat[]): string[] {
  const last = new Date(Math.max(...seats.map(({ since }) => since.getTime())))
  const after = seatsAfter(plan).filter((role) => !hasEnded(role, last) && !isOnLeave(role, last))
  return missingParts(after, region).map((text) => text.replace('现在', '到时'))
}

/** What a post becomes that the 换届 ends. */
export const endedBy = (
  turnover: string,
  { until, role }: Pick<RoleDoc, 'until' | 'role'>,
  ends: Date,
  by: string,
): Partial<RoleDoc> => ({
  until: ends,
  untilBefore: until,
  endedIn: turnover,
  endedBy: by,
  handover: writes({ role }) ? 'due' : null,
  successor: null,
})
