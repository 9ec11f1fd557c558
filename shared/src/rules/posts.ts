import type { RoleName } from '../contract/domain'
import { shanghaiDate } from './format'
import { dayMs } from './periods'
import { hasPart, type Part, roleText } from './workflow'

type Roles = readonly { role: RoleName; region: string }[]

/** A 管理员 gives and ends the posts of the own region and of all below it; nobody else does. */
export const managesPosts = (roles: Roles, region: string): boolean =>
  roles.some((one) => one.role === 'administrator' && region.startsWith(one.region))

export type Level = 'county' | 'township' | 'village'

/** What may be given in a place. The operator's post is given on the machine alone. */
export const rolesOfLevel: Record<Level, readonly RoleName[]> = {
  village: ['clerk', 'supervisor', 'publisher', 'administrator'],
  township: ['township-officer', 'township-reviewer', 'township-publisher', 'administrator'],
  county: ['administrator'],
}

/** The first instant of a day of Shanghai's calendar. */
export const dayBegins = (day: string): Date => new Date(`${day}T00:00:00+08:00`)

/** The first instant after the day. */
export const dayEnds = (day: string): Date => new Date(dayBegins(day).getTime() + dayMs)

/** The last day on which something lasts that is over at the instant. */
export const lastDayBefore = (until: Date): string => shanghaiDate(new Date(until.getTime() - 1))

/** Whether there is such a day: 2026-02-30 is none. */
export const isDay = (text: string): boolean => {
  const begins = dayBegins(text)
  return !Number.isNaN(begins.getTime()) && shanghaiDate(begins) === text
}

/** 组织法 37: members of the committee (村民委员会) and their near relatives cannot supervise. */
export const lawOfSupervisors =
  '《村民委员会组织法》第三十七条：村民委员会成员及其近亲属不得担任村务监督机构成员。'

interface Held {
  role: RoleName
  committee?: boolean | null | undefined
}

/** 书记/主任 counts as the committee; a clerk where it was said so. */
export const isCommittee = ({ role, committee }: Held): boolean =>
  role === 'publisher' || (role === 'clerk' && committee === true)

/** Whether one person cannot hold both at the same time (组织法 37). */
export const exclude = (one: Held, other: Held): boolean =>
  (one.role === 'supervisor' && isCommittee(other)) || (other.role === 'supervisor' && isCommittee(one))

const partWords: Record<Part, string> = { write: '写公开', review: '审核', publish: '发布' }

/** Sentences about parts that nobody has; a place where nobody has any is simply not set up yet. */
export function missingParts(roles: Roles, region: string): string[] {
  const parts = Object.keys(partWords) as Part[]
  const missing = parts.filter((part) => !hasPart(roles, region, part))
  return missing.length === parts.length ? [] : missing.map((part) => `现在没有人${partWords[part]}。`)
}

/** What offices call the posts, besides our own names; the longer word counts first. */
const otherWords: Record<Level, readonly (readonly [string, RoleName])[]> = {
  village: [
    ['村务监督委员会', 'supervisor'],
    ['监督委员会', 'supervisor'],
    ['监委会', 'supervisor'],
    ['村监委', 'supervisor'],
    ['监会', 'supervisor'],
    ['监督', 'supervisor'],
    ['审核', 'supervisor'],
    ['管理员', 'administrator'],
    ['文书', 'clerk'],
    ['经办', 'clerk'],
    ['会计', 'clerk'],
    ['报账员', 'clerk'],
    ['信息员', 'clerk'],
    ['村委会委员', 'clerk'],
    ['村委委员', 'clerk'],
    ['副书记', 'clerk'],
    ['副主任', 'clerk'],
    ['书记', 'publisher'],
    ['主任', 'publisher'],
    ['发布', 'publisher'],
  ],
  township: [
    ['保密', 'township-reviewer'],
    ['审查', 'township-reviewer'],
    ['审核', 'township-reviewer'],
    ['签发', 'township-publisher'],
    ['管理员', 'administrator'],
    ['经办', 'township-officer'],
    ['专管员', 'township-officer'],
  ],
  county: [['管理员', 'administrator']],
}

/** The post that an office's word means there; null where it could be several or none. */
export function roleNamed(text: string, level: Level): RoleName | null {
  const word = text.normalize('NFKC').replace(/\s/g, '')
  const exact = rolesOfLevel[level].find((role) => roleText[role] === word)
  return exact ?? otherWords[level].find(([part]) => word.includes(part))?.[1] ?? null
}

/** Whether an office's word for a clerk says that they sit on the committee. */
export const namesCommittee = (text: string): boolean => /村委会?委员|村委会?成员|副主任/.test(text)
