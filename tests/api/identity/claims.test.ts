import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../../support/app'
import {
  aClerk,
  anAccount,
  aVillage,
  emptyAll,
  neighbour,
  signIn,
  slipHash,
  township,
  village,
} from './people'

const code = '7KQ4-M2XA'
const day = 24 * 3_600_000

async function aSlip(household = 'HT-15-001') {
  await t.deps.models.Slip.create({
    _id: `${village}:${household}`,
    codeHash: slipHash(code),
    expiresAt: new Date(t.clock.now().getTime() + 60 * day),
  })
}

const claimed = { region: village, householdCode: 'HT-15-001', name: '王示例' }

let t: TestApp
let me: string
beforeAll(async () => {
  t = await testApp()
})
beforeEach(async () => {
  await emptyAll(t)
  await aVillage(t)
  me = await anAccount(t, 'villager')
})
afterAll(() => t.close())

describe('a claim to be a resident', () => {
  const open = async (body: object = claimed, token = me) => t.ask('POST /api/me/claims', { body, token })
  const slip = (id: string, given = code, token = me) =>
    t.ask('POST /api/me/claims/:id/slip', { params: { id }, body: { code: given }, token })

  it('opens whatever the household and the name', async () => {
    for (const body of [claimed, { ...claimed, name: '无此人' }, { ...claimed, householdCode: 'XX-1' }]) {
      const answer = await open(body)
      expect(answer.status).toBe(202)
      expect(answer.body).toMatchObject({ ...body, region: { name: '护塘村' }, state: 'open', reason: null })
    }
    const { claims } = (await t.ask('GET /api/me/claims', { token: me })).body
    expect(claims.map((claim) => claim.state).sort()).toEqual(['closed', 'closed', 'open'])
  })

  it('is the same claim when it is sent twice, also at once', async () => {
    const answers = await Promise.all([open(), open(), open()])
    expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202])
    expect(await t.deps.models.Claim.countDocuments({ state: 'open' })).toBe(1)
    expect((await open()).body.id).toBe((await open()).body.id)
  })

  it('needs a village that exists and words that say something', async () => {
    expect((await open({ ...claimed, region: '999999999999' })).error.code).toBe('regionNotFound')
    const wrong = await open({ region: township, householdCode: ' ', name: '　' })
    expect(wrong.status).toBe(422)
    expect(wrong.error.fields?.map(({ field }) => field)).toEqual(['region', 'householdCode', 'name'])
    expect((await t.ask('POST /api/me/claims', { body: claimed })).error.code).toBe('signInRequired')
  })

  it('is not opened without end', async () => {
    for (let n = 0; n < 10; n++) await open({ ...claimed, name: `某人${n}` })
    expect((await open({ ...claimed, name: '再一个' })).error.code).toBe('tooManyTries')
    t.clock.advance(day)
    expect((await open(claimed, await signIn(t, 'villager'))).status).toBe(202)
  })

  it('is settled by the slip’s code, however it is typed, and the code is spent', async () => {
    await aSlip()
    const { id } = (await open({ ...claimed, householdCode: ' ht-15-001', name: '王 示例' })).body
    const answer = await slip(id, ' ７kq4m2xa ')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      verified: true,
      residence: { householdCode: 'HT-15-001', member: true },
    })
    expect((await slip(id)).error.code).toBe('claimSettled')
    expect((await open()).error.code).toBe('alreadyVerified')
    const other = await anAccount(t, 'other')
    const second = (await open(claimed, other)).body.id
    expect((await slip(second, code, other)).error.code).toBe('verificationFailed')
  })

  it.each(['ht15001', 'ＨＴ１５００１', 'HT—15—001'])(
    'knows the household by its code typed as %s',
    async (typed) => {
      await aSlip()
      const opened = (await open({ ...claimed, householdCode: typed })).body
      const clerk = await aClerk(t)
      const { claims } = (
        await t.ask('GET /api/regions/:code/claims', { params: { code: village }, token: clerk })
      ).body
      expect(claims).toMatchObject([{ id: opened.id, matches: true }])
      const answer = await slip(opened.id)
      expect(answer.body).toMatchObject({ verified: true, residence: { householdCode: 'HT-15-001' } })
    },
  )

  it('has no more tries for a code that is typed in another way', async () => {
    await aSlip()
    const ways = ['HT-15-001', 'ht15001', 'HT-1-5001', 'H-T15001', 'HT—15—001']
    for (const [at, householdCode] of ways.entries()) {
      const token = await anAccount(t, `other${at}`)
      const { id } = (await open({ ...claimed, householdCode }, token)).body
      expect((await slip(id, 'AAAA-AAAA', token)).error.code).toBe('verificationFailed')
    }
    const { id } = (await open()).body
    expect((await slip(id, 'AAAA-AAAA')).error.code).toBe('tooManyTries')
  })

  it('gets the same answer for a wrong code, name or household, and an expired or missing slip', async () => {
    await aSlip()
    const tries: [object, string][] = [
      [claimed, 'AAAA-AAAA'],
      [{ ...claimed, name: '无此人' }, code],
      [{ ...claimed, householdCode: 'XX-1' }, code],
      [{ ...claimed, householdCode: 'HT-15-002', name: '赵示例' }, code],
    ]
    const answers = []
    for (const [body, given] of tries) answers.push(await slip((await open(body)).body.id, given))
    await t.deps.models.Slip.updateOne({}, { $set: { expiresAt: t.clock.now() } })
    answers.push(await slip((await open()).body.id))
    for (const { status, error } of answers) {
      expect([status, error.code, error.message]).toEqual([
        422,
        'verificationFailed',
        answers[0]?.error.message,
      ])
    }
  })

  it('has five tries a day, also when six come at once', async () => {
    await aSlip()
    const { id } = (await open()).body
    const answers = await Promise.all(Array.from({ length: 6 }, () => slip(id, 'AAAA-AAAA')))
    const codes = answers.map((answer) => answer.error.code).sort()
    expect(codes).toEqual(['tooManyTries', ...Array(5).fill('verificationFailed')])
    expect((await slip(id)).error.code).toBe('tooManyTries')
    t.clock.advance(14 * 60_000)
    expect((await slip(id)).error.code).toBe('tooManyTries')
  })

  it('shares the five tries of a household with every other account', async () => {
    await aSlip()
    const accounts = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => anAccount(t, name)))
    const answers = []
    for (const token of accounts) {
      const { id } = (await open(claimed, token)).body
      answers.push((await slip(id, 'AAAA-AAAA', token)).error.code)
    }
    expect(answers).toEqual([...Array(5).fill('verificationFailed'), 'tooManyTries'])
  })

  it('is nobody else’s', async () => {
    const { id } = (await open()).body
    const other = await anAccount(t, 'other')
    expect((await slip(id, code, other)).error.code).toBe('notFound')
    const answer = await t.ask('POST /api/me/claims/:id/phone', {
      params: { id },
      body: { code: 'x' },
      token: other,
    })
    expect(answer.error.code).toBe('notFound')
  })

  it('does not open an office by a slip', async () => {
    await aSlip()
    await t.deps.models.Role.create({
      _id: 'x',
      person: 'r-1',
      region: village,
      role: 'publisher',
      since: t.clock.now(),
    })
    const { id } = (await open()).body
    expect((await slip(id)).error.code).toBe('verificationFailed')
  })

  it('is finished with the same code when a crash came between slip and claim', async () => {
    await aSlip()
    const { id } = (await open()).body
    await t.deps.models.Slip.updateOne({}, { $set: { usedAt: t.clock.now(), usedBy: id } })
    expect((await slip(id)).body.verified).toBe(true)
  })

  it('takes along what the account follows', async () => {
    const { Subscription, Match } = t.deps.models
    const follows = (person: string, scope: string) => ({
      _id: `${person}:${scope}`,
      person,
      region: village,
      scope,
      since: t.clock.now(),
    })
    await Subscription.insertMany([
      follows('own-villager', village),
      follows('own-villager', `${village}#31`),
      follows('r-1', village),
    ])
    await Match.create({
      _id: 'm',
      person: 'own-villager',
      lane: 'now',
      nextAt: t.clock.now(),
      at: t.clock.now(),
    })
    await aSlip()
    const user = (await slip((await open()).body.id)).body
    expect(user.unread).toBe(1)
    const followed = await Subscription.find({ person: 'r-1', open: true }).lean<{ scope: string }[]>()
    expect(followed.map(({ scope }) => scope).sort()).toEqual([village, `${village}#31`])
    expect(await Subscription.countDocuments({ person: 'own-villager', open: true })).toBe(0)
  })
})

