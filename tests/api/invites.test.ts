import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createInvite } from '../../server/src/features/accounts'
import { theMachine } from '../../server/src/features/audit'
import { type TestApp, testApp } from '../support/app'
import { aPerson } from '../support/builders'
import { tokenOf } from '../support/tokens'
import { aVillage, emptyAll, neighbour, township, village } from './identity/people'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ demo: false, env: { PUBLIC_URL: 'https://village.example' } })
})
afterAll(() => t.close())
beforeEach(async () => {
  await emptyAll(t)
  t.forget()
  await aVillage(t)
})

const since = () => new Date(t.clock.now().getTime() - 86_400_000)
const aPost = async (person: string, role: string, region = village) => {
  await aPerson(t.deps.models, { id: person, account: false, now: t.clock.now() })
  await t.deps.models.Role.create({
    _id: `${person}:${role}`,
    person,
    region,
    role,
    since: since(),
  } as object)
}
/** Signed in through WeChat, with the post of an administrator. */
const anAdministrator = async (region = township) => {
  await aPerson(t.deps.models, { id: 'boss', now: t.clock.now() })
  const role = { _id: 'boss-role', person: 'boss', region, role: 'administrator' as const, since: since() }
  await t.deps.models.Role.create(role)
  return tokenOf(t, 'boss')
}
const invite = (person: string) => createInvite(t.deps, person, theMachine)
const enter = (code: string) => t.ask('POST /api/sessions/invite', { body: { code } })
const look = (code: string) => t.ask('POST /api/invites/look', { body: { code } })
const slips = (token: string, region: string, body: object = {}) =>
  t.ask('POST /api/regions/:code/invites', { params: { code: region }, body, token })

describe('a sign-in slip', () => {
  beforeEach(() => aPost('zhou', 'clerk'))

  it('says whose it is, signs in once, and then no more', async () => {
    const { code } = await invite('zhou')
    expect(code).toMatch(/^([2-9A-Y]{4}-){2}[2-9A-Y]{4}$/)
    const told = await look(code.toLowerCase().replaceAll('-', ' '))
    expect(told.body).toMatchObject({ name: '示例zhou', posts: [{ roleText: '村经办' }] })
    const answer = await enter(code)
    expect(answer.status).toBe(200)
    expect(answer.body.user).toMatchObject({ name: '示例zhou', verified: false, roles: [{ role: 'clerk' }] })
    const me = await t.ask('GET /api/screens/desk', {
      query: { region: village },
      token: answer.body.accessToken,
    })
    expect(me.body.can).toMatchObject({ write: true, publish: false })
    for (const used of [await enter(code), await look(code)])
      expect([used.status, used.error.code]).toEqual([401, 'inviteInvalid'])
  })

  it('used by two at once signs in one, and two slips make no two accounts', async () => {
    const { code } = await invite('zhou')
    const answers = await Promise.all([1, 2, 3].map(() => enter(code)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
    const again = await enter((await invite('zhou')).code)
    expect(again.status).toBe(200)
    expect(await t.deps.models.Account.countDocuments({ person: 'zhou' })).toBe(1)
  })

  it('is void when a new one is made, and after seven days', async () => {
    const old = await invite('zhou')
    const fresh = await invite('zhou')
    expect((await look(old.code)).status).toBe(401)
    t.clock.advance(7 * 86_400_000)
    expect((await enter(fresh.code)).status).toBe(401)
    t.clock.advance(-7 * 86_400_000)
    expect((await enter(fresh.code)).status).toBe(200)
  })

  it('is nowhere in the database but as a hash, and every step is in the audit', async () => {
    const { code } = await invite('zhou')
    await enter(code)
    await enter('2222-2222-2222')
    const stored = JSON.stringify([
      await t.deps.models.Invite.find().lean(),
      await t.deps.models.Audit.find().lean(),
    ])
    expect(stored).not.toContain(code)
    expect(stored).not.toContain(code.replaceAll('-', ''))
    const acts = (await t.deps.models.Audit.find().lean()).map(({ act }) => act).sort()
    expect(acts).toEqual(['inviteMade', 'inviteUsed', 'signInFailed', 'signedIn'])
  })

  it('leaves those alone who sign in with WeChat, however many posts sign in without', async () => {
    await aPost('lin', 'supervisor')
    for (const person of ['zhou', 'lin']) expect((await enter((await invite(person)).code)).status).toBe(200)
    expect(await t.deps.models.Account.countDocuments({ openid: null })).toBe(2)
    await expect(
      t.deps.models.Account.insertMany([
        { _id: 'a', openid: 'same', person: 'x', own: 'x' },
        { _id: 'b', openid: 'same', person: 'y', own: 'y' },
      ] as object[]),
    ).rejects.toMatchObject({ code: 11_000 })
  })
})

describe('the slips of an office', () => {
  beforeEach(async () => {
    await aPost('zhou', 'clerk')
    await aPost('lin', 'supervisor')
    await aPost('far', 'clerk', '310117001001')
    await aPost('next', 'clerk', neighbour)
  })

  it('are made by the administrator for everybody below who has never been here, with a link and its code', async () => {
    const token = await anAdministrator()
    const { body } = await slips(token, township)
    expect(body.items.map(({ person }) => person).sort()).toEqual(['lin', 'next', 'zhou'])
    for (const { link, qr, code } of body.items) {
      expect(link).toBe(`https://village.example/#/account/invite/index?code=${code}`)
      expect(qr).toMatch(/^data:image\/svg\+xml,/)
    }
    await enter(body.items[0]?.code ?? '')
    const left = (await slips(token, township)).body.items.map(({ person }) => person)
    expect(left).toHaveLength(2)
    expect(left).not.toContain(body.items[0]?.person)
  })

  it('are made again by name, and only for who holds a post there', async () => {
    const token = await anAdministrator()
    await enter((await invite('zhou')).code)
    const again = await slips(token, village, { persons: ['zhou'] })
    expect(again.body.items.map(({ person }) => person)).toEqual(['zhou'])
    for (const persons of [['far'], ['nobody'], ['zhou', 'next']])
      expect((await slips(token, village, { persons })).status).toBe(403)
  })

  it('come in pages', async () => {
    const token = await anAdministrator()
    const many = Array.from({ length: 60 }, (_, n) => ({
      _id: `m${n}:clerk`,
      ...{ person: `m${n}`, region: village, role: 'clerk' as const, since: since() },
    }))
    await t.deps.models.Role.insertMany(many)
    await t.deps.models.Person.insertMany(many.map(({ person }) => ({ _id: person, name: '示例' })))
    const seen = new Set<string>()
    let cursor: string | undefined
    do {
      const { body } = await slips(token, township, cursor === undefined ? {} : { cursor })
      for (const { person } of body.items) seen.add(person)
      cursor = body.next
    } while (cursor !== undefined)
    expect(seen.size).toBe(63)
  })

  it.each([
    ['a clerk', village, 'clerk'],
    ['the administrator of another place', '310117', 'administrator'],
    ['the administrator of a village, for its township', village, 'administrator'],
  ])('are not made by %s', async (_, region, role) => {
    await aPerson(t.deps.models, { id: 'boss', now: t.clock.now() })
    await t.deps.models.Role.create({
      _id: 'boss-role',
      ...{ person: 'boss', region, role, since: since() },
    } as object)
    expect((await slips(await tokenOf(t, 'boss'), township)).status).toBe(403)
  })
})
