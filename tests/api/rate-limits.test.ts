import { type LimitClass, limits } from '@hutang/shared'
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type TestApp, testApp } from '../support/app'
import { anAccount, aVillage, village } from './identity/people'

interface Call {
  method?: 'GET' | 'POST'
  url: string
  payload?: object
  /** Who asks, where it is not a visitor. */
  token?: string | undefined
  from: string
}

let t: TestApp
let tokens: string[]
beforeAll(async () => {
  t = await testApp({ limited: true })
  await aVillage(t)
  tokens = [await anAccount(t, 'one'), await anAccount(t, 'two')]
})
afterAll(() => t.close())
afterEach(() => {
  jest.restoreAllMocks()
})

const send = ({ method = 'GET', url, payload, token, from }: Call) =>
  t.app.inject({
    method,
    url,
    remoteAddress: from,
    headers: token ? { authorization: `Bearer ${token}` } : {},
    ...(payload ? { payload } : {}),
  })

/** One call of each class, and whether it goes by the account that asks. */
const calls: Record<LimitClass, { call: Omit<Call, 'from' | 'token'>; byAccount: boolean }> = {
  signIn: {
    call: { method: 'POST', url: '/api/sessions/demo', payload: { persona: 'no' } },
    byAccount: false,
  },
  verify: { call: { method: 'POST', url: '/api/me/claims', payload: {} }, byAccount: false },
  search: { call: { url: `/api/screens/search?region=${village}&q=x` }, byAccount: true },
  upload: { call: { method: 'POST', url: '/api/notices/none/pictures', payload: {} }, byAccount: true },
  print: { call: { url: '/api/notices/none/board.pdf' }, byAccount: true },
  write: { call: { method: 'POST', url: '/api/notices', payload: {} }, byAccount: true },
  read: { call: { url: '/api/regions' }, byAccount: true },
  badlySigned: { call: { method: 'POST', url: '/api/wechat/events', payload: {} }, byAccount: false },
  file: { call: { url: '/nowhere' }, byAccount: true },
}
const classes = Object.entries(calls) as [LimitClass, (typeof calls)[LimitClass]][]

let addresses = 0
const newAddress = () => `10.${Math.floor(++addresses / 250)}.0.${1 + (addresses % 250)}`

/** Counts a call of somebody without asking it: thousands of them take no time. */
function countCall(name: LimitClass, from: string, token?: string): void {
  const headers = token ? { authorization: `Bearer ${token}` } : {}
  t.app.countCall(name, { ip: from, headers } as FastifyRequest, { header() {} } as unknown as FastifyReply)
}

/** As many calls as are allowed in a minute; the last one is asked over HTTP, and answered. */
async function flood(name: LimitClass, call: Omit<Call, 'from'>, from: string): Promise<void> {
  for (let n = 1; n < limits[name]; n += 1) countCall(name, from, call.token)
  const { statusCode } = await send({ ...call, from })
  if (statusCode === 429) throw new Error(`call ${limits[name]} was refused already`)
}

