import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { aClerk, anAccount, aVillage, signIn, village } from '../api/identity/people'
import { type TestApp, testApp } from '../support/app'

const day = 24 * 3_600_000

describe('a villager who is at the village for the first time', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await testApp()
    await aVillage(t)
    await anAccount(t, 'newcomer')
    await aClerk(t)
  })
  afterAll(() => t.close())

  const claim = async (token: string) => {
    const body = { region: village, householdCode: 'HT-15-001', name: '王示例' }
    return (await t.ask('POST /api/me/claims', { body, token })).body
  }
  const enterSlip = async (id: string, code: string, token: string) =>
    t.ask('POST /api/me/claims/:id/slip', { params: { id }, body: { code }, token })
  const printSlip = async () => {
    const params = { code: village, household: 'HT-15-001' }
    const route = 'POST /api/regions/:code/households/:household/slips' as const
    return (await t.ask(route, { params, token: await signIn(t, 'clerk') })).body
  }

  it('claims the household, takes the slip home, mistypes it for a day, and is in the next morning', async () => {
    const first = await printSlip()
    const slip = await printSlip()
    expect(slip).toMatchObject({ householdCode: 'HT-15-001', expiresAt: '2027-01-19T02:00:00.000Z' })

    const { id } = await claim(await signIn(t, 'newcomer'))
    const monday = await signIn(t, 'newcomer')
    expect((await enterSlip(id, first.code, monday)).error.code).toBe('verificationFailed')
    for (let n = 0; n < 4; n++) await enterSlip(id, 'AAAA-AAAA', monday)
    const locked = await enterSlip(id, slip.code, monday)
    expect([locked.status, locked.error.message]).toEqual([429, expect.stringContaining('明天再试')])

    t.clock.advance(day)
    const token = await signIn(t, 'newcomer')
    expect((await enterSlip(id, slip.code, token)).body).toMatchObject({
      verified: true,
      residence: { group: '15组', member: true },
    })
    const { members } = (await t.ask('GET /api/me/household', { token })).body
    expect(members.map(({ name, me, accounts }) => [name, me, accounts.length])).toEqual([
      ['王示例', true, 1],
      ['李示例', false, 0],
    ])
  })

  it('the day begins at midnight in Shanghai', async () => {
    await anAccount(t, 'late')
    const { id } = await claim(await signIn(t, 'late'))
    t.clock.moveTo(new Date('2026-12-01T15:59:00Z'))
    const before = await signIn(t, 'late')
    for (let n = 0; n < 5; n++) await enterSlip(id, 'AAAA-AAAA', before)
    expect((await enterSlip(id, 'AAAA-AAAA', before)).status).toBe(429)
    t.clock.moveTo(new Date('2026-12-01T16:00:00Z'))
    expect((await enterSlip(id, 'AAAA-AAAA', before)).status).toBe(422)
  })

  it('moves out, and the household is closed while the account stays', async () => {
    t.clock.moveTo(new Date('2027-02-01T02:00:00Z'))
    await t.ask('POST /api/regions/:code/residents/:resident/end', {
      params: { code: village, resident: 'r-1' },
      body: { reason: 'moved' },
      token: await signIn(t, 'clerk'),
    })
    const token = await signIn(t, 'newcomer')
    expect((await t.ask('GET /api/me', { token })).body.verified).toBe(false)
    expect((await t.ask('GET /api/me/household', { token })).status).toBe(404)
    const { id } = await claim(token)
    const slip = await printSlip()
    expect((await enterSlip(id, slip.code, token)).error.code).toBe('verificationFailed')
  })
})
