import type { Visit } from '@hutang/shared'
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { newEngine } from '../../server/src/features/push/engines'
import { completeContent, published, renewed, type Village, village, villageApp } from '../api/notices-setup'
import { aHousehold, aPerson } from '../support/builders'

let t: Village
beforeEach(async () => {
  await t?.close()
  t = await villageApp()
})
afterAll(() => t.close())

const title = '今晚转移，请马上到村委会'
const home = (code: string) => `${village.code}:${code}`
const homes = ['HT-20-001', 'HT-20-002'] as const

/** An emergency that two households without a telephone can only be told at the door. */
async function anEmergency(): Promise<string> {
  const { models } = t.deps
  for (const code of homes) {
    const household = await aHousehold(models, code, village.code)
    await aPerson(models, {
      ...{ id: `p-${code}`, household, region: village.code },
      ...{ account: false, now: t.clock.now() },
    })
  }
  const { notice } = await published(t, 50, completeContent(50, { title }))
  await newEngine(t.deps).runOnce()
  return notice
}
const waiting = async () =>
  (
    await t.ask('GET /api/regions/:code/visits', {
      params: { code: village.code },
      token: renewed(t, 'clerk'),
    })
  ).body.households
const visitOf = async (code: string): Promise<Visit> => {
  const [visit] = (await waiting()).find((one) => one.code === code)?.visits ?? []
  if (!visit) throw new Error(`${code} is on no list`)
  return visit
}
const tick = ({ id }: Visit) =>
  t.ask('POST /api/visits/:id/told', {
    params: { id },
    body: { how: 'inPerson' },
    token: renewed(t, 'clerk'),
  })
async function withdraw(id: string, tell = true): Promise<void> {
  t.clock.moveTo(new Date(t.clock.now().getTime() + 3_600_000))
  const body = { reason: '水退了，不用转移', tell }
  const answer = await t.ask('POST /api/notices/:id/withdraw', {
    params: { id },
    body,
    token: renewed(t, 'publisher'),
  })
  expect(answer.status).toBe(200)
  await newEngine(t.deps).runOnce()
}
const resultOf = async (person: string, kind: 'published' | 'withdrawn') => {
  const match = await t.deps.models.Match.findOne({ person, kind }).lean()
  return (await t.deps.models.Delivery.findById(match?.delivery).lean())?.result
}
const codes = async () => (await waiting()).map(({ code }) => code).filter((code) => code.startsWith('HT-20'))

describe('an emergency that is withdrawn', () => {
  it('is taken back at the doors where it was told, and only there', async () => {
    const notice = await anEmergency()
    expect(await codes()).toEqual([...homes])
    await tick(await visitOf('HT-20-001'))
    await withdraw(notice)
    expect(await codes()).toEqual(['HT-20-001'])
    const visit = await visitOf('HT-20-001')
    expect(visit).toMatchObject({ say: `这条已撤回，请告诉对方：${title}`, told: null })
    expect(await resultOf('p-HT-20-001', 'withdrawn')).toBe('visit')
    expect(await resultOf('p-HT-20-002', 'withdrawn')).toBe('inbox')
    expect((await tick(visit)).status).toBe(200)
    expect(await codes()).toEqual([])
  })

  it('is foreseen before: who withdraws sees how many doors that is', async () => {
    const notice = await anEmergency()
    await tick(await visitOf('HT-20-001'))
    const { body } = await t.ask('GET /api/notices/:id/reach', {
      params: { id: notice },
      query: { ending: 'withdrawn' },
      token: renewed(t, 'publisher'),
    })
    expect(body.visit).toEqual({ asked: true, persons: 1, households: 1 })
    expect(body.persons - body.silent).toBe(
      body.inbox + body.visit.persons + body.channels.reduce((sum, { persons }) => sum + persons, 0),
    )
  })

  it('is taken back too where the tick came later than the withdrawal', async () => {
    const notice = await anEmergency()
    const visit = await visitOf('HT-20-002')
    await withdraw(notice)
    expect(await codes()).toEqual([])
    // Told at the door before, ticked at home in the evening; a second tap changes nothing.
    await tick(visit)
    await tick(visit)
    expect(await codes()).toEqual(['HT-20-002'])
    expect((await visitOf('HT-20-002')).say).toMatch(/^这条已撤回/)
    expect(await t.deps.models.Visit.countDocuments({ household: home('HT-20-002') })).toBe(2)
  })

  it('takes nobody to a door where the publisher tells nobody, or asked for no visit', async () => {
    const notice = await anEmergency()
    await tick(await visitOf('HT-20-001'))
    await withdraw(notice, false)
    expect(await codes()).toEqual([])
  })

  it('an ordinary notice that is withdrawn takes nobody to a door', async () => {
    const { notice } = await published(t, 27)
    await withdraw(notice)
    expect(await t.deps.models.Announcement.findOne({ kind: 'withdrawn' }).lean()).toMatchObject({
      visit: false,
    })
  })
})
