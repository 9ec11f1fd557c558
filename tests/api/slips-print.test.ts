import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app'
import { readPdf } from '../support/pdf'
import { aClerk, anAccount, aVillage, neighbour, signIn, village } from './identity/people'

let t: TestApp
let clerk: string
beforeAll(async () => {
  t = await testApp()
  await aVillage(t)
  clerk = await aClerk(t)
  await t.deps.models.Household.create({
    _id: `${village}:HT-02-001`,
    region: village,
    code: 'HT-02-001',
    group: 2,
    groupName: '2组',
    head: '欧阳𠮷',
  })
})
afterAll(() => t.close())

const post = (body: object, token = clerk, region = village) =>
  t.app.inject({
    method: 'POST',
    url: `/api/regions/${region}/slips`,
    payload: body,
    headers: { authorization: `Bearer ${token}` },
  })
const printed = async (body: object) => {
  const answer = await post(body)
  expect(answer.statusCode).toBe(200)
  return readPdf(answer.rawPayload)
}
const groups = async (token = clerk) =>
  (await t.ask('GET /api/regions/:code/slips', { params: { code: village }, token })).body.groups

/** What the QR code of a slip fills in. */
const filled = (code: string) => Object.fromEntries(new URLSearchParams(code.split('?')[1]))
const settle = async (
  persona: string,
  { household = '', code = '' }: Record<string, string>,
  name: string,
) => {
  const token = await anAccount(t, persona)
  const body = { region: village, householdCode: household, name }
  const { id } = (await t.ask('POST /api/me/claims', { body, token })).body
  return t.ask('POST /api/me/claims/:id/slip', { params: { id }, body: { code }, token })
}
const acts = async () =>
  (await t.deps.models.Audit.find({ act: 'slipsPrinted' }).sort({ at: 1 }).lean()).map(
    ({ subject }) => subject,
  )

describe('slips for every household', () => {
  it('are one paper by group, and each opens its household', async () => {
    const [first, second, ...others] = await printed({ all: true })
    expect(others).toEqual([])
    expect(first?.text).toContain('2组　1 户')
    expect(first?.text).toContain('户主 欧阳𠮷')
    expect(second?.text).toContain('15组　2 户')
    expect(second?.codes).toHaveLength(2)
    const [one, two] = (second?.codes ?? []).map(filled)
    expect(one).toMatchObject({ region: village, household: 'HT-15-001' })
    expect(two).toMatchObject({ region: village, household: 'HT-15-002' })
    expect(second?.text).toContain(one?.code)
    expect(second?.text).toContain('2027年1月19日前有效')
    expect((await settle('one', one ?? {}, '王示例')).body.verified).toBe(true)
    expect(await acts()).toEqual([village])
  })

  it('keep their codes nowhere but on the paper', async () => {
    const [page] = await printed({ group: 2 })
    const { code = '' } = filled(page?.codes[0] ?? '')
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
    const kept = JSON.stringify([
      await t.deps.models.Slip.find().lean(),
      await t.deps.models.Audit.find().lean(),
    ])
    expect(kept).not.toContain(code)
    expect(kept).not.toContain(code.replace('-', ''))
  })

  it('of a group void the slips of that group alone, and say beforehand how many', async () => {
    expect(await groups()).toEqual([
      { group: 2, name: '2组', households: 1, slips: 1 },
      { group: 15, name: '15组', households: 2, slips: 1 },
    ])
    const [before] = (await printed({ group: 15 })).flatMap(({ codes }) => codes.slice(1).map(filled))
    await printed({ group: 2 })
    const [, after] = (await printed({ group: 15 })).flatMap(({ codes }) => codes.map(filled))
    expect((await settle('late', before ?? {}, '赵示例')).error.code).toBe('verificationFailed')
    expect((await settle('timely', after ?? {}, '赵示例')).body.verified).toBe(true)
    expect(await acts()).toEqual([village, `${village}:2`, `${village}:15`, `${village}:2`, `${village}:15`])
  })

  it('that cannot be drawn void nothing', async () => {
    const { Household, Slip } = t.deps.models
    const before = await Slip.find().sort({ _id: 1 }).lean()
    await Household.updateOne({ code: 'HT-02-001' }, { $set: { head: '沈\u{2A6D6}' } })
    const answer = await post({ all: true })
    expect([answer.statusCode, answer.json().error.code]).toEqual([422, 'glyphMissing'])
    expect(await Slip.find().sort({ _id: 1 }).lean()).toEqual(before)
    await Household.updateOne({ code: 'HT-02-001' }, { $set: { head: '欧阳𠮷' } })
  })

  it('are printed by who verifies there, for a group that is named', async () => {
    const stranger = await anAccount(t, 'stranger')
    for (const token of [stranger, await signIn(t, 'one')]) {
      expect((await post({ all: true }, token)).statusCode).toBe(403)
      const asked = await t.ask('GET /api/regions/:code/slips', { params: { code: village }, token })
      expect(asked.status).toBe(403)
    }
    expect((await post({ all: true }, clerk, neighbour)).statusCode).toBe(403)
    for (const body of [{}, { all: true, group: 2 }, { group: 77 }]) {
      const answer = await post(body)
      expect([answer.statusCode, answer.json().error.fields[0].field]).toEqual([422, 'group'])
    }
  })

  it('are a thousand in a few seconds', async () => {
    const households = Array.from({ length: 1000 }, (_, at) => ({
      _id: `${village}:HT-30-${at}`,
      ...{ region: village, code: `HT-30-${at}`, group: 30, groupName: '30组', head: `户主${at}` },
    }))
    await t.deps.models.Household.insertMany(households)
    const before = process.cpuUsage().user
    const answer = await post({ group: 30 })
    const took = (process.cpuUsage().user - before) / 1000
    expect(answer.statusCode).toBe(200)
    expect(took).toBeLessThan(20_000)
    expect(answer.rawPayload.length).toBeLessThan(10_000_000)
    expect(await t.deps.models.Slip.countDocuments({ usedAt: null })).toBeGreaterThanOrEqual(1000)
  })
})
