import type { RoleName } from '@hutang/shared'

export const triesADay = 5
export const openingsADay = 10
export const slipDays = 60

type Roles = readonly { role: RoleName; region: string }[]

const isClerk = (roles: Roles, region: string): boolean =>
  roles.some((role) => role.role === 'clerk' && role.region === region)

const isTownshipOfficer = (roles: Roles, region: string): boolean =>
  roles.some((role) => role.role === 'township-officer' && region.startsWith(role.region))

/** The village's clerk keeps the register. Whoever holds an office there is confirmed by the township, or by telephone. */
export const mayVerify = (roles: Roles, region: string, office: boolean): boolean =>
  isTownshipOfficer(roles, region) || (!office && isClerk(roles, region))
