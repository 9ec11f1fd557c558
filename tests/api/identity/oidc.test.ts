import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../../support/app'
import { type RunningProvider, startProvider } from '../../support/oidc'
import { aClerk, anAccount, aVillage, session } from './people'

const origin = 'http://127.0.0.1:3999'
const redirect = `${origin}/api/sessions/oidc/callback`

let t: TestApp
let provider: RunningProvider
beforeAll(async () => {
  provider = await startProvider(redirect)
  t = await testApp({
    env: { OIDC_ISSUER: provider.url, OIDC_CLIENT_ID: 'hutang', PUBLIC_URL: origin, OIDC_NAME: '县统一认证' },
  })
  await aVillage(t)
  await anAccount(t, 'villager', 'r-1')
  await aClerk(t)
})
afterAll(async () => {
  await t.close()
  await provider.stop()
})

const order = (orders: object) =>
  fetch(`${provider.url}/orders`, { method: 'POST', body: JSON.stringify(orders) })
beforeEach(() => order({ account: 'county-clerk', refuse: false, forge: null, down: false }))

const cookieOf = (headers: Record<string, unknown>): string =>
  String(headers['set-cookie'] ?? '').split(';')[0] ?? ''

async function leave(token?: string) {
  const answer = token
    ? await t.ask('POST /api/me/oidc', { token })
    : await t.ask('POST /api/sessions/oidc/begin')
  return { ...answer, cookie: cookieOf(answer.headers) }
}

/** What the browser does at the provider: follows it until it is sent back to us. */
async function atProvider(url: string): Promise<string> {
  const jar = new Map<string, string>()
  let next = url
  for (let hop = 0; hop < 12 && !next.startsWith(redirect); hop++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
      jar.set(name, value)
    }
    next = new URL(answer.headers.get('location') ?? '', next).href
  }
  return next.slice(origin.length)
}

const comeBack = async (path: string, cookie: string): Promise<string> =>
  String((await t.app.inject({ url: path, headers: { cookie, host: '127.0.0.1:3999' } })).headers.location)
const take = (handoff: string, cookie: string) =>
  t.ask('POST /api/sessions/oidc', { body: { handoff }, headers: { cookie } })
const handoffOf = (location: string): string => /handoff=([\w-]+)$/.exec(location)?.[1] ?? ''

/** All of it, in one browser. */
async function through(token?: string) {
  const { body, cookie } = await leave(token)
  return { cookie, location: await comeBack(await atProvider(body.url), cookie) }
}
const tie = async (who: string) => through((await session(t, who)).accessToken)
const problem = (code: string) => `/#/account/login/index?problem=${code}`

describe('the county’s own sign-in', () => {
  it('signs nobody in whom no account is bound to', async () => {
    await order({ account: 'a-stranger' })
    expect((await through()).location).toBe(problem('oidcUnknown'))
  })

  it('is bound to an account once, and signs it in from then on', async () => {
    expect((await tie('clerk')).location).toBe('/#/account/sessions/index?tied=1')
    const { location, cookie } = await through()
    const answer = await take(handoffOf(location), cookie)
    expect(answer.body.user.roles.map(({ role }) => role)).toEqual(['clerk'])
    expect((await take(handoffOf(location), cookie)).error.code).toBe('oidcInvalid')
    const listed = await t.ask('GET /api/me/sessions', { token: answer.body.accessToken })
    expect(listed.body.oidc).toEqual({ name: '县统一认证', bound: true })
    expect((await tie('villager')).location).toBe(problem('oidcTied'))
    await order({ account: 'another-subject' })
    expect((await tie('clerk')).location).toBe(problem('oidcTied'))
  })

  it('is not bound for a session that was ended meanwhile', async () => {
    await order({ account: 'late-comer' })
    const { accessToken } = await session(t, 'villager')
    const { body, cookie } = await leave(accessToken)
    const path = await atProvider(body.url)
    await t.ask('DELETE /api/sessions/current', { token: accessToken })
    expect(await comeBack(path, cookie)).toBe(problem('sessionExpired'))
    expect((await through()).location).toBe(problem('oidcUnknown'))
  })

  it('asks for a code with PKCE, a state and a nonce, in a cookie that no script reads', async () => {
    const { body, headers } = await leave()
    const asked = new URL(body.url).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
    expect(headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Lax; Max-Age=600$/)
  })

  it('believes only the browser that left, and only once', async () => {
    const { body, cookie } = await leave()
    const path = await atProvider(body.url)
    expect(await comeBack(path, (await leave()).cookie)).toBe(problem('oidcInvalid'))
    const handoff = handoffOf(await comeBack(path, cookie))
    expect(await comeBack(path, cookie)).toBe(problem('oidcInvalid'))
    expect((await take(handoff, 'hutang-oidc=of-somebody-else')).status).toBe(401)
    expect((await take(handoff, cookie)).status).toBe(200)
  })

  it('does not take the code of another attempt', async () => {
    const [one, other] = [await leave(), await leave()]
    const code = new URLSearchParams((await atProvider(one.body.url)).split('?')[1]).get('code') ?? ''
    const mixed = new URL(await atProvider(other.body.url), origin)
    mixed.searchParams.set('code', code)
    expect(await comeBack(mixed.pathname + mixed.search, other.cookie)).toBe(problem('oidcInvalid'))
  })

  it('is over after ten minutes', async () => {
    const { body, cookie } = await leave()
    const path = await atProvider(body.url)
    t.clock.advance(10 * 60_000)
    expect(await comeBack(path, cookie)).toBe(problem('oidcInvalid'))
  })

  it.each(['nonce', 'audience', 'issuer', 'expired', 'key'])(
    'does not believe a token with the wrong %s',
    async (wrong) => {
      const { body, cookie } = await leave()
      const path = await atProvider(body.url)
      await order({ forge: { wrong, nonce: new URL(body.url).searchParams.get('nonce') } })
      expect(await comeBack(path, cookie)).toBe(problem('oidcInvalid'))
    },
  )

  it('believes the same token when nothing is wrong with it', async () => {
    const { body, cookie } = await leave()
    const path = await atProvider(body.url)
    await order({ forge: { wrong: null, nonce: new URL(body.url).searchParams.get('nonce') } })
    expect(await comeBack(path, cookie)).toContain('handoff=')
  })

  it('goes on when the provider has changed its keys', async () => {
    expect((await through()).location).toContain('handoff=')
    await order({ rotate: true })
    expect((await through()).location).toContain('handoff=')
  })

  it('says in one sentence that the provider said no, or is not there', async () => {
    await order({ refuse: true })
    expect((await through()).location).toBe(problem('oidcRefused'))
    await order({ refuse: false })
    const { body, cookie } = await leave()
    const path = await atProvider(body.url)
    await order({ down: true })
    expect(await comeBack(path, cookie)).toBe(problem('oidcUnavailable'))
    t.clock.advance(3_600_001)
    const answer = await leave()
    expect([answer.status, answer.error.code]).toEqual([502, 'oidcUnavailable'])
  })
})

describe('without a provider', () => {
  it('there is nothing to leave for', async () => {
    const other = await testApp()
    try {
      const answer = await other.ask('POST /api/sessions/oidc/begin')
      expect([answer.status, answer.error.code]).toEqual([404, 'oidcNotConnected'])
      expect((await other.ask('GET /api/screens/me')).body.oidc).toBeNull()
    } finally {
      await other.close()
    }
  })
})
