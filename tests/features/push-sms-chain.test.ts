import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { engineOf, newEngine } from '../../server/src/features/push/engines'
import type { AttemptDoc, DeliveryDoc } from '../../server/src/features/push/push.model'
import { setSmsMoney } from '../../server/src/features/regions'
import { hashPhone, sealPhone } from '../../server/src/features/residents'
import { testKeys } from '../support/app'
import { aHousehold, aNotice, announceNotice, aPerson, hutang } from '../support/builders'
import { receiptsKey, type SmsRig, smsRig } from './push-sms-rig'

const minute = 60_000
const emergencyItem = 50

let rig: SmsRig
beforeAll(async () => {
  rig = await smsRig()
  const origin = await rig.app.listen({ host: '127.0.0.1', port: 0 })
  // The test alone decides when an engine works.
  await engineOf(rig.deps).stop()
  rig.emulator.receipts.aimAt({
    tencent: `${origin}/api/sms/tencent/receipts?key=${receiptsKey}`,
    aliyun: `${origin}/api/sms/aliyun/receipts?key=${receiptsKey}`,
  })
})
afterAll(() => rig.close())
beforeEach(async () => {
  await Promise.all(
    Object.values(rig.deps.models).map((model) =>
      (model as { deleteMany(all: object): unknown }).deleteMany({}),
    ),
  )
  await rig.reset()
})

/** Somebody of a household who has a number, and has given WeChat nothing. */
async function resident(n: number): Promise<string> {
  const { models } = rig.deps
  const household = await aHousehold(models, `H-${n}`)
  const id = `p${n}`
  await aPerson(models, { id, household, now: rig.clock.now() })
  await models.Person.updateOne(
    { _id: id },
    {
      phoneHash: hashPhone(phoneOf(n), testKeys.HASH_KEY),
      phoneSealed: sealPhone(phoneOf(n), testKeys.FIELD_KEY),
    },
  )
  return household
}
const phoneOf = (n: number) => `139${String(n).padStart(8, '0')}`

async function publish(id: string, item: number, households: string[] = []): Promise<void> {
  const notice = await aNotice(rig.deps.models, { id, item, at: rig.clock.now(), households })
  await announceNotice(rig.deps.models, notice, rig.clock.now())
}

const run = () => newEngine(rig.deps).runOnce()
const deliveryOf = (person: string) => rig.deps.models.Delivery.findOne({ person }).lean<DeliveryDoc>()
const attemptOf = (person: string) =>
  rig.deps.models.Attempt.findOne({ person, channel: 'sms' }).lean<AttemptDoc>()

describe('SMS in the chain', () => {
  it('tells of the own household whom no WeChat reaches, and the receipt settles it', async () => {
    const household = await resident(1)
    await publish('n1', 31, [household])
    await run()
    await rig.emulator.receipts.allPushed()
    expect(rig.emulator.received().map(({ phone, text }) => [phone, text.slice(7, 19)])).toEqual([
      [phoneOf(1), '有一条与您家有关的新公开'.slice(0, 12)],
    ])
    expect(await deliveryOf('p1')).toMatchObject({ result: 'delivered' })
    expect(await attemptOf('p1')).toMatchObject({ state: 'accepted', fen: 5, receipt: 'delivered' })
    expect(JSON.stringify(await rig.deps.models.Attempt.find().lean())).not.toContain(phoneOf(1))
  })

  it('an emergency reaches every resident once, within the month’s money, whatever a vendor does', async () => {
    for (let n = 1; n <= 12; n++) await resident(n)
    await setSmsMoney(rig.deps, hutang, 5 * 10)
    rig.emulator.arm({ vendor: 'tencent', mode: 'code', code: 'AuthFailure.SecretIdNotFound', times: 50 })
    rig.emulator.arm({ vendor: 'aliyun', mode: 'reset', after: 'after-effect', times: 2 })
    await publish('n1', emergencyItem)
    const engines = [newEngine(rig.deps), newEngine(rig.deps)]
    for (let n = 0; n < 6; n++) {
      await Promise.all(engines.map((engine) => engine.runOnce()))
      rig.clock.advance(3000)
    }
    await rig.emulator.receipts.allPushed()
    const phones = rig.emulator.received().map(({ phone }) => phone)
    expect(new Set(phones).size).toBe(phones.length)
    expect(phones).toHaveLength(10)
    expect(await rig.spent()).toBe(50)
    expect(await rig.deps.models.Delivery.countDocuments({ state: 'done', result: 'inbox' })).toBe(2)
  })

  it('a message that did not arrive is refused, and is not told again by SMS', async () => {
    const household = await resident(1)
    rig.emulator.dead.add(phoneOf(1))
    await publish('n1', 31, [household])
    await run()
    await rig.emulator.receipts.allPushed()
    await run()
    expect(await attemptOf('p1')).toMatchObject({ state: 'refused', code: 'UNDELIV' })
    expect(await deliveryOf('p1')).toMatchObject({ state: 'done' })
    expect((await deliveryOf('p1'))?.result).not.toBe('delivered')
    expect(rig.emulator.log).toHaveLength(1)
  })

  it('one that may have arrived is unknown, and not sent a second time', async () => {
    const household = await resident(1)
    rig.emulator.receipts.wanted = { enabled: false }
    for (const vendor of ['tencent', 'aliyun'] as const)
      rig.emulator.arm({ vendor, mode: 'http500', after: 'after-effect' })
    await publish('n1', 31, [household])
    for (let n = 0; n < 5; n++) {
      await run()
      rig.clock.advance(4 * minute)
    }
    expect(await deliveryOf('p1')).toMatchObject({ result: 'unknown' })
    expect(rig.emulator.log).toHaveLength(1)
    expect(await rig.spent()).toBe(5)
  })

  it('what is neither urgent nor of the household goes by no SMS', async () => {
    await resident(1)
    await publish('n1', 31)
    await run()
    expect(rig.emulator.log).toEqual([])
  })
})
