import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { PreferenceDoc, SubscriptionDoc } from '../../server/src/features/push/push.model'
import { type TestApp, testApp } from '../support/app'
import { aNotice, hutang } from '../support/builders'
import { anAccount, aVillage, emptyAll, slipHash, village } from './identity/people'

let t: TestApp
let me: string
const code = '7KQ4-M2XA'

beforeAll(async () => {
  t = await testApp()
})
beforeEach(async () => {
  await emptyAll(t)
  await aVillage(t)
  me = await anAccount(t, 'villager')
})
afterAll(() => t.close())

/** By the slip of their household. */
async function becomeResident(): Promise<void> {
  await t.deps.models.Slip.create({
    _id: `${village}:HT-15-001`,
    codeHash: slipHash(code),
    expiresAt: new Date(t.clock.now().getTime() + 86_400_000),
  })
  const body = { region: village, householdCode: 'HT-15-001', name: '王示例' }
  const { id } = (await t.ask('POST /api/me/claims', { body, token: me })).body
  const answer = await t.ask('POST /api/me/claims/:id/slip', { params: { id }, body: { code }, token: me })
  expect(answer.body.verified).toBe(true)
}

const screen = async () =>
  (await t.ask('GET /api/screens/subscriptions', { query: { region: village }, token: me })).body
const home = async (token?: string) =>
  (await t.ask('GET /api/screens/home', { query: { region: village }, ...(token ? { token } : {}) })).body
const answer = (keep: boolean) => t.ask('POST /api/me/welcome', { body: { keep }, token: me })
const preference = () => t.deps.models.Preference.findById('r-1').lean<PreferenceDoc>()
const open = () => t.deps.models.Subscription.find({ person: 'r-1', open: true }).lean<SubscriptionDoc[]>()

const welcomed = '已为您订阅“与我家有关”和“财务公开”，每天傍晚6点半汇总。不想要，点这里关掉。'

describe('a new villager', () => {
  it('is subscribed to the usual, and told so wherever they look', async () => {
    await becomeResident()
    expect((await open()).map(({ scope }) => scope)).toEqual([`${village}/财务公开`])
    expect(await preference()).toMatchObject({
      ...{ frequency: 'daily', hour: '18:30', household: true, welcomedAt: t.clock.now() },
    })
    expect((await screen()).welcome).toBe(welcomed)
    expect((await home(me)).welcome).toBe(welcomed)
    expect((await home()).welcome).toBeNull()
  })

  it('keeps it in one tap, and is not asked again', async () => {
    await becomeResident()
    const { body } = await answer(true)
    expect(body).toMatchObject({ when: '每天傍晚6点半汇总告诉您', preferences: { household: true } })
    expect(body.subscriptions.map(({ label }) => label)).toEqual(['财务公开'])
    expect((await screen()).welcome).toBeNull()
    await answer(false)
    expect(await open()).toHaveLength(1)
  })

  it('ends all of it in one tap, and what waits of it is not sent', async () => {
    await becomeResident()
    const { body } = await answer(false)
    expect(body).toMatchObject({ subscriptions: [], preferences: { household: false } })
    expect([await open(), (await preference())?.welcomedAt]).toEqual([[], null])
  })

  it('who ended it loses nothing that they chose themselves', async () => {
    await becomeResident()
    const wanted = [{ region: village }, { region: village, category: '财务公开' }]
    await t.ask('PUT /api/me/subscriptions', { body: { subscriptions: wanted }, token: me })
    await answer(false)
    expect((await open()).map(({ scope }) => scope)).toEqual([village])
  })

  it('who has chosen before is left as they are', async () => {
    const body = { subscriptions: [{ region: village, item: 1 }] }
    await t.ask('PUT /api/me/subscriptions', { body, token: me })
    await becomeResident()
    expect((await open()).map(({ scope }) => scope)).toEqual([`${village}#1`])
    expect([await preference(), (await screen()).welcome]).toEqual([null, null])
  })

  it('is welcomed once, whoever else of them is verified later and however they left', async () => {
    await becomeResident()
    await answer(false)
    await t.ask('DELETE /api/me/residence', { token: me })
    await t.deps.models.Slip.deleteMany({})
    await becomeResident()
    expect(await open()).toEqual([])
    expect((await screen()).welcome).toBeNull()
  })

  it('whose verification was cut off in the middle gets all of it when that is finished', async () => {
    await t.deps.models.Preference.create({
      ...{ _id: 'r-1', textSize: null, frequency: 'daily', hour: '18:30', weekday: 5 },
      ...{ channels: ['wechat', 'sms', 'email'], quietFrom: '22:00', quietTo: '07:00', household: true },
      ...{ muted: [], welcomedAt: t.clock.now() },
    })
    await becomeResident()
    expect((await open()).map(({ scope }) => scope)).toEqual([`${village}/财务公开`])
  })
})

describe('what is not sent any more', () => {
  const put = (mutes: object[]) => t.ask('PUT /api/me/mutes', { body: { mutes }, token: me })

  it('is a notice or an item, by its name', async () => {
    await aNotice(t.deps.models, { id: 'n1', item: 1, at: t.clock.now(), title: '村简介更新了' })
    const mutes = [{ notice: 'n1' }, { region: hutang, item: 38 }]
    const { body } = await put(mutes)
    expect(body.mutes).toMatchObject([
      { ...mutes[0], label: '村简介更新了', regionName: '护塘村' },
      { ...mutes[1], regionName: '护塘村' },
    ])
    expect(body.mutes[1]?.label).not.toBe('')
    expect((await screen()).mutes).toEqual(body.mutes)
    expect((await put([])).body.mutes).toEqual([])
    expect((await screen()).mutes).toEqual([])
  })

  it('exists, and is one thing', async () => {
    const wrong = await put([
      { notice: 'none' },
      { region: hutang, item: 99 },
      { region: '999999999999', item: 1 },
    ])
    expect([wrong.status, wrong.error.fields?.map(({ field }) => field)]).toEqual([
      422,
      ['mutes.0', 'mutes.1', 'mutes.2'],
    ])
    const odd = await put([{}, { notice: 'n1', region: hutang, item: 1 }, { region: hutang }])
    expect([odd.status, odd.error.fields?.map(({ field }) => field)]).toEqual([
      422,
      ['mutes.0', 'mutes.1', 'mutes.2'],
    ])
  })

  it('leaves how somebody is told as it was', async () => {
    await put([{ region: hutang, item: 38 }])
    const { preferences } = await screen()
    expect(preferences).toMatchObject({ frequency: 'daily', hour: '18:30', household: true })
  })
})
