import type { RoleName } from '../../contract/domain'

/** Who has it: 经办, 分管负责人, 县里. It rises a level with each clock that runs out. */
export const appealLevels = ['officer', 'leader', 'county'] as const
export type AppealLevel = (typeof appealLevels)[number]

const townshipDigits = 9
const countyDigits = 6

/** The township of a place, or its county where there is none. */
export const officeOf = (region: string): string => region.slice(0, townshipDigits)

const isTownship = (office: string): boolean => office.length === townshipDigits

/** How far it can rise: a county's own has nobody above. */
export const topLevel = (office: string): number => (isTownship(office) ? appealLevels.length - 1 : 0)

export function levelText(office: string, level: number): string {
  if (!isTownship(office)) return '区里'
  return ['镇经办', '镇分管负责人', '区里'][Math.min(level, topLevel(office))] ?? '镇经办'
}

type Roles = readonly { role: RoleName; region: string }[]

/** The post and the place that have it at a level. */
export function postOfLevel(office: string, level: number): { role: RoleName; region: string } {
  const isCounty = !isTownship(office) || level >= topLevel(office)
  if (isCounty) return { role: 'administrator', region: office.slice(0, countyDigits) }
  return { role: level === 0 ? 'township-officer' : 'township-publisher', region: office }
}

/** Whether these posts deal with it: of the level that has it now, and of those below, which go on with it. */
export const dealsWith = (roles: Roles, office: string, level: number): boolean =>
  appealLevels.slice(0, level + 1).some((_, at) => {
    const post = postOfLevel(office, at)
    return roles.some(({ role, region }) => role === post.role && region === post.region)
  })

/** Whether these posts have a desk for an office at all. */
export const hasAppealDesk = (roles: Roles, office: string): boolean =>
  dealsWith(roles, office, topLevel(office))
