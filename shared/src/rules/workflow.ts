import type { EditionState, RoleName } from '../contract/domain'

/**
 * A step of an edition's life. `edit` covers every change of content; it always leads back to a draft. `correct`
 * leaves the edition as it is and begins the next one; `supersede` is what publishing that one does to it.
 */
export type Verb =
  | 'edit'
  | 'submit'
  | 'approve'
  | 'return'
  | 'publish'
  | 'schedule'
  | 'cancel'
  | 'correct'
  | 'supersede'
  | 'discard'
/** What somebody does for an edition: writes, reviews or publishes it. (`Duty` is the 应公开义务.) */
export type Part = 'write' | 'review' | 'publish'

export interface TransitionRule {
  verb: Verb
  from: readonly EditionState[]
  to: EditionState | 'gone'
  part: Part
  /** Who wrote any of an edition may neither review nor publish it. */
  notAuthor: boolean
  /** Only who keeps it may do it: its author, or who took it over (交接). */
  authorOnly: boolean
  name: string
}

/** 起草 → 村监会审核 → 书记/主任发布; every transition is one row. */
export const transitions: readonly TransitionRule[] = [
  {
    verb: 'edit',
    from: ['draft', 'returned', 'submitted', 'approved', 'scheduled'],
    to: 'draft',
    part: 'write',
    notAuthor: false,
    authorOnly: true,
    name: '修改',
  },
  {
    verb: 'submit',
    from: ['draft'],
    to: 'submitted',
    part: 'write',
    notAuthor: false,
    authorOnly: true,
    name: '送审',
  },
  {
    verb: 'approve',
    from: ['submitted'],
    to: 'approved',
    part: 'review',
    notAuthor: true,
    authorOnly: false,
    name: '审核通过',
  },
  {
    verb: 'return',
    from: ['submitted'],
    to: 'returned',
    part: 'review',
    notAuthor: true,
    authorOnly: false,
    name: '退回',
  },
  {
    verb: 'publish',
    from: ['approved', 'scheduled'],
    to: 'published',
    part: 'publish',
    notAuthor: true,
    authorOnly: false,
    name: '发布',
  },
  {
    verb: 'schedule',
    from: ['approved'],
    to: 'scheduled',
    part: 'publish',
    notAuthor: true,
    authorOnly: false,
    name: '定时发布',
  },
  {
    verb: 'cancel',
    from: ['scheduled'],
    to: 'approved',
    part: 'publish',
    notAuthor: false,
    authorOnly: false,
    name: '取消定时',
  },
  {
    verb: 'correct',
    from: ['published'],
    to: 'published',
    part: 'write',
    notAuthor: false,
    authorOnly: false,
    name: '更正',
  },
  {
    verb: 'supersede',
    from: ['published'],
    to: 'superseded',
    part: 'publish',
    notAuthor: false,
    authorOnly: false,
    name: '由新一版替换',
  },
  {
    verb: 'discard',
    from: ['draft', 'returned'],
    to: 'gone',
    part: 'write',
    notAuthor: false,
    authorOnly: true,
    name: '删除草稿',
  },
]

export const transitionOf = (verb: Verb): TransitionRule => {
  const rule = transitions.find((row) => row.verb === verb)
  if (!rule) throw new RangeError(`no transition ${verb}`)
  return rule
}

const partRoles: Record<Part, readonly RoleName[]> = {
  write: ['clerk', 'township-officer'],
  review: ['supervisor', 'township-reviewer'],
  publish: ['publisher', 'township-publisher'],
}

export const roleText: Record<RoleName, string> = {
  clerk: '村经办',
  supervisor: '村监会',
  publisher: '书记/主任',
  'group-leader': '村民小组长',
  'township-officer': '镇经办',
  'township-reviewer': '镇保密审查',
  'township-publisher': '镇签发',
  administrator: '管理员',
  operator: '系统运维',
}

export const stateText: Record<EditionState, string> = {
  draft: '草稿',
  submitted: '待审核',
  returned: '已退回',
  approved: '待发布',
  scheduled: '定时发布',
  published: '已发布',
  superseded: '已更新',
}

export const writingRoles = partRoles.write

/** Whether any of the roles plays the part in exactly this region. */
export const hasPart = (
  roles: readonly { role: RoleName; region: string }[],
  region: string,
  part: Part,
): boolean => partRoleOf(roles, region, part) !== undefined

/** The role in which a person plays the part in exactly this region. */
export const partRoleOf = (
  roles: readonly { role: RoleName; region: string }[],
  region: string,
  part: Part,
): RoleName | undefined =>
  roles.find((role) => role.region === region && partRoles[part].includes(role.role))?.role

export type Refusal = 'forbidden' | 'ownWork' | 'wrongState'

/**
 * Why a verb is refused, or null where it may go ahead. The order is the order a person would ask in.
 * `writers` are persons and accounts that wrote any revision; the author is always one of them.
 */
export function refusal(
  verb: Verb,
  edition: {
    state: EditionState
    region: string
    author: string
    writers?: readonly string[]
    /** Who took it over; absent: nobody. */
    keeper?: string | null
  },
  actor: {
    person: string
    /** Every account of the person. */
    accounts?: readonly string[]
    roles: readonly { role: RoleName; region: string }[]
  },
): Refusal | null {
  const rule = transitionOf(verb)
  const names = [actor.person, ...(actor.accounts ?? [])]
  const wrote = [edition.author, ...(edition.writers ?? [])].some((writer) => names.includes(writer))
  if (rule.notAuthor && wrote) return 'ownWork'
  if (!hasPart(actor.roles, edition.region, rule.part)) return 'forbidden'
  if (rule.authorOnly && (edition.keeper ?? edition.author) !== actor.person) return 'forbidden'
  return rule.from.includes(edition.state) ? null : 'wrongState'
}

/** Stands for the id of a notice that is not made yet: it is made with the first words. */
export const unwritten = 'new'
