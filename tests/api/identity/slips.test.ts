import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../../support/app'
import { aClerk, anAccount, aVillage, emptyAll, signIn, village } from './people'

const household = 'HT-15-001'

let t: TestApp
let clerk: string
beforeAll(async () => {
  t = await testApp()
})
beforeEach(async () => {
  await emptyAll(t)
  await aVillage(t)
  clerk = await aClerk(t)
})
afterAll(() => t.close())

const issue = async (token = clerk, of = household) =>
  (
    await t.ask('POST /api/regions/:code/households/:household/slips', {
      params: { code: village, household: of },
      token,
    })
  ).body
const open = async (token: string, name = '王示例', of = household) =>
  (await t.ask('POST /api/me/claims', { body: { region: village, householdCode: of, name }, token })).body.id
const settle = (id: string, code: string, token: string) =>
  t.ask('POST /api/me/claims/:id/slip', { params: { id }, body: { code }, token })
const acts = async () =>
  (await t.deps.models.Audit.find({ kind: 'verification' }).lean()).map(({ act, detail }) => [act, detail])

describe('a slip', () => {
  it('is not settled by who issued it, and stays good for the household', async () => {
    const { code } = await issue()
    const id = await open(clerk)
    const answer = await settle(id, code, clerk)
    expect([answer.status, answer.error.code]).toEqual([403, 'ownSlip'])
    expect(await acts()).toEqual([
      ['slipIssued', null],
      ['slipRefused', 'ownSlip'],
    ])
    const me = await anAccount(t, 'villager')
    expect((await settle(await open(me), code, me)).body.verified).toBe(true)
  })

  it('is not settled by another account that is verified, or once was, as the same person', async () => {
    const { Role, Account } = t.deps.models
    await Role.create({ _id: 'x', person: 'r-3', region: village, role: 'clerk', since: t.clock.now() })
    const office = await anAccount(t, 'office', 'r-3')
    const second = await anAccount(t, 'second', 'r-3')
    const { code } = await issue(office)
    // Verified again as somebody else, after giving up being oneself.
    await t.deps.models.Claim.create({
      _id: 'earlier',
      account: 'second',
      region: village,
      householdCode: 'HT-15-002',
      name: '赵示例',
      state: 'confirmed',
      openedAt: t.clock.now(),
      resident: 'r-3',
    })
    await t.ask('DELETE /api/me/residence', { token: second })
    expect((await Account.findById('second').lean())?.person).toBe('own-second')
    expect((await settle(await open(second), code, second)).error.code).toBe('ownSlip')
  })

  it('that is wrong is answered alike to the issuer and to everybody', async () => {
    await issue()
    const answer = await settle(await open(clerk), 'AAAA-AAAA', clerk)
    expect([answer.status, answer.error.code]).toEqual([422, 'verificationFailed'])
  })

  it('names on the household’s page who issued it and when, and whether it was used', async () => {
    const first = await anAccount(t, 'first', 'r-2')
    const page = async () => (await t.ask('GET /api/me/household', { token: first })).body.slip
    expect(await page()).toBeNull()
    const { code, expiresAt } = await issue()
    const issuedAt = t.clock.now().toISOString()
    expect(await page()).toEqual({ issuedAt, issuedBy: 'clerk', expiresAt, usedAt: null })
    t.clock.advance(60_000)
    const me = await anAccount(t, 'villager')
    await settle(await open(me), code, me)
    expect(await page()).toMatchObject({ issuedAt, usedAt: t.clock.now().toISOString() })
    t.clock.advance(60_000)
    await issue()
    expect(await page()).toMatchObject({ issuedAt: t.clock.now().toISOString(), usedAt: null })
  })
})

describe('wrong tries of others', () => {
  const lockOut = async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const stranger = await anAccount(t, name)
      expect((await settle(await open(stranger), 'AAAA-AAAA', stranger)).error.code).toBe(
        'verificationFailed',
      )
    }
  }

  it('do not keep the household out: the right slip still works, a wrong one is told so', async () => {
    const { code } = await issue()
    await lockOut()
    const me = await anAccount(t, 'villager')
    const id = await open(me)
    const wrong = await settle(id, 'AAAA-AAAA', me)
    expect([wrong.status, wrong.error.code]).toEqual([429, 'tooManyTries'])
    expect(wrong.error.message).toContain('填对了')
    expect((await settle(id, code, me)).body.verified).toBe(true)
  })

  it('get the same answer whether the household and the name are real or not', async () => {
    await issue()
    const answers = []
    for (const [of, name] of [
      [household, '王示例'],
      ['XX-1', '王示例'],
      ['HT-15-002', '无此人'],
    ] as const) {
      for (let n = 0; n < 6; n++) {
        const stranger = await anAccount(t, `s-${of}-${n}`)
        const { status, error } = await settle(await open(stranger, name, of), 'AAAA-AAAA', stranger)
        answers.push(`${n} ${status} ${error.message}`)
      }
    }
    expect(new Set(answers).size).toBe(6)
  })

  it('do not keep out whom the clerk confirms at the counter', async () => {
    await lockOut()
    const me = await anAccount(t, 'villager')
    const id = await open(me)
    const decided = await t.ask('POST /api/claims/:id/decision', {
      params: { id },
      body: { decision: 'confirm' },
      token: clerk,
    })
    expect(decided.body.state).toBe('confirmed')
  })

  it('count for the account for good: its sixth try of the day is not compared', async () => {
    const { code } = await issue()
    const me = await anAccount(t, 'villager')
    const id = await open(me)
    for (let n = 0; n < 5; n++) await settle(id, 'AAAA-AAAA', me)
    expect((await settle(id, code, me)).status).toBe(429)
    t.clock.advance(24 * 3_600_000)
    expect((await settle(id, code, await signIn(t, 'villager'))).body.verified).toBe(true)
  })
})

describe('a clerk', () => {
  it('does not settle the claim of another account of the same person', async () => {
    const { Role } = t.deps.models
    await Role.create({
      _id: 'x',
      person: 'own-office',
      region: village,
      role: 'clerk',
      since: t.clock.now(),
    })
    const office = await anAccount(t, 'office', 'r-3')
    const second = await anAccount(t, 'second', 'r-3')
    await t.deps.models.Claim.create({
      _id: 'earlier',
      account: 'second',
      region: village,
      householdCode: 'HT-15-002',
      name: '赵示例',
      state: 'confirmed',
      openedAt: t.clock.now(),
      resident: 'r-3',
    })
    await t.ask('DELETE /api/me/residence', { token: second })
    const id = await open(second)
    const decided = await t.ask('POST /api/claims/:id/decision', {
      params: { id },
      body: { decision: 'confirm' },
      token: office,
    })
    expect([decided.status, decided.error.message]).toEqual([403, '自己的申请，要由别人核对。'])
  })
})
