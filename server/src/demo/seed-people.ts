import type { AllModels } from '../models'
import type { DemoData, DemoPersona } from './village'

/** What keeps telephone numbers and slip codes unreadable. */
export interface Sealer {
  seal(phone: string): string
  hash(phone: string): string
  slip(code: string): string
}

export const householdId = (region: string, code: string) => `${region}:${code}`
export const accountId = (persona: string) => `demo-${persona}`

/** The person an account stands for while it is not verified as a resident. */
const ownPerson = (one: DemoPersona) => (one.resident ? `own-${one.openid}` : one.openid)

/** So that an emergency of the demo reaches phones by SMS too. */
const smsMonthlyFen = 20_000

/** Regions, groups, households, residents, and the personas with their accounts, roles and wishes. */
export async function seedPeople(models: AllModels, data: DemoData, seal: Sealer, now: Date): Promise<void> {
  const yearAgo = new Date(now.getTime() - 365 * 86_400_000)
  await models.Region.insertMany(
    data.regions.map(({ code, name, level, parent, office }) => ({
      ...{ _id: code, name, level, parent, office },
      smsMonthlyFen: level === 'village' ? smsMonthlyFen : null,
    })),
  )
  await models.Group.insertMany(
    data.regions.flatMap(({ code, groups }) =>
      groups.map(({ no, name }) => ({ _id: `${code}:${no}`, region: code, no, name })),
    ),
  )
  await models.Household.insertMany(
    data.households.map(({ code, region, group, groupName, head }) => ({
      _id: householdId(region, code),
      region,
      code,
      group,
      groupName,
      head,
    })),
  )
  const residents = data.residents.map(({ id, region, household, name, memberOf, phone }) => ({
    _id: id,
    name,
    residence: {
      region,
      household: householdId(region, household),
      member: memberOf,
      state: 'living' as const,
      endedAt: null,
    },
    phoneHash: phone ? seal.hash(phone) : null,
    phoneSealed: phone ? seal.seal(phone) : null,
  }))
  const others = data.personas
    .filter((one) => !one.resident)
    .map((one) => ({
      _id: one.openid,
      name: one.name,
      residence: null,
      phoneHash: null,
      phoneSealed: null,
    }))
  const own = data.personas
    .filter((one) => one.resident)
    .map((one) => ({
      _id: ownPerson(one),
      name: one.name,
      residence: null,
      phoneHash: null,
      phoneSealed: null,
    }))
  await models.Person.insertMany([...residents, ...others, ...own])
  await models.Account.insertMany(
    data.personas.map((one) => ({
      _id: accountId(one.persona),
      openid: one.openid,
      person: one.resident ?? one.openid,
      own: ownPerson(one),
      name: one.name,
      verifiedAt: one.resident ? yearAgo : null,
      disputedAt: null,
      createdAt: yearAgo,
      seenAt: now,
    })),
  )
  await models.Role.insertMany(
    data.personas.flatMap((one) =>
      one.roles.map(({ role, region }) => ({
        _id: `${one.resident ?? one.openid}:${region}:${role}:${yearAgo.getTime()}`,
        person: one.resident ?? one.openid,
        region,
        role,
        since: yearAgo,
        until: null,
      })),
    ),
  )
  // Demo personas are told at once and have no quiet hours: who tries the demo at night should see the message come.
  await models.Preference.insertMany(
    data.personas.map((one) => ({
      _id: one.resident ?? one.openid,
      textSize: one.textSize,
      frequency: 'immediate' as const,
      hour: '18:30',
      weekday: 5,
      channels: ['wechat' as const, 'sms' as const, 'email' as const],
      quietFrom: '00:00',
      quietTo: '00:00',
      household: true,
      muted: [],
      welcomedAt: null,
    })),
  )
  await models.Subscription.insertMany(
    data.personas.flatMap((one) =>
      one.subscriptions.map(({ region, category, item }, n) => {
        const person = one.resident ?? one.openid
        const scope = item ? `${region}#${item}` : category ? `${region}/${category}` : region
        return {
          _id: `demo-${one.persona}-${n}`,
          person,
          region,
          below: false,
          category: category ?? null,
          item: item ?? null,
          word: null,
          scope,
          since: yearAgo,
          until: null,
          open: true,
        }
      }),
    ),
  )
  const clerk = data.personas.find(({ persona }) => persona === 'clerk')
  await models.Slip.create({
    _id: householdId(data.slip.region, data.slip.householdCode),
    codeHash: seal.slip(data.slip.code),
    ...(clerk
      ? {
          issuedAt: new Date(now.getTime() - 86_400_000),
          issuedBy: {
            name: clerk.name,
            account: accountId('clerk'),
            persons: [clerk.resident ?? clerk.openid, ownPerson(clerk)],
          },
        }
      : {}),
    expiresAt: new Date(now.getTime() + 365 * 86_400_000),
    usedAt: null,
  })
}