describe('a clerk', () => {
  let clerk: string
  beforeEach(async () => {
    clerk = await aClerk(t)
  })

  const open = async (body: object = claimed, token = me) =>
    (await t.ask('POST /api/me/claims', { body, token })).body.id
  const decide = (id: string, body: object, token = clerk) =>
    t.ask('POST /api/claims/:id/decision', { params: { id }, body, token })

  it('sees the open claims of the village, with what the register says', async () => {
    await open()
    await open({ ...claimed, name: '无此人' }, await anAccount(t, 'other'))
    const list = await t.ask('GET /api/regions/:code/claims', { params: { code: village }, token: clerk })
    expect(list.body.claims.map(({ name, matches }) => [name, matches])).toEqual([
      ['王示例', true],
      ['无此人', false],
    ])
  })

  it('confirms a claim the register knows, once', async () => {
    const id = await open()
    expect((await decide(id, { decision: 'confirm' })).body).toMatchObject({ id, state: 'confirmed' })
    expect((await t.ask('GET /api/me', { token: me })).body.verified).toBe(true)
    expect((await decide(id, { decision: 'refuse' })).error.code).toBe('claimSettled')
  })

  it('cannot confirm what the register does not know, but can refuse it with a reason', async () => {
    const id = await open({ ...claimed, name: '无此人' })
    const answer = await decide(id, { decision: 'confirm' })
    expect([answer.status, answer.error.fields?.[0]?.field]).toEqual([422, 'decision'])
    expect((await decide(id, { decision: 'refuse', reason: '户口在外村' })).body).toMatchObject({
      state: 'refused',
      reason: '户口在外村',
    })
    expect((await t.ask('GET /api/me/claims', { token: me })).body.claims[0]?.reason).toBe('户口在外村')
  })

  it('of another village, and anybody else, may not', async () => {
    const id = await open()
    const params = { code: village }
    for (const token of [await aClerk(t, 'foreign', neighbour), me]) {
      expect((await decide(id, { decision: 'confirm' }, token)).error.code).toBe('forbidden')
      const list = await t.ask('GET /api/regions/:code/claims', { params, token })
      expect(list.error.code).toBe('forbidden')
      const slips = await t.ask('POST /api/regions/:code/households/:household/slips', {
        params: { code: village, household: 'HT-15-001' },
        token,
      })
      expect(slips.error.code).toBe('forbidden')
      const end = await t.ask('POST /api/regions/:code/residents/:resident/end', {
        params: { code: village, resident: 'r-1' },
        body: { reason: 'moved' },
        token,
      })
      expect(end.error.code).toBe('forbidden')
    }
  })

  it('does not settle an own claim, nor one to an office', async () => {
    expect((await decide(await open(claimed, clerk), { decision: 'confirm' })).error.code).toBe('forbidden')
    await t.deps.models.Role.create({
      _id: 'x',
      person: 'r-1',
      region: village,
      role: 'publisher',
      since: t.clock.now(),
    })
    const id = await open()
    expect((await decide(id, { decision: 'confirm' })).error.code).toBe('forbidden')
    const officer = await anAccount(t, 'officer')
    await t.deps.models.Role.create({
      _id: 'y',
      person: 'own-officer',
      region: township,
      role: 'township-officer',
      since: t.clock.now(),
    })
    expect((await decide(id, { decision: 'confirm' }, officer)).body.state).toBe('confirmed')
  })

  it('learns of what does not exist', async () => {
    expect((await decide('no-such', { decision: 'confirm' })).status).toBe(404)
    expect((await decide('no-such', { decision: 'maybe' })).status).toBe(422)
    const params = { code: '999999999999' }
    expect((await t.ask('GET /api/regions/:code/claims', { params, token: clerk })).error.code).toBe(
      'regionNotFound',
    )
    const slips = await t.ask('POST /api/regions/:code/households/:household/slips', {
      params: { code: village, household: 'XX' },
      token: clerk,
    })
    expect(slips.error.code).toBe('householdNotFound')
    const end = await t.ask('POST /api/regions/:code/residents/:resident/end', {
      params: { code: village, resident: 'nobody' },
      body: { reason: 'moved' },
      token: clerk,
    })
    expect(end.status).toBe(404)
  })

  it('and a slip at the same moment: one of them wins', async () => {
    await aSlip()
    const id = await open()
    const [refused, settled] = await Promise.all([
      decide(id, { decision: 'refuse' }),
      t.ask('POST /api/me/claims/:id/slip', { params: { id }, body: { code }, token: me }),
    ])
    const { verified } = (await t.ask('GET /api/me', { token: me })).body
    expect([refused.status, settled.status].sort()).toEqual([200, 409])
    expect(verified).toBe(settled.status === 200)
  })
})
