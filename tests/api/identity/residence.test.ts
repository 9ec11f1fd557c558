import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { finishPendingClaims } from '../../../server/src/features/verification/tie'
import { type TestApp, testApp } from '../../support/app'
import { aClerk, anAccount, aVillage, emptyAll, signIn, township, village } from './people'

let t: TestApp
let me: string
let clerk: string
beforeAll(async () => {
  t = await testApp()
})
beforeEach(async () => {
  await emptyAll(t)
  await aVillage(t)
  me = await anAccount(t, 'villager', 'r-1')
  clerk = await aClerk(t)
})
afterAll(() => t.close())

const user = async (token: string) => (await t.ask('GET /api/me', { token })).body
const household = (token: string) => t.ask('GET /api/me/household', { token })
const dispute = (account: string, token = me) =>
  t.ask('POST /api/me/household/disputes', { body: { account }, token })
const end = (resident: string, reason: string) =>
  t.ask('POST /api/regions/:code/residents/:resident/end', {
    params: { code: village, resident },
    body: { reason },
    token: clerk,
  })

describe('the verified members of a household', () => {
  const newcomers = async (token: string) =>
    (await t.ask('GET /api/screens/me', { token })).body.newcomers.map(({ account, name }) => [account, name])

  it('are told of whoever is verified after them, for thirty days', async () => {
    const start = t.clock.now()
    expect(await newcomers(me)).toEqual([])
    t.clock.moveTo(new Date(start.getTime() + 3_600_000))
    const other = await anAccount(t, 'elder', 'r-2')
    me = await signIn(t, 'villager')
    const [told] = await newcomers(me)
    expect(told?.[0]).toBe('elder')
    expect(await newcomers(other)).toEqual([])
    t.clock.moveTo(new Date(start.getTime() + 31 * 86_400_000))
    me = await signIn(t, 'villager')
    expect(await newcomers(me)).toEqual([])
    t.clock.moveTo(start)
  })

  it('are told no longer of whom they disputed', async () => {
    const start = t.clock.now()
    t.clock.moveTo(new Date(start.getTime() + 3_600_000))
    await anAccount(t, 'elder', 'r-2')
    me = await signIn(t, 'villager')
    await dispute('elder')
    expect(await newcomers(me)).toEqual([])
    t.clock.moveTo(start)
  })
})

describe('a household', () => {
  it('shows its living members and who is verified as them', async () => {
    await end('r-2', 'death')
    const { body } = await household(me)
    expect(body).toMatchObject({ code: 'HT-15-001', group: '15组', region: { name: '护塘村' }, notices: [] })
    expect(body.members).toEqual([
      {
        resident: 'r-1',
        name: '王示例',
        me: true,
        memberOf: true,
        accounts: [{ account: 'villager', since: '2026-11-20T02:00:00.000Z' }],
      },
    ])
  })

  it('lists the notices with a row of its own, not those of a draft or of another', async () => {
    const { Notice, Edition, EditionRow } = t.deps.models
    const head = {
      title: '三季度土地流转',
      plain: '共流转四亩。',
      words: '',
      editionNo: 1,
      contentHash: '',
      publishedAt: t.clock.now(),
      publishedBy: '护塘村村民委员会',
    }
    for (const [id, code, state] of [
      ['mine', 'HT-15-001', 'published'],
      ['other', 'HT-15-002', 'published'],
      ['draft', 'HT-15-001', 'none'],
    ] as const) {
      await Notice.create({
        _id: id,
        region: village,
        item: 31,
        state,
        current: `${id}-1`,
        head,
        createdAt: head.publishedAt,
      })
      const table = { caption: '', columns: [], rowset: `${id}-set`, rows: 1 }
      await Edition.create({
        _id: `${id}-1`,
        notice: id,
        editionNo: 1,
        table,
        region: village,
        state: 'published',
      })
      await EditionRow.create({
        _id: `${id}:0`,
        rowset: `${id}-set`,
        notice: id,
        household: `${village}:${code}`,
        n: 0,
      })
    }
    const { notices } = (await household(me)).body
    expect(notices).toMatchObject([{ id: 'mine', title: '三季度土地流转', mine: true }])
  })

  it('is not there for who is not verified', async () => {
    const answer = await household(clerk)
    expect([answer.status, answer.error.code]).toEqual([404, 'householdNotFound'])
  })
})

describe('leaving a household', () => {
  it('by withdrawal keeps the account and what it follows', async () => {
    await t.deps.models.Subscription.create({
      _id: 's',
      person: 'r-1',
      region: village,
      scope: village,
      since: t.clock.now(),
    })
    const answer = await t.ask('DELETE /api/me/residence', { token: me })
    expect(answer.body).toMatchObject({ verified: false, residence: null })
    expect((await t.ask('GET /api/screens/me', { token: me })).body.subscriptions).toBe(1)
    expect((await t.ask('DELETE /api/me/residence', { token: me })).status).toBe(404)
  })

  it('by moving out or death ends at once, for every account of the resident', async () => {
    const second = await anAccount(t, 'second', 'r-1')
    expect((await end('r-1', 'moved')).body).toEqual({ done: true })
    expect([(await user(me)).verified, (await user(second)).verified]).toEqual([false, false])
    expect((await end('r-1', 'death')).error).toMatchObject({
      code: 'wrongState',
      message: expect.stringContaining('已经登记'),
    })
    expect((await end('r-2', 'away')).status).toBe(422)
  })
})

