import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type RunningWeChatEmulator, startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import type { AuditDoc } from '../../server/src/features/audit'
import { StillClock, type TestApp, testApp } from '../support/app'
import { aClerk, anAccount, aVillage, emptyAll, session, signIn, village } from './identity/people'

const minute = 60_000

let t: TestApp
let emulator: RunningWeChatEmulator
beforeAll(async () => {
  const clock = new StillClock()
  emulator = await startWeChatEmulator({ clock, appid: 'wx-test', secret: 'secret' })
  t = await testApp({ clock, wechatUrl: emulator.url })
})
beforeEach(async () => {
  await emptyAll(t)
  await aVillage(t)
})
afterAll(async () => {
  await t.close()
  await emulator.close()
})

const kept = () => t.deps.models.Audit.find().sort({ at: 1 }).lean<AuditDoc[]>()
const acts = async () => (await kept()).map(({ act, detail }) => (detail ? `${act} ${detail}` : act))

async function anOperator(): Promise<string> {
  const token = await anAccount(t, 'operator')
  await t.deps.models.Role.create({
    _id: 'operator-role',
    person: 'own-operator',
    region: '310116',
    role: 'operator',
    since: t.clock.now(),
  })
  return token
}

describe('the audit', () => {
  it('knows who signed in, when and from which network', async () => {
    const token = await anAccount(t, 'villager', 'r-1')
    expect(await kept()).toEqual([
      {
        _id: expect.any(String),
        at: t.clock.now(),
        kind: 'signIn',
        act: 'signedIn',
        detail: null,
        account: 'villager',
        person: 'r-1',
        region: null,
        subject: null,
        from: '127.0.0.0/24',
        times: 1,
      },
    ])
    expect(token).toBeTruthy()
  })

  it('counts failed sign-ins of one network and reason in one entry an hour', async () => {
    const enter = (code: string) => t.ask('POST /api/sessions/wechat', { body: { code } })
    await Promise.all([enter('never-issued'), enter('never-issued'), enter('never-issued')])
    emulator.users.add({ openid: 'o-bad', blocked: true })
    await enter(emulator.users.loginCode('o-bad'))
    expect((await kept()).map(({ detail, times }) => [detail, times])).toEqual([
      ['codeInvalid', 3],
      ['blocked', 1],
    ])
    t.clock.advance(60 * minute)
    await enter('never-issued')
    expect(await acts()).toHaveLength(3)
  })

  it('knows of a refresh token that was used twice, once for the session', async () => {
    await anAccount(t, 'villager', 'r-1')
    const { refreshToken } = await session(t, 'villager')
    const refresh = () => t.ask('POST /api/sessions/refresh', { body: { refreshToken } })
    await refresh()
    t.clock.advance(minute)
    expect((await refresh()).error.code).toBe('refreshReused')
    expect((await refresh()).error.code).toBe('sessionExpired')
    expect((await acts()).filter((act) => act === 'refreshMisused')).toHaveLength(1)
  })

  it('holds no name, code, number or openid of anybody, whatever is done', async () => {
    const clerk = await aClerk(t)
    const me = await anAccount(t, 'villager')
    const params = { code: village, household: 'HT-15-001' }
    const slip = await t.ask('POST /api/regions/:code/households/:household/slips', { params, token: clerk })
    const claimed = { region: village, householdCode: 'HT-15-001', name: '王示例' }
    const { id } = (await t.ask('POST /api/me/claims', { body: claimed, token: me })).body
    const settle = (code: string) =>
      t.ask('POST /api/me/claims/:id/slip', { params: { id }, body: { code }, token: me })
    expect((await settle('AAAA-AAAA')).status).toBe(422)
    expect((await settle(slip.body.code)).status).toBe(200)
    const other = await anAccount(t, 'other')
    const second = (
      await t.ask('POST /api/me/claims', { body: { ...claimed, name: '李示例' }, token: other })
    ).body.id
    await t.ask('POST /api/claims/:id/decision', {
      params: { id: second },
      body: { decision: 'refuse', reason: '不认识李示例' },
      token: clerk,
    })
    await t.ask('POST /api/sessions/wechat', { body: { code: emulator.users.loginCode('o-secret') } })
    expect((await acts()).filter((act) => act !== 'signedIn')).toEqual([
      'slipIssued',
      'slipRefused notMatched',
      'slipSettled',
      'claimRefused',
    ])
    const text = JSON.stringify(await kept())
    const personal = [
      '示例',
      'HT-15',
      slip.body.code,
      slip.body.code.replace('-', ''),
      'o-secret',
      '1990000',
      '127.0.0.1',
    ]
    for (const value of personal) expect(text).not.toContain(value)
  })

  it('is kept for two years, by an index of the database', async () => {
    const indexes = await t.deps.models.Audit.collection.indexes()
    expect(indexes.find(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)).toMatchObject({
      key: { at: 1 },
      expireAfterSeconds: 731 * 86_400,
    })
  })

  it('that cannot be written lets people sign in all the same', async () => {
    await anAccount(t, 'villager', 'r-1')
    const { Audit } = t.deps.models
    const create = Audit.create
    Audit.create = (() => Promise.reject(new Error('no room'))) as typeof create
    try {
      expect((await session(t, 'villager')).user.verified).toBe(true)
    } finally {
      Audit.create = create
    }
  })
})

describe('the operator', () => {
  it('reads it newest first, in pages, by kind and by time; nobody else does', async () => {
    const operator = await anOperator()
    const clerk = await aClerk(t)
    const read = (query: object, token = operator) => t.ask('GET /api/audit', { query, token })
    for (let n = 0; n < 5; n++) {
      t.clock.advance(minute)
      await signIn(t, 'clerk')
    }
    t.clock.advance(minute)
    await t.ask('POST /api/regions/:code/households/:household/slips', {
      params: { code: village, household: 'HT-15-001' },
      token: clerk,
    })
    const all = (await read({})).body.items
    expect(all).toHaveLength(8)
    expect(all[0]).toMatchObject({
      kind: 'verification',
      text: '给一户发了认证纸条，旧纸条作废',
      region: { name: '护塘村' },
      by: { account: 'clerk', name: 'clerk' },
      from: '127.0.0.0/24',
    })
    const seen: string[] = []
    for (let cursor: string | undefined; ; ) {
      const { items, next } = (await read({ limit: 3, cursor })).body
      seen.push(...items.map(({ id }) => id))
      if (next === undefined) break
      cursor = next
    }
    expect(seen).toEqual(all.map(({ id }) => id))
    expect((await read({ kind: 'verification' })).body.items).toHaveLength(1)
    const from = new Date(t.clock.now().getTime() - 2 * minute).toISOString()
    const until = t.clock.now().toISOString()
    expect((await read({ from, until })).body.items).toHaveLength(2)

    expect((await read({}, clerk)).status).toBe(403)
    expect((await t.ask('GET /api/audit')).status).toBe(401)
    for (const wrong of [
      { kind: 'all' },
      { cursor: 'x' },
      { from: 'yesterday' },
      { until: '2016-12-31T23:59:60Z' },
    ])
      expect((await read(wrong)).status).toBe(422)
  })

  it('sees the names of those who hold a post, and of nobody else', async () => {
    const operator = await anOperator()
    await anAccount(t, 'villager', 'r-1')
    const { items } = (await t.ask('GET /api/audit', { token: operator })).body
    expect(items.map(({ by }) => [by?.account, by?.name]).sort()).toEqual([
      ['operator', 'operator'],
      ['villager', null],
    ])
  })
})
