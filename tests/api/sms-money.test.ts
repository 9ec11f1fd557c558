import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { spendMoney } from '../../server/src/features/push/limits/money'
import { smsEnv } from '../features/push-sms-rig'
import { type TestApp, testApp } from '../support/app'
import { aPerson, aVillage, hutang } from '../support/builders'
import { tokenOf } from '../support/tokens'

let t: TestApp
const town = hutang.slice(0, 9)
const tokens: Record<string, string> = {}
const posts = {
  'town admin': ['administrator', town],
  'village admin': ['administrator', hutang],
  clerk: ['clerk', hutang],
  'admin beside': ['administrator', '310116110'],
  villager: null,
} as const

beforeAll(async () => {
  t = await testApp({ env: smsEnv('http://127.0.0.1:1') })
  const { models } = t.deps
  await aVillage(models)
  await models.Region.create({
    ...{ _id: town, name: '漕泾镇', level: 'township', parent: '310116' },
    office: { name: '', phone: '', address: '', hours: '' },
  })
  for (const [who, post] of Object.entries(posts)) {
    const id = who.replaceAll(' ', '-')
    await aPerson(models, { id, now: t.clock.now() })
    if (post) {
      const [role, region] = post
      await models.Role.create({ _id: id, person: id, role, region, since: new Date(0) })
    }
    tokens[who] = await tokenOf(t, id)
  }
  await t.app.ready()
})
afterAll(() => t.close())

const read = (who: string, code = hutang) =>
  t.ask('GET /api/regions/:code/sms', { params: { code }, token: tokens[who] ?? '' })
const write = (who: string, monthlyFen: unknown, code = hutang) =>
  t.ask('PUT /api/regions/:code/sms', { params: { code }, body: { monthlyFen }, token: tokens[who] ?? '' })

describe('what SMS may cost a village in a month', () => {
  it('is nothing at first, and is read by those who work there or administer it', async () => {
    for (const who of ['town admin', 'village admin', 'clerk']) {
      const { status, body } = await read(who)
      expect([status, body]).toEqual([
        200,
        {
          connected: true,
          monthlyFen: 0,
          month: '2026-11',
          spentFen: 0,
          reservedFen: 0,
          leftFen: 0,
          segmentFen: 5,
          mayChange: who === 'town admin',
          region: { code: hutang, name: '护塘村', level: 'village' },
          below: [],
        },
      ])
    }
    for (const who of ['admin beside', 'villager']) expect((await read(who)).status).toBe(403)
    expect((await t.ask('GET /api/regions/:code/sms', { params: { code: hutang } })).status).toBe(401)
  })

  it('is set above the village alone, and stands in the audit', async () => {
    for (const who of ['village admin', 'clerk', 'admin beside', 'villager'])
      expect((await write(who, 5000)).status).toBe(403)
    expect((await write('town admin', 5000)).body).toMatchObject({ monthlyFen: 5000 })
    expect((await read('clerk')).body.monthlyFen).toBe(5000)
    expect(await t.deps.models.Audit.find({ act: 'settingChanged' }).lean()).toMatchObject([
      { region: hutang, person: 'town-admin', detail: 'smsMoney' },
    ])
    expect((await write('town admin', 0)).body.monthlyFen).toBe(0)
  })

  it('says what is spent, what is set aside for what is being sent, and what is left', async () => {
    await write('town admin', 1000)
    const { fitting, month } = await spendMoney(t.deps, hutang, [300, 100, 50])
    expect(fitting).toBe(3)
    const hold = { region: hutang, month, address: '', template: '', provider: '', token: '' }
    const expiresAt = t.clock.now()
    await t.deps.models.SmsHold.create([
      { ...hold, _id: 'd1', fen: 300, state: 'spent', expiresAt },
      { ...hold, _id: 'd2', fen: 100, state: 'reserved', expiresAt },
      { ...hold, _id: 'd3', fen: 50, state: 'returning', expiresAt },
      { ...hold, _id: 'd4', fen: 70, state: 'reserved', month: '2026-10', expiresAt },
      { ...hold, _id: 'd5', fen: 70, state: 'returned', expiresAt },
    ])
    expect((await read('clerk')).body).toMatchObject({ spentFen: 300, reservedFen: 150, leftFen: 550 })
    // Less than what is spent already: nothing is left, and nothing is owed.
    expect((await write('town admin', 200)).body).toMatchObject({ spentFen: 300, leftFen: 0 })
    await t.deps.models.SmsHold.deleteMany({})
  })

  it('of a township lists the villages below it', async () => {
    await write('town admin', 1000)
    expect((await read('town admin', town)).body.below).toEqual([
      { region: { code: hutang, name: '护塘村', level: 'village' }, monthlyFen: 1000, leftFen: 550 },
    ])
  })

  it('of a township is its own administrator’s to set', async () => {
    expect((await write('town admin', 9000, town)).body.monthlyFen).toBe(9000)
    expect((await write('village admin', 9000, town)).status).toBe(403)
  })

  it.each([-1, 1.5, 10_000_001, '五元', undefined])('cannot be %p', async (monthlyFen) => {
    const { status, error } = await write('town admin', monthlyFen)
    expect([status, error.fields?.[0]?.field]).toEqual([422, 'monthlyFen'])
  })
})