describe('too many calls in a minute', () => {
  it.each(classes)(
    'of the class %s are refused with the seconds to wait; another address is not',
    async (name, { call }) => {
      const from = newAddress()
      await flood(name, call, from)
      const answer = await send({ ...call, from })
      expect(answer.statusCode).toBe(429)
      const seconds = Number(answer.headers['retry-after'])
      expect(seconds).toBeGreaterThan(0)
      expect(seconds).toBeLessThanOrEqual(60)
      expect(answer.json().error).toMatchObject({
        code: 'tooManyRequests',
        message: `操作太快了，请等 ${seconds} 秒再试。`,
        requestId: expect.any(String),
      })
      expect(answer.headers['x-content-type-options']).toBe('nosniff')
      expect((await send({ ...call, from: newAddress() })).statusCode).not.toBe(429)
    },
  )

  it.each(classes.filter(([, { byAccount }]) => byAccount))(
    'of the class %s go by the account: from every address of its own, and no other account of the address',
    async (name, { call }) => {
      const [one, two] = tokens
      const from = newAddress()
      await flood(name, { ...call, token: one }, from)
      expect((await send({ ...call, token: one, from: newAddress() })).statusCode).toBe(429)
      for (const token of [two, undefined])
        expect((await send({ ...call, token, from })).statusCode).not.toBe(429)
    },
  )

  it.each(classes.filter(([, { byAccount }]) => !byAccount))(
    'of the class %s go by the address, whichever account asks',
    async (name, { call }) => {
      const [one, two] = tokens
      const from = newAddress()
      await flood(name, { ...call, token: one }, from)
      expect((await send({ ...call, token: two, from })).statusCode).toBe(429)
      expect((await send({ ...call, token: one, from: newAddress() })).statusCode).not.toBe(429)
    },
  )

  it('are counted by the address where the token is nobody’s', async () => {
    const from = newAddress()
    const { call } = calls.search
    for (let n = 0; n < limits.search; n += 1) await send({ ...call, token: `forged.${n}.token`, from })
    expect((await send({ ...call, token: 'forged.again.token', from })).statusCode).toBe(429)
    expect((await send({ ...call, token: tokens[1], from })).statusCode).not.toBe(429)
  })

  it('are counted also where the answer comes from memory', async () => {
    const from = newAddress()
    const url = `/api/screens/search?region=${village}&q=kept`
    expect((await send({ url, from })).statusCode).toBe(200)
    for (let n = 1; n < limits.search; n += 1) await send({ url, from })
    expect((await send({ url, from })).statusCode).toBe(429)
  })

  it('keep codes of notices (核对码) from being tried out, with or without an account', async () => {
    for (const token of [undefined, tokens[0]]) {
      const from = newAddress()
      const codes = Array.from({ length: limits.search }, (_, n) => `109213-${1000 + n}-2222`)
      const typed = (code: string) => send({ url: `/api/check?code=${code}`, token, from })
      for (const code of codes) expect((await typed(code)).statusCode).not.toBe(500)
      expect((await typed('109213-7K3M-9Q2T')).statusCode).toBe(429)
      expect((await typed(codes[0] ?? '')).statusCode).toBe(429)
    }
  })

  it('are counted together over the routes of a class, and apart from other classes', async () => {
    const from = newAddress()
    await flood('signIn', calls.signIn.call, from)
    const refresh = {
      method: 'POST',
      url: '/api/sessions/refresh',
      payload: { refreshToken: 'none' },
    } as const
    expect((await send({ ...refresh, from })).statusCode).toBe(429)
    expect((await send({ ...calls.search.call, from })).statusCode).toBe(200)
  })

  it('are counted together over all addresses of one IPv6 connection', async () => {
    await flood('signIn', calls.signIn.call, '2001:db8:1:2::1')
    expect((await send({ ...calls.signIn.call, from: '2001:db8:1:2:aaaa::9' })).statusCode).toBe(429)
    expect((await send({ ...calls.signIn.call, from: '2001:db8:1:3::1' })).statusCode).toBe(404)
  })

  it('are forgotten after a minute', async () => {
    const from = newAddress()
    await flood('signIn', calls.signIn.call, from)
    expect((await send({ ...calls.signIn.call, from })).statusCode).toBe(429)
    const later = performance.now() + 61_000
    jest.spyOn(performance, 'now').mockReturnValue(later)
    expect((await send({ ...calls.signIn.call, from })).statusCode).toBe(404)
  })

  it('never keep anybody from asking whether the service is well', async () => {
    const from = newAddress()
    for (let n = 0; n < limits.read + 10; n += 1) {
      expect((await send({ url: '/healthz', from })).statusCode).toBe(200)
    }
  })

  it('take no more memory with more addresses: whoever was silent longest is forgotten', async () => {
    const first = '172.16.0.1'
    await flood('signIn', calls.signIn.call, first)
    expect((await send({ ...calls.signIn.call, from: first })).statusCode).toBe(429)
    for (let n = 0; n < 5000; n += 1) countCall('signIn', `172.17.${n >> 8}.${n & 255}`)
    expect((await send({ ...calls.signIn.call, from: first })).statusCode).toBe(404)
  })
})

describe('the address of whoever asks', () => {
  const forwarded = (app: TestApp, words: string) =>
    app.app.inject({ ...calls.signIn.call, remoteAddress: '10.9.9.9', headers: { 'x-forwarded-for': words } })

  it('is the connection’s own where no proxy is configured, whatever the client writes', async () => {
    for (let n = 0; n < limits.signIn; n += 1) await forwarded(t, `10.8.0.${n}`)
    expect((await forwarded(t, '10.8.1.1')).statusCode).toBe(429)
  })

  it('is the last one that the proxy in front wrote, not what the client wrote before it', async () => {
    const behind = await testApp({ limited: true, env: { TRUST_PROXY: '1' } })
    for (let n = 0; n < limits.signIn; n += 1) await forwarded(behind, `10.8.0.${n}, 203.0.113.7`)
    expect((await forwarded(behind, '10.8.1.1, 203.0.113.7')).statusCode).toBe(429)
    expect((await forwarded(behind, '10.8.1.1, 203.0.113.8')).statusCode).toBe(404)
    await behind.close()
  })

  it('may stand for many people: then the limits are multiplied', async () => {
    const shared = await testApp({ limited: true, env: { RATE_LIMIT_TIMES: '2' } })
    for (let n = 0; n < 2 * limits.signIn; n += 1) {
      expect((await shared.app.inject({ ...calls.signIn.call })).statusCode).toBe(404)
    }
    expect((await shared.app.inject({ ...calls.signIn.call })).statusCode).toBe(429)
    await shared.close()
  })
})
