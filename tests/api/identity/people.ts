import type { SessionAnswer } from '@hutang/shared'
import { hashPhone, sealPhone } from '../../../server/src/features/residents'
import { hashSlipCode } from '../../../server/src/features/verification'
import { type TestApp, testKeys } from '../../support/app'

export const village = '310116109213'
export const neighbour = '310116109215'
export const township = '310116109'
export const slipHash = (code: string) => hashSlipCode(code, testKeys.HASH_KEY)

const office = { name: '村委会', phone: '021-0000', address: '护塘村', hours: '工作日' }

interface Emptied {
  deleteMany(filter: object): Promise<unknown>
}

/** What a test left behind goes; the application and its database stay. */
export async function emptyAll(t: TestApp): Promise<void> {
  await Promise.all(Object.values(t.deps.models).map((model) => (model as Emptied).deleteMany({})))
}

/** Two villages under a township; two households in one of them, with three residents and no account. */
export async function aVillage(t: TestApp): Promise<void> {
  const { Region, Household, Person } = t.deps.models
  await Region.insertMany([
    { _id: township, name: '演示镇', level: 'township', parent: null, office },
    { _id: village, name: '护塘村', level: 'village', parent: township, office },
    { _id: neighbour, name: '柳桥村', level: 'village', parent: township, office },
  ])
  await Household.insertMany(
    ['HT-15-001', 'HT-15-002'].map((code) => ({
      _id: `${village}:${code}`,
      region: village,
      code,
      group: 15,
      groupName: '15组',
      head: '王示例',
    })),
  )
  await Person.insertMany([
    resident('r-1', '王示例', 'HT-15-001', '19900000001'),
    resident('r-2', '李示例', 'HT-15-001', '19900000002'),
    resident('r-3', '赵示例', 'HT-15-002', null),
  ])
}

export const resident = (id: string, name: string, code: string, phone: string | null) => ({
  _id: id,
  name,
  residence: {
    region: village,
    household: `${village}:${code}`,
    member: true,
    state: 'living' as const,
    endedAt: null,
  },
  enterprises: [],
  phoneHash: phone && hashPhone(phone, testKeys.HASH_KEY),
  phoneSealed: phone && sealPhone(phone, testKeys.FIELD_KEY),
})

/** An account that a persona's name opens; verified when a resident is named. */
export async function anAccount(
  t: TestApp,
  persona: string,
  residentId: string | null = null,
): Promise<string> {
  const { Account, Person } = t.deps.models
  const now = t.clock.now()
  await Person.create({ _id: `own-${persona}`, name: persona, residence: null })
  await Account.create({
    _id: persona,
    openid: `demo-${persona}`,
    person: residentId ?? `own-${persona}`,
    own: `own-${persona}`,
    name: persona,
    verifiedAt: residentId ? now : null,
    createdAt: now,
    seenAt: now,
  })
  return signIn(t, persona)
}

export async function aClerk(t: TestApp, persona = 'clerk', region = village): Promise<string> {
  const token = await anAccount(t, persona)
  await t.deps.models.Role.create({
    _id: `${persona}-role`,
    person: `own-${persona}`,
    region,
    role: 'clerk',
    since: t.clock.now(),
  })
  return token
}

export async function session(t: TestApp, persona: string): Promise<SessionAnswer> {
  return (await t.ask('POST /api/sessions/demo', { body: { persona } })).body
}

export const signIn = async (t: TestApp, persona: string): Promise<string> =>
  (await session(t, persona)).accessToken
