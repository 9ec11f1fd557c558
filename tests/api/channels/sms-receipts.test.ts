import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { engineOf } from '../../../server/src/features/push/engines'
import type { AttemptDoc } from '../../../server/src/features/push/push.model'
import { hashPhone } from '../../../server/src/features/residents'
import { aMessage, receiptsKey, type SmsRig, smsRig } from '../../features/push-sms-rig'
import { testKeys } from '../../support/app'

let rig: SmsRig
let origin: string
beforeAll(async () => {
  rig = await smsRig()
  origin = await rig.app.listen({ host: '127.0.0.1', port: 0 })
  await engineOf(rig.deps).stop()
  rig.emulator.receipts.aimAt({
    tencent: `${origin}/api/sms/tencent/receipts?key=${receiptsKey}`,
    aliyun: `${origin}/api/sms/aliyun/receipts?key=${receiptsKey}`,
  })
})
afterAll(() => rig.close())
beforeEach(() => rig.reset())

const phone = '13900000001'
const address = hashPhone(phone, testKeys.HASH_KEY)

/** An attempt as the engine writes it before the call. */
async function attempt(vendor: 'tencent' | 'aliyun', changes: Partial<AttemptDoc> = {}): Promise<AttemptDoc> {
  const now = rig.clock.now()
  const doc: AttemptDoc = {
    ...{ _id: 'd-p1:sms', delivery: 'd-p1', channel: 'sms', person: 'p1', address },
    ...{ template: vendor === 'tencent' ? 'tencent:900001' : 'aliyun:SMS_1', provider: `sms:${vendor}` },
    ...{ state: 'sending', tries: 0, token: 't', leaseUntil: now, startedAt: now, effect: null },
    ...{ stopUntil: null, code: null, grant: 'd-p1', fen: 5, receiptKey: null, receipt: null },
    ...changes,
  }
  await rig.deps.models.Attempt.create(doc)
  return doc
}

const send = (template: string) => rig.channel.send({ address, template }, aMessage(), 0)
const attemptNow = () => rig.deps.models.Attempt.findById('d-p1:sms').lean<AttemptDoc>()

describe.each([
  ['tencent', 'tencent:900001'],
  ['aliyun', 'aliyun:SMS_1'],
] as const)('a receipt of %s', (vendor, template) => {
  beforeEach(() => rig.somebody('p1', phone))

  it('finds its attempt by the id of the message', async () => {
    const outcome = await send(template)
    await attempt(vendor, {
      state: 'accepted',
      effect: 'accepted',
      receiptKey: outcome.kind === 'accepted' ? (outcome.receiptKey ?? null) : null,
    })
    await rig.emulator.report(rig.emulator.sent[0] as never)
    expect(await attemptNow()).toMatchObject({ state: 'accepted', receipt: 'delivered' })
    expect(rig.emulator.receipts.pushed.at(-1)).toMatchObject({ status: 200, taken: true })
  })

  it('that comes before the answer, and twice, is kept until the answer comes', async () => {
    rig.emulator.receipts.wanted = { early: true, twice: true }
    await attempt(vendor)
    const outcome = await send(template)
    expect(await attemptNow()).toMatchObject({
      state: 'sending',
      receiptKey: outcome.kind === 'accepted' ? outcome.receiptKey : '',
      receipt: 'delivered',
    })
  })

  it('settles an attempt whose answer was lost', async () => {
    rig.emulator.arm({ vendor, mode: 'reset', after: 'after-effect' })
    rig.emulator.receipts.wanted = { delayMs: 100 }
    const outcome = send(template)
    await attempt(vendor, { state: 'unknown', effect: 'unknown' })
    expect(await outcome).toMatchObject({ kind: 'unknown' })
    await rig.emulator.receipts.allPushed()
    expect(await attemptNow()).toMatchObject({ state: 'accepted', receipt: 'delivered' })
  })

  it('says of a dead number that it was not delivered', async () => {
    rig.emulator.dead.add(phone)
    rig.emulator.receipts.wanted = { early: true }
    await attempt(vendor)
    await send(template)
    expect(await attemptNow()).toMatchObject({ receipt: 'failed:UNDELIV' })
  })

  it('is turned away without the secret of the address', async () => {
    await attempt(vendor)
    const before = await attemptNow()
    for (const key of ['', '?key=', '?key=wrong', `?key=${receiptsKey}x`, `?key=a&key=${receiptsKey}`]) {
      const url = `/api/sms/${vendor}/receipts${key}`
      const answer = await rig.app.inject({ method: 'POST', url, payload: '[]' })
      expect([403, 422]).toContain(answer.statusCode)
    }
    expect(await attemptNow()).toEqual(before)
  })

  it.each(['nonsense', '{}', '[1]', '[{}]', '[null]', `[${'{},'.repeat(1001)}{}]`, '[[[]]]', '"x"', 'null'])(
    'that is none (%j) is answered in the vendor’s own form',
    async (payload) => {
      const url = `/api/sms/${vendor}/receipts?key=${receiptsKey}`
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
        const answer = await rig.app.inject({
          method: 'POST',
          url,
          payload,
          headers: { 'content-type': type },
        })
        expect(answer.statusCode).toBe(400)
        expect(answer.json()).toMatchObject(vendor === 'tencent' ? { result: 1 } : { code: 1 })
      }
    },
  )

  it.each([undefined, '', ' ', '[]'])(
    'that brings nothing (%j) is taken, and not pushed again',
    async (payload) => {
      const url = `/api/sms/${vendor}/receipts?key=${receiptsKey}`
      for (const headers of [{}, { 'content-type': 'application/json' }, { 'content-type': 'text/plain' }]) {
        const answer = await rig.app.inject({
          method: 'POST',
          url,
          headers,
          ...(payload === undefined ? {} : { payload }),
        })
        expect([answer.statusCode, answer.json()]).toEqual([
          200,
          vendor === 'tencent' ? { result: 0, errmsg: 'OK' } : { code: 0, msg: '接收成功' },
        ])
      }
    },
  )

  it('of nobody’s message is taken and changes nothing', async () => {
    const payload =
      vendor === 'tencent'
        ? [{ mobile: phone, sid: 'x', report_status: 'SUCCESS', errmsg: 'DELIVRD' }]
        : [{ phone_number: phone, biz_id: 'x', success: true, err_code: 'DELIVERED' }]
    const url = `/api/sms/${vendor}/receipts?key=${receiptsKey}`
    const answer = await rig.app.inject({ method: 'POST', url, payload })
    expect(answer.json()).toMatchObject(vendor === 'tencent' ? { result: 0 } : { code: 0 })
    expect(await attemptNow()).toBeNull()
  })
})
