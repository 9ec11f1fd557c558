import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../../support/app'
import { aClerk, anAccount, aVillage, session, village } from './people'

const minute = 60_000
const day = 24 * 60 * minute

describe('a session', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await testApp()
    await aVillage(t)
    await anAccount(t, 'villager', 'r-1')
    await aClerk(t)
  })
  afterAll(() => t.close())

  const me = (token: string) => t.ask('GET /api/me', { token })
  const refresh = (refreshToken: string) => t.ask('POST /api/sessions/refresh', { body: { refreshToken } })

  it('begins as a persona, and says who that is', async () => {
    const answer = await t.ask('POST /api/sessions/demo', { body: { persona: 'villager' } })
    expect(answer.status).toBe(200)
    expect(answer.body.expiresIn).toBe(900)
    expect(answer.body.user).toMatchObject({
      verified: true,
      residence: { householdCode: 'HT-15-001', group: '15组', region: { code: village, name: '护塘村' } },
      unread: 0,
      textSize: null,
    })
    expect((await session(t, 'clerk')).user.roles).toEqual([
      {
        role: 'clerk',
        roleText: '村经办',
        region: { code: village, name: '护塘村', level: 'village' },
      },
    ])
  })

  it('does not begin for a persona nobody knows', async () => {
    const answer = await t.ask('POST /api/sessions/demo', { body: { persona: 'nobody' } })
    expect([answer.status, answer.error.code]).toEqual([404, 'personaNotFound'])
    expect((await t.ask('POST /api/sessions/demo', { body: {} })).status).toBe(422)
  })

  it('lets its access token be good for fifteen minutes', async () => {
    const { accessToken } = await session(t, 'villager')
    expect((await me(accessToken)).status).toBe(200)
    t.clock.advance(15 * minute + 1000)
    expect((await me(accessToken)).error.code).toBe('sessionExpired')
  })

  it('goes on with the next pair', async () => {
    const first = await session(t, 'villager')
    const next = (await refresh(first.refreshToken)).body
    expect(next.refreshToken).not.toBe(first.refreshToken)
    expect((await me(next.accessToken)).status).toBe(200)
  })

  it('repeats an answer that was lost, within ten seconds, with the same refresh token', async () => {
    const first = await session(t, 'villager')
    const next = (await refresh(first.refreshToken)).body
    t.clock.advance(9000)
    expect((await refresh(first.refreshToken)).body.refreshToken).toBe(next.refreshToken)
    expect((await refresh(next.refreshToken)).status).toBe(200)
  })

  it('answers two refreshes at once with one and the same next token', async () => {
    const first = await session(t, 'villager')
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(first.refreshToken)))
    expect(answers.map((answer) => answer.status)).toEqual(Array(6).fill(200))
    expect(new Set(answers.map((answer) => answer.body.refreshToken)).size).toBe(1)
  })

  it('ends altogether when a refresh token comes back later', async () => {
    const first = await session(t, 'villager')
    const next = (await refresh(first.refreshToken)).body
    t.clock.advance(10_000)
    const reused = await refresh(first.refreshToken)
    expect([reused.status, reused.error.code]).toEqual([401, 'refreshReused'])
    expect((await refresh(next.refreshToken)).error.code).toBe('sessionExpired')
    expect((await me(next.accessToken)).error.code).toBe('sessionExpired')
  })

  it('is not ended by a token that was made up', async () => {
    const first = await session(t, 'villager')
    const [family] = first.refreshToken.split('.')
    for (const token of ['x', `${family}.0.${'A'.repeat(43)}`, `${family}.99.${'A'.repeat(43)}`]) {
      expect((await refresh(token)).error.code).toBe('sessionExpired')
    }
    expect((await refresh(first.refreshToken)).status).toBe(200)
  })

  it('lives thirty days from its last use, and never beyond ninety', async () => {
    const idle = await session(t, 'villager')
    let used = (await session(t, 'villager')).refreshToken
    for (let days = 0; days < 87; days += 29) {
      t.clock.advance(29 * day)
      used = (await refresh(used)).body.refreshToken
      expect(used).toBeDefined()
    }
    expect((await refresh(idle.refreshToken)).error.code).toBe('sessionExpired')
    t.clock.advance(3 * day)
    expect((await refresh(used)).error.code).toBe('sessionExpired')
  })

  it('is over at once after signing out, and only that one', async () => {
    const [one, other] = [await session(t, 'villager'), await session(t, 'villager')]
    const out = await t.ask('DELETE /api/sessions/current', { token: one.accessToken })
    expect(out.body).toEqual({ done: true })
    expect((await me(one.accessToken)).error.code).toBe('sessionExpired')
    expect((await refresh(one.refreshToken)).error.code).toBe('sessionExpired')
    expect((await me(other.accessToken)).status).toBe(200)
  })

  it('is needed to sign out', async () => {
    expect((await t.ask('DELETE /api/sessions/current')).error.code).toBe('signInRequired')
    expect((await t.ask('DELETE /api/sessions/current', { token: 'x' })).error.code).toBe('sessionExpired')
  })
})

describe('without DEMO', () => {
  it('the personas’ door is no address at all', async () => {
    const t = await testApp({ demo: false })
    await aVillage(t)
    const answer = await t.ask('POST /api/sessions/demo', { body: { persona: 'villager' } })
    expect([answer.status, answer.error.code]).toEqual([404, 'routeNotFound'])
    await t.close()
  })
})
