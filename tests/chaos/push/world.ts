import type { OutwardChannel, Preferences } from '@hutang/shared'
import { hashPhone, sealPhone } from '../../../server/src/features/residents'
import type { AllModels } from '../../../server/src/models'
import { testKeys } from './keys'
import type { Random } from './random'
import { createSession, hashEmail, sealEmail } from './seed-parts'

export const village = '310116109213'
const above = ['310116', '310116109'] as const
export const template = 'published-of-the-run'
export const emergencyTemplate = `${template}-emergency`
/** Of each person who never runs out; filled up between the events. */
export const grantsKept = 40

/** How somebody can be reached, which nothing in a run changes. */
export interface Someone {
  id: string
  household: string | null
  hasAccount: boolean
  /** Grants for WeChat, more than are ever used. */
  wechat: boolean
  phone: string | null
  email: string | null
}

export type Schedule = Omit<Preferences, 'textSize'>

const kinds = {
  // Told by WeChat.
  w: { hasAccount: true, wechat: true, email: false, phone: false },
  // By WeChat as long as what they have granted lasts.
  s: { hasAccount: true, wechat: true, email: false, phone: false },
  // By e-mail.
  e: { hasAccount: true, wechat: false, email: true, phone: false },
  // WeChat, then e-mail.
  m: { hasAccount: true, wechat: true, email: true, phone: false },
  // Signed in, and nothing reaches them.
  g: { hasAccount: true, wechat: false, email: false, phone: false },
  // A telephone in the register alone.
  t: { hasAccount: false, wechat: false, email: false, phone: true },
  // Nothing at all.
  n: { hasAccount: false, wechat: false, email: false, phone: false },
  // Not of the village.
  f: { hasAccount: true, wechat: true, email: false, phone: false },
} as const

const homes = [
  ['w0', 'w1'],
  ['w2', 'e0'],
  ['w3', 'e1'],
  ['e2', 'm0'],
  ['w4', 'w5'],
  ['e3', 'e4'],
  ['m1', 'm2'],
  ['g0', 'g1'],
  ['s0', 's1'],
  ['t0'],
  ['t1', 'n0'],
  ['n1'],
  ['n2'],
] as const
const elsewhere = ['f0', 'f1', 'f2'] as const

export const householdCode = (at: number): string => `HT-15-${String(at + 1).padStart(3, '0')}`
const householdId = (at: number) => `${village}:${householdCode(at)}`
export const households = homes.length

export const everybody: readonly Someone[] = [
  ...homes.flatMap((members, at) => members.map((id) => someone(id, householdId(at)))),
  ...elsewhere.map((id) => someone(id, null)),
]

function someone(id: string, household: string | null): Someone {
  const { hasAccount, wechat, email, phone } = kinds[id[0] as keyof typeof kinds]
  return {
    ...{ id, household, hasAccount, wechat },
    email: email ? `${id}@example.cn` : null,
    phone: phone ? `1390000${String(id.charCodeAt(0) * 10 + Number(id[1])).padStart(4, '0')}` : null,
  }
}

export const scarce = everybody.flatMap(({ id }) => (id.startsWith('s') ? id : []))
export const withAccounts = everybody.filter(({ hasAccount }) => hasAccount)
export const openidOf = (person: string) => `openid-${person}`
export const whoHas = {
  openid: (openid: string) => openid.replace('openid-', ''),
  email: (address: string) => address.split('@')[0] ?? '',
  phone: (phone: string) => everybody.find((one) => one.phone === phone)?.id ?? phone,
}

/** Who does what in the office. */
export const office = ['clerk', 'supervisor', 'publisher'] as const
export type Officer = (typeof office)[number]

export const firstSchedule = (random: Random): Schedule => ({
  frequency: random.pick(['immediate', 'immediate', 'daily', 'weekly']),
  hour: random.pick(['08:00', '12:30', '18:30']),
  weekday: random.int(1, 7),
  channels: ['wechat', 'sms', 'email'] as OutwardChannel[],
  quietFrom: '22:00',
  quietTo: '07:00',
  household: true,
})

/** A village, its office and its people, as they are before anything happens. */
export async function seed(
  models: AllModels,
  now: Date,
  schedules: ReadonlyMap<string, Schedule>,
): Promise<void> {
  const { Region, Group, Household, Person, Account, Role, Preference, EmailAddress } = models
  const smsMonthlyFen = 1_000_000_000
  const before = new Date(now.getTime() - 86_400_000)
  const contact = { name: '村委会', phone: '021-5555 0101', address: '护塘路1号', hours: '8:30–16:30' }
  await Region.insertMany([
    { _id: above[0], name: '金山区', level: 'county', parent: null, office: contact },
    { _id: above[1], name: '漕泾镇', level: 'township', parent: above[0], office: contact },
    { _id: village, name: '护塘村', level: 'village', parent: above[1], office: contact, smsMonthlyFen },
  ])
  await Group.create({ _id: `${village}:15`, region: village, no: 15, name: '15组' })
  await Household.insertMany(
    homes.map(([head], at) => ({
      ...{ _id: householdId(at), region: village, code: householdCode(at), group: 15, groupName: '15组' },
      head: `示例${head}`,
    })),
  )
  await Person.insertMany(
    everybody.map(({ id, household, phone }) => ({
      _id: id,
      name: `示例${id}`,
      residence: household && {
        ...{ region: village, household, member: true, state: 'living' as const, endedAt: null },
      },
      phoneHash: phone && hashPhone(phone, testKeys.HASH_KEY),
      phoneSealed: phone && sealPhone(phone, testKeys.FIELD_KEY),
    })),
  )
  await Person.insertMany(office.map((id) => ({ _id: id, name: `人${id}`, residence: null })))
  const accounts = [...withAccounts, ...office.map((id) => ({ id, household: null }))]
  await Account.insertMany(
    accounts.map(({ id, household }) => ({
      ...{ _id: `a-${id}`, openid: openidOf(id), person: id, own: id, name: id },
      ...{ verifiedAt: household ? before : null, disputedAt: null, createdAt: before, seenAt: before },
    })),
  )
  for (const { id } of accounts) await createSession(models, id, before)
  await Role.insertMany(
    office.map((role) => ({ _id: `${role}:${village}`, person: role, region: village, role, since: before })),
  )
  await Preference.insertMany(
    [...schedules].map(([id, schedule]) => ({ ...schedule, _id: id, textSize: null, muted: [] })),
  )
  await EmailAddress.insertMany(
    everybody.flatMap(({ id, email }) =>
      email ? { _id: id, sealed: sealEmail(email), hash: hashEmail(email), confirmedAt: before } : [],
    ),
  )
}
