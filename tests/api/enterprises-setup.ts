import { creditCodeCheckSign, type EnterpriseView, type RoleName } from '@hutang/shared'
import { type TestApp, testApp } from '../support/app'
import { tokenOf } from '../support/tokens'

export const county = '310116'
export const township = '310116109'
export const otherTownship = '310116110'
export const village = '310116109213'

/** A sound code of an enterprise that there is not. */
export function codeOf(no: number, authority = '91'): string {
  const first = `${authority}310116TET${String(no).padStart(6, '0')}`
  return first + creditCodeCheckSign(first)
}

export interface Firms extends TestApp {
  token: Record<string, string>
  /** An account of somebody who lives nowhere here, with posts. */
  person(id: string, posts?: [RoleName, string][]): Promise<string>
  /** Everything that tests made goes, but for places and people. */
  clear(): Promise<void>
}

/** A county with two townships and a village, its officers, and three people. */
export async function firmsApp(): Promise<Firms> {
  const t = await testApp()
  await t.app.ready()
  const { models } = t.deps
  const office = { name: '办公室', phone: '021-5555 0100', address: '示例路 1 号', hours: '工作日' }
  await models.Region.insertMany([
    { _id: county, name: '金山区', level: 'county', parent: null, office },
    { _id: township, name: '漕泾镇', level: 'township', parent: county, office },
    { _id: otherTownship, name: '朱泾镇', level: 'township', parent: county, office },
    { _id: village, name: '护塘村', level: 'village', parent: township, office },
  ])
  const token: Record<string, string> = {}
  const person = async (id: string, posts: [RoleName, string][] = []) => {
    const now = t.clock.now()
    await models.Person.create({ _id: id, name: id, residence: null })
    await models.Account.create({
      ...{ _id: `account-${id}`, openid: `openid-${id}`, person: id, own: id, name: `微信${id}` },
      ...{ verifiedAt: null, createdAt: now, seenAt: now },
    })
    for (const [role, region] of posts)
      await models.Role.create({ _id: `${id}:${region}:${role}`, person: id, region, role, since: now })
    token[id] = await tokenOf(t, id)
    return token[id]
  }
  for (const id of ['owner', 'other', 'third']) await person(id)
  await person('officer', [['township-officer', township]])
  await person('beside', [['township-officer', otherTownship]])
  await person('administrator', [['administrator', county]])
  await person('clerk', [
    ['clerk', village],
    ['administrator', village],
  ])
  return Object.assign(t, {
    token,
    person,
    async clear() {
      const { Enterprise, EnterpriseLink, EnterpriseInvite, RegisteredEnterprise, Person, Try } = models
      for (const model of [Enterprise, EnterpriseLink, EnterpriseInvite, RegisteredEnterprise, Try])
        await (model as { deleteMany(filter: object): Promise<unknown> }).deleteMany({})
      await Person.updateMany({}, { $set: { enterprises: [] } })
      t.forget()
    },
  })
}

/** A row of the county's register. */
export const inRegister = (t: Firms, no: number, more: object = {}) =>
  t.deps.models.RegisteredEnterprise.create({
    ...{ _id: codeOf(no), name: `示例${no}有限公司`, kind: 'company', region: township },
    ...{ industry: 'C3572', foundedOn: '2020-05-06', at: t.clock.now() },
    ...more,
  })

export async function asked(t: Firms, who: string, no: number): Promise<EnterpriseView> {
  const { body, status, error } = await t.ask('POST /api/enterprises', {
    ...{ body: { creditCode: codeOf(no) }, token: t.token[who] ?? '' },
  })
  if (status !== 201) throw new Error(JSON.stringify(error))
  return body
}

export const confirm = (t: Firms, link: string, version = 0, who = 'officer') =>
  t.ask('POST /api/enterprise-links/:id/confirm', {
    ...{ params: { id: link }, body: { version }, token: t.token[who] ?? '' },
  })

/** Asked for and confirmed. */
export async function held(t: Firms, who: string, no: number): Promise<EnterpriseView> {
  const { link, id } = await asked(t, who, no)
  await confirm(t, link.id)
  return read(t, who, id)
}

export async function read(t: Firms, who: string, id: string): Promise<EnterpriseView> {
  return (await t.ask('GET /api/enterprises/:id', { params: { id }, token: t.token[who] ?? '' })).body
}

export const change = (t: Firms, who: string, id: string, body: object) =>
  t.ask('PUT /api/enterprises/:id', { params: { id }, body, token: t.token[who] ?? '' })

/** A colleague by the owner's invitation. */
export async function joined(t: Firms, owner: string, id: string, who: string): Promise<EnterpriseView> {
  const { code } = (
    await t.ask('POST /api/enterprises/:id/invites', { params: { id }, token: t.token[owner] ?? '' })
  ).body
  return (await t.ask('POST /api/enterprise-invites', { body: { code }, token: t.token[who] ?? '' })).body
}
