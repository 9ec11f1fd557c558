import type { RoleName } from '../contract/domain'
import { shanghaiDate } from './format'
import { dayMs } from './periods'
import { hasPart, type Part } from './workflow'

type Roles = readonly { role: RoleName; region: string }[]

export type Level = 'county' | 'township' | 'village'

/** What may be given in a place. The operator's post is given on the machine alone. */
export const rolesOfLevel: Record<Level, readonly RoleName[]> = {
  village: ['clerk', 'supervisor', 'publisher', 'group-leader', 'administrator'],
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

const committeeWord = /[（(]?(?:村委会?|村民委员会)(?:委员|成员)[)）]?[、,，/]?/

/** A cell that says 村委会委员 beside the post, or instead of one: what is left of it, and whether it said so. */
export function withoutCommittee(cell: string): { post: string; committee: boolean } {
  if (!committeeWord.test(cell)) return { post: cell, committee: false }
  return {
    post:
      cell
        .replace(committeeWord, '')
        .replace(/[、,，/]$/, '')
        .trim() || '经办',
    committee: true,
  }
}
