import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { LONG, MINUTE, ONCE, OPENID, type Pair, SEND, startPair, TOKEN } from './setup'

let pair: Pair
beforeEach(async () => {
  pair = await startPair({ dailyQuota: 3, sendTakesMs: 20 })
})
afterEach(() => pair.emulator.close())

type Answer = Record<string, unknown>

async function post(path: string, body: unknown): Promise<Answer> {
  const response = await fetch(new URL(path, pair.emulator.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as Answer
}

async function get(path: string): Promise<Answer> {
  return (await (await fetch(new URL(path, pair.emulator.url))).json()) as Answer
}

const account = () => ({ appid: pair.emulator.appid, secret: pair.emulator.secret })
const askToken = (more: object = {}) =>
  post(TOKEN, { grant_type: 'client_credential', ...account(), ...more })
const login = (code: unknown, more: object = {}) => {
  const query = { ...account(), js_code: String(code), grant_type: 'authorization_code', ...more }
  return get(`/sns/jscode2session?${new URLSearchParams(query)}`)
}
const loginCode = async (openid: string) => (await post('/emulator/codes', { openid })).js_code

describe('the emulated login', () => {
  it('takes a code once, within five minutes', async () => {
    const code = await loginCode(OPENID)
    expect(await login(code)).toMatchObject({ openid: OPENID, session_key: expect.any(String) })
    expect(await login(code)).toMatchObject({ errcode: 40163 })
    expect(await login('never given')).toMatchObject({ errcode: 40029 })
    const late = await loginCode(OPENID)
    pair.clock.advance(5 * MINUTE)
    expect(await login(late)).toMatchObject({ errcode: 40029 })
  })

  it('knows its account, its blocked users, and its limit of 100 a minute', async () => {
    const code = await loginCode(OPENID)
    expect(await login(code, { appid: 'other' })).toMatchObject({ errcode: 40013 })
    expect(await login(code, { secret: 'other' })).toMatchObject({ errcode: 40125 })
    await post('/emulator/users', { openid: 'blocked', blocked: true })
    expect(await login(await loginCode('blocked'))).toMatchObject({ errcode: 40226 })
    for (let n = 0; n < 100; n += 1) await login(code)
    expect(await login(await loginCode(OPENID))).toMatchObject({ errcode: 45011 })
    pair.clock.advance(MINUTE)
    expect(await login(await loginCode(OPENID))).toMatchObject({ openid: OPENID })
  })
})

describe('the emulated token', () => {
  it('is the same for all who ask, and the next overlaps it by five minutes', async () => {
    const first = await askToken()
    expect(first).toMatchObject({ expires_in: 7200 })
    pair.clock.advance(60 * MINUTE)
    expect(await askToken()).toEqual({ access_token: first.access_token, expires_in: 3600 })
    pair.clock.advance(55 * MINUTE)
    const second = await askToken()
    expect(second.access_token).not.toBe(first.access_token)
    const send = (token: unknown) => post(`${SEND}?access_token=${token}`, { touser: 'nobody' })
    expect(await send(first.access_token)).toMatchObject({ errcode: 40003 })
    pair.clock.advance(5 * MINUTE)
    expect(await send(first.access_token)).toMatchObject({ errcode: 40001 })
    expect(await send(second.access_token)).toMatchObject({ errcode: 40003 })
  })

  it('refuses a wrong account, and a refresh forced too often', async () => {
    expect(await askToken({ appid: 'other' })).toMatchObject({ errcode: 40013 })
    expect(await askToken({ secret: 'other' })).toMatchObject({ errcode: 40125 })
    const first = await askToken()
    const forced = await askToken({ force_refresh: true })
    expect(forced.access_token).not.toBe(first.access_token)
    expect(await post(`${SEND}?access_token=${first.access_token}`, {})).toMatchObject({ errcode: 40001 })
    expect(await askToken({ force_refresh: true })).toMatchObject({ errcode: 45011 })
    for (let n = 1; n < 20; n += 1) {
      pair.clock.advance(30_000)
      expect(await askToken({ force_refresh: true })).toHaveProperty('access_token')
    }
    pair.clock.advance(30_000)
    expect(await askToken({ force_refresh: true })).toMatchObject({ errcode: 45009 })
  })
})

describe('the limits of the emulated token', () => {
  it('are 10,000 a minute and 500,000 a day', async () => {
    const { tokens } = pair.emulator
    for (let n = 0; n < 9999; n += 1) tokens.countAsked()
    expect(await askToken()).toHaveProperty('access_token')
    expect(await askToken()).toMatchObject({ errcode: 45011 })
    for (let minute = 1; minute < 50; minute += 1) {
      pair.clock.advance(MINUTE)
      for (let n = 0; n < 10_000; n += 1) tokens.countAsked()
    }
    pair.clock.advance(MINUTE)
    expect(await askToken()).toMatchObject({ errcode: 45009 })
    pair.clock.moveTo(new Date('2026-11-20T16:00:00Z'))
    expect(await askToken()).toHaveProperty('access_token')
  })
})

describe('the emulated sending', () => {
  const data = { thing1: { value: '土地' }, thing2: { value: '三季度' }, date3: { value: '2026年11月20日' } }
  const send = async (changes: object = {}) => {
    const { access_token } = await askToken()
    return post(`${SEND}?access_token=${access_token}`, {
      touser: OPENID,
      template_id: ONCE,
      page: 'pages/notice/index?id=n1',
      data,
      ...changes,
    })
  }
  const grant = (templateId: string, result = 'accept', times = 1) =>
    post('/emulator/grants', { openid: OPENID, templateId, result, times })

  it('spends a grant a message, and the phone shows the newest first', async () => {
    expect(await send()).toMatchObject({ errcode: 43101 })
    await grant(ONCE, 'accept', 2)
    expect(await send()).toMatchObject({ errcode: 0, errmsg: 'ok' })
    pair.clock.advance(MINUTE)
    expect(await send({ data: { ...data, thing1: { value: '财务' } } })).toMatchObject({ errcode: 0 })
    expect(await send()).toMatchObject({ errcode: 43101 })
    const { messages } = await get(`/emulator/messages?openid=${OPENID}`)
    expect(messages).toMatchObject([
      {
        title: '村务公开通知',
        fields: [{ name: '事项', value: '财务' }, {}, {}],
        page: 'pages/notice/index?id=n1',
      },
      { fields: [{ name: '事项', value: '土地' }, {}, {}], at: '2026-11-20T08:00:00.000Z' },
    ])
    expect(await get('/emulator/messages?openid=another')).toEqual({ messages: [] })
  })

  it('of a long-term template needs one grant, until it is taken back', async () => {
    await grant(LONG)
    expect(await send({ template_id: LONG })).toMatchObject({ errcode: 0 })
    expect(await send({ template_id: LONG })).toMatchObject({ errcode: 0 })
    await post('/emulator/settings/off', { openid: OPENID, templateId: LONG })
    expect(await send({ template_id: LONG })).toMatchObject({ errcode: 43101 })
  })

  it('names what is wrong, and spends nothing on it', async () => {
    await grant(ONCE)
    expect(await send({ touser: 'nobody' })).toMatchObject({ errcode: 40003 })
    expect(await send({ template_id: 'none' })).toMatchObject({ errcode: 40037 })
    expect(await send({ page: 'pages/gone/index' })).toMatchObject({ errcode: 41030 })
    expect(await send({ data: { ...data, thing2: { value: '护'.repeat(21) } } })).toMatchObject({
      errcode: 47003,
      errmsg: expect.stringContaining('data.thing2.value invalid'),
    })
    expect(await send({ data: { ...data, date3: { value: '' } } })).toMatchObject({
      errcode: 47003,
      errmsg: expect.stringContaining('data.date3.value is empty'),
    })
    expect(await send({ data: {} })).toMatchObject({ errcode: 47003 })
    for (const wrong of [{ miniprogram_state: 'release' }, { lang: 'zh' }]) {
      expect(await send(wrong)).toMatchObject({ errcode: 47003 })
    }
    expect(await send()).toMatchObject({ errcode: 0 })
  })

  it('refuses a second call for an openid while one is under way', async () => {
    await grant(ONCE, 'accept', 2)
    const codes = (await Promise.all([send(), send()])).map((answer) => answer.errcode)
    expect(codes.sort()).toEqual([0, 43108])
  })

  it('ends with the quota of the day in Beijing', async () => {
    await grant(ONCE, 'accept', 9)
    for (let n = 0; n < 3; n += 1) expect(await send()).toMatchObject({ errcode: 0 })
    expect(await send()).toMatchObject({ errcode: 45009 })
    pair.clock.moveTo(new Date('2026-11-20T16:00:00Z'))
    expect(await send()).toMatchObject({ errcode: 0 })
  })

  it('writes the message id as the vendor does: a number beyond what a double holds', async () => {
    await grant(ONCE)
    const { access_token } = await askToken()
    const response = await fetch(`${pair.emulator.url}${SEND}?access_token=${access_token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ touser: OPENID, template_id: ONCE, data }),
    })
    expect(await response.text()).toMatch(/"msgid":1864323726461255681[,}]/)
  })
})

describe('the emulated phone number', () => {
  it('is told once for a code', async () => {
    const { access_token } = await askToken()
    const path = `/wxa/business/getuserphonenumber?access_token=${access_token}`
    const { code } = await post('/emulator/phone-codes', { openid: OPENID })
    expect(await post(path, { code })).toMatchObject({
      errcode: 0,
      phone_info: { purePhoneNumber: '13800000000' },
    })
    expect(await post(path, { code })).toMatchObject({ errcode: 40029 })
  })
})

describe('the emulated button for a phone number', () => {
  it('gives no code once the account has no money left', async () => {
    await fetch(`${pair.emulator.url}/emulator/phone-credit`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ left: 1 }),
    })
    expect(await post('/emulator/phone-codes', { openid: OPENID })).toHaveProperty('code')
    expect(await post('/emulator/phone-codes', { openid: OPENID })).toMatchObject({ errno: 1400001 })
  })
})

describe('the emulated quotas', () => {
  const ask = async (path: string, body: object) =>
    post(`${path}?access_token=${(await askToken()).access_token}`, body)
  const code = (more: object = {}) =>
    ask('/wxa/getwxacodeunlimit', { scene: 'x', page: 'pages/gone/index', ...more })

  it('are counted by the minute and by the interface', async () => {
    await pair.emulator.close()
    pair = await startPair({ quotas: { send: { minute: 1 }, phone: { minute: 1 } } })
    for (const [path, refused] of [
      [SEND, 40003],
      ['/wxa/business/getuserphonenumber', 40029],
    ] as const) {
      expect(await ask(path, {})).toMatchObject({ errcode: refused })
      expect(await ask(path, {})).toMatchObject({ errcode: 45011 })
    }
    pair.clock.advance(MINUTE)
    expect(await ask(SEND, {})).toMatchObject({ errcode: 40003 })
  })

  it('are 5,000 codes and 4,000 checked texts a minute, and 2,000,000 texts a day', async () => {
    const { quotas } = pair.emulator
    quotas.take('code', 4999)
    expect(await code()).toMatchObject({ errcode: 41030 })
    expect(await code()).toMatchObject({ errcode: 45009 })
    const words = { content: 'x', version: 2, scene: 2, openid: OPENID }
    quotas.take('words', 3999)
    expect(await ask('/wxa/msg_sec_check', words)).toMatchObject({ errcode: 61010 })
    expect(await ask('/wxa/msg_sec_check', words)).toMatchObject({ errcode: 44991 })
    pair.clock.advance(MINUTE)
    quotas.take('words', 2_000_000)
    pair.clock.advance(MINUTE)
    expect(await ask('/wxa/msg_sec_check', words)).toMatchObject({ errcode: 45009 })
  })

  it('and a code wants a page of the released edition, unless it is told not to look, and arguments as documented', async () => {
    expect(await code()).toMatchObject({ errcode: 41030 })
    expect(await code({ env_version: 'trial' })).toMatchObject({ errcode: 41030 })
    expect(await code({ env_version: 'formal' })).toMatchObject({ errcode: 40097 })
    expect(await code({ check_path: 'false' })).toMatchObject({ errcode: 47001 })
    expect(await code({ check_path: false, page: '/pages/gone/index' })).toMatchObject({ errcode: 41030 })
    expect(await code({ scene: '村' })).toMatchObject({ errcode: 40169 })
  })
})

describe('the emulated check of texts', () => {
  const check = async (more: object = {}) => {
    const { access_token } = await askToken()
    const body = { content: '路灯坏了', version: 2, scene: 2, openid: OPENID, ...more }
    return post(`/wxa/msg_sec_check?access_token=${access_token}`, body)
  }

  it('wants somebody who was there within two hours', async () => {
    expect(await check({ openid: 'nobody' })).toMatchObject({ errcode: 40003 })
    expect(await check()).toMatchObject({ errcode: 61010 })
    await login(await loginCode(OPENID))
    pair.clock.advance(120 * MINUTE)
    expect(await check()).toMatchObject({ errcode: 0, result: { suggest: 'pass', label: 100 } })
    pair.clock.advance(1)
    expect(await check()).toMatchObject({ errcode: 61010 })
  })

  it('says with an error code of 0 that it does not pass', async () => {
    await post('/emulator/visits', { openid: OPENID })
    await post('/emulator/words', { word: '骂人', suggest: 'review', label: 20003 })
    const result = { suggest: 'review', label: 20003 }
    expect(await check({ content: '他骂人了' })).toMatchObject({ errcode: 0, errmsg: 'ok', result })
  })

  it('names what is wrong with the call', async () => {
    await post('/emulator/visits', { openid: OPENID })
    expect(await check({ content: '' })).toMatchObject({ errcode: 44002 })
    expect(await check({ content: '长'.repeat(2501) })).toMatchObject({ errcode: 47001 })
    expect(await check({ version: 1 })).toMatchObject({ errcode: 47001 })
    expect(await check({ scene: 5 })).toMatchObject({ errcode: 40129 })
  })
})