describe('不是我', () => {
  beforeEach(async () => {
    await anAccount(t, 'stranger', 'r-2')
    await t.deps.models.Role.create({
      _id: 'x',
      person: 'r-2',
      region: village,
      role: 'supervisor',
      since: t.clock.now(),
    })
  })
  const stranger = async () =>
    (await t.ask('POST /api/sessions/demo', { body: { persona: 'stranger' } })).body.accessToken
  const claims = async () =>
    (await t.ask('GET /api/regions/:code/claims', { params: { code: village }, token: clerk })).body.claims

  it('closes the household and the resident’s office to the account at once', async () => {
    const token = await stranger()
    expect(await user(token)).toMatchObject({ verified: true, roles: [{ role: 'supervisor' }] })
    expect((await dispute('stranger')).body).toEqual({ done: true })
    expect(await user(token)).toMatchObject({ verified: false, residence: null, roles: [] })
    expect((await household(token)).status).toBe(404)
    expect((await household(me)).body.members[1]?.accounts).toEqual([])
  })

  it('is decided by a clerk, and not by a slip', async () => {
    await t.deps.models.Role.deleteMany({ person: 'r-2' })
    const token = await stranger()
    await dispute('stranger')
    await dispute('stranger')
    const [claim] = await claims()
    expect(claim).toMatchObject({
      name: '李示例',
      matches: true,
      reason: expect.stringContaining('不是本人'),
    })
    const id = claim?.id ?? ''
    const tried = await t.ask('POST /api/me/claims/:id/slip', { params: { id }, body: { code: 'x' }, token })
    expect(tried.error.code).toBe('disputed')
    const again = { region: village, householdCode: 'HT-15-001', name: '李示例' }
    expect((await t.ask('POST /api/me/claims', { body: again, token })).error.code).toBe('disputed')
    await t.ask('POST /api/claims/:id/decision', {
      params: { id },
      body: { decision: 'confirm' },
      token: clerk,
    })
    expect((await user(token)).verified).toBe(true)
  })

  it('ends the verification when the clerk refuses', async () => {
    const token = await stranger()
    await dispute('stranger')
    const id = (await claims())[0]?.id ?? ''
    await t.ask('POST /api/claims/:id/decision', {
      params: { id },
      body: { decision: 'refuse' },
      token: clerk,
    })
    expect(await user(token)).toMatchObject({ verified: false })
    expect((await t.ask('DELETE /api/me/residence', { token })).status).toBe(404)
  })

  it('is for the household only, and not against oneself', async () => {
    expect((await dispute('stranger', clerk)).error.code).toBe('forbidden')
    expect((await dispute('villager')).error.code).toBe('forbidden')
    expect((await dispute('nobody')).status).toBe(404)
    await anAccount(t, 'next-door', 'r-3')
    expect((await dispute('next-door')).status).toBe(404)
  })
})

describe('an account', () => {
  it('can be called something else', async () => {
    const answer = await t.ask('PUT /api/me', { body: { name: ' 老王 ' }, token: me })
    expect(answer.body.name).toBe('老王')
    expect((await user(me)).name).toBe('老王')
    expect((await t.ask('PUT /api/me', { body: { name: ' ' }, token: me })).error.fields?.[0]?.field).toBe(
      'name',
    )
    expect((await t.ask('PUT /api/me', { body: { name: '' }, token: me })).status).toBe(422)
    expect((await t.ask('PUT /api/me', { body: { name: '甲' } })).status).toBe(401)
  })

  it('may live in one village and keep an enterprise in another', async () => {
    const made = await t.ask('POST /api/enterprises', {
      body: { name: '演示合作社', region: township },
      token: me,
    })
    expect((await user(me)).enterprises).toEqual([])
    const link = made.body.link.id
    const at = t.clock.now()
    await t.deps.models.Role.create({
      ...{ _id: 'confirms', person: 'own-township-officer', region: township, role: 'township-officer' },
      since: at,
    })
    const officer = await anAccount(t, 'township-officer')
    const confirmed = await t.ask('POST /api/enterprise-links/:id/confirm', {
      ...{ params: { id: link }, body: { version: 0 }, token: officer },
    })
    expect(confirmed.status).toBe(200)
    expect(await user(me)).toMatchObject({
      residence: { region: { code: village } },
      enterprises: [{ name: '演示合作社', region: { code: township, name: '演示镇' } }],
    })
  })

  it('has a page of its own, signed in or not', async () => {
    expect((await t.ask('GET /api/screens/me')).body).toEqual({
      user: null,
      demo: true,
      wechat: true,
      oidc: null,
      preferences: null,
      claims: [],
      newcomers: [],
      subscriptions: 0,
      posts: [],
    })
    const { body } = await t.ask('GET /api/screens/me', { token: me })
    expect(body).toMatchObject({
      user: { verified: true },
      preferences: { textSize: 'standard' },
      claims: [],
    })
  })

  it('that a crash left untied after its claim was confirmed is tied at the next start', async () => {
    const other = await anAccount(t, 'other')
    const body = { region: village, householdCode: 'HT-15-002', name: '赵示例' }
    const { id } = (await t.ask('POST /api/me/claims', { body, token: other })).body
    await t.deps.models.Claim.updateOne(
      { _id: id },
      { $set: { state: 'confirmed', settledAt: t.clock.now(), resident: 'r-3', owed: true } },
    )
    expect(await finishPendingClaims(t.deps)).toBe(1)
    expect(await finishPendingClaims(t.deps)).toBe(0)
    expect((await user(other)).residence?.householdCode).toBe('HT-15-002')
  })
})
