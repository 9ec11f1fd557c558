import { issueAccessToken } from '../../../server/src/features/accounts/tokens'
import { renewed, township, type Village, village, villageApp, type Who } from '../notices-setup'

/** Friday 20 November 2026, in Shanghai. */
export const today = '2026-11-20'
export const county = '310116'

export interface Office extends Village {
  /** A token of today: of the administrators, or of anybody of the village. */
  as(who: Admin | Who): string
}

const admins = { admin: county, admin2: county, 'village-admin': village.code } as const
type Admin = keyof typeof admins

const isAdmin = (who: string): who is Admin => who in admins

/** The village of the notices, with two administrators of the county and one of the village. */
export async function officeApp(): Promise<Office> {
  const t = await villageApp()
  for (const [who, region] of Object.entries(admins)) await anOfficial(t, who, region)
  return {
    ...t,
    as: (who) => (isAdmin(who) ? tokenOf(t, who) : renewed(t, who)),
  }
}

const tokenOf = (t: Village, who: string): string =>
  issueAccessToken({ account: `a-${who}`, session: `s-${who}` }, t.deps.config.secrets.jwt, t.clock)

async function anOfficial(t: Village, who: string, region: string): Promise<void> {
  const { Account, Person, Role, Session } = t.deps.models
  const now = t.clock.now()
  const person = `p-${who}`
  await Person.create({ _id: person, name: '管理员甲', residence: null })
  await Account.create({
    _id: `a-${who}`,
    openid: `o-${who}`,
    person,
    own: person,
    name: who,
    createdAt: now,
    seenAt: now,
  })
  await Session.create({
    _id: `s-${who}`,
    account: `a-${who}`,
    startedAt: now,
    expiresAt: new Date(now.getTime() + 1e10),
  })
  const since = new Date(now.getTime() - 1000)
  await Role.create({ _id: `${who}-role`, person, region, role: 'administrator', since })
}

export const places = { village: village.code, township: township.code, county }

/** A new person's answers, so that nothing is left to ask. */
export const clerkBody = { name: '周雅琴', phone: '13900000001', role: 'clerk', committee: false } as const
export const supervisorBody = {
  name: '吴监督',
  phone: '13900000002',
  role: 'supervisor',
  committee: false,
  kin: false,
} as const
