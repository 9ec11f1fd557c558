import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { aliyunSms, type SmsVendor, tencentSms } from '../../../server/src/channels/sms'
import { OffsetClock } from '../../../server/src/clock'
import {
  type RunningSmsEmulator,
  type SmsVendorName,
  startSmsEmulator,
} from '../../../server/src/demo/sms-emulator'

const PHONE = '13900001234'
const timeoutMs = 400
const clock = new OffsetClock({ now: () => new Date('2026-11-20T02:00:00Z') })
const text = { tencent: '有{1}条与您家有关的新公开', aliyun: '有{count}条与您家有关的新公开' }
const account = (vendor: SmsVendorName) => ({
  keyId: `${vendor}-id`,
  keySecret: `${vendor}-key`,
  sign: '护塘村委会',
  appId: '1400000001',
  templates: { T1: text[vendor] },
})

let emulator: RunningSmsEmulator
beforeEach(async () => {
  emulator = await startSmsEmulator({
    clock,
    accounts: { tencent: account('tencent'), aliyun: account('aliyun') },
    numberLimit: 2,
  })
})
afterEach(() => emulator.close())

interface Changes {
  baseUrl?: string
  key?: string
  sign?: string
}
const clients: Record<SmsVendorName, (changes?: Changes) => SmsVendor> = {
  tencent: ({ baseUrl = emulator.url, key = 'tencent-key', sign = '护塘村委会' } = {}) =>
    tencentSms({
      ...{ secretId: 'tencent-id', secretKey: key, appId: '1400000001' },
      ...{ sign, baseUrl, timeoutMs, clock },
    }),
  aliyun: ({ baseUrl = emulator.url, key = 'aliyun-key', sign = '护塘村委会' } = {}) =>
    aliyunSms({ accessKeyId: 'aliyun-id', accessKeySecret: key, sign, baseUrl, timeoutMs, clock }),
}
const sms = (changes: object = {}) => ({
  phone: PHONE,
  template: 'T1',
  variables: [{ name: 'count', value: "3'(*)" }],
  context: 'household！~*',
  ...changes,
})

describe.each(['tencent', 'aliyun'] as const)('%s', (vendor) => {
  it('takes a message that is signed as its document says', async () => {
    const answer = await clients[vendor]().send(sms())
    expect(answer).toEqual({ kind: 'accepted', id: emulator.received()[0]?.id })
    expect(emulator.received(PHONE)).toMatchObject([
      { text: "【护塘村委会】有3'(*)条与您家有关的新公开", context: 'household！~*', vendor },
    ])
  })

  it.each<[string, Changes, object, string]>([
    ['a wrong key', { key: 'wrong' }, {}, 'vendor'],
    ['a sign it does not know', { sign: '别的村' }, {}, 'vendor'],
    ['a template it does not know', {}, { template: 'T9' }, 'template'],
    ['a variable too few', {}, { variables: [] }, 'template'],
    ['a variable too long', {}, { variables: [{ name: 'count', value: '9'.repeat(36) }] }, 'template'],
    ['no number', {}, { phone: '123' }, 'message'],
  ])('refuses %s, and the answer says whose fault it is', async (_, changes, message, blame) => {
    const answer = await clients[vendor](changes).send(sms(message))
    expect(answer).toMatchObject({ kind: 'refused', blame, waitMs: null })
    expect(JSON.stringify(answer)).not.toContain(PHONE)
    expect(emulator.received()).toEqual([])
  })

  it('refuses a number that has had too many', async () => {
    const client = clients[vendor]()
    for (let n = 0; n < 2; n++) expect(await client.send(sms())).toMatchObject({ kind: 'accepted' })
    expect(await client.send(sms())).toMatchObject({ kind: 'refused', blame: 'message', addressGone: false })
  })

  it.each(['timeout', 'reset', 'http500'] as const)(
    'leaves it unknown after %s, whether the message went or not',
    async (mode) => {
      for (const after of ['before-effect', 'after-effect'] as const) {
        emulator.arm({ vendor, mode, after })
        expect(await clients[vendor]().send(sms())).toMatchObject({ kind: 'unknown' })
      }
      expect(emulator.received()).toHaveLength(1)
    },
  )

  it('waits for a slow answer', async () => {
    emulator.arm({ vendor, mode: 'slow', ms: 150 })
    expect(await clients[vendor]().send(sms())).toMatchObject({ kind: 'accepted' })
  })

  it('was never reached where nobody listens', async () => {
    const gone = await startSmsEmulator({ clock, accounts: {} })
    await gone.close()
    expect(await clients[vendor]({ baseUrl: gone.url }).send(sms())).toMatchObject({
      kind: 'unreachable',
    })
  })

  it('is not sure of a fault inside itself', async () => {
    const code = vendor === 'tencent' ? 'InternalError.Timeout' : 'isp.SYSTEM_ERROR'
    emulator.arm({ vendor, mode: 'code', code })
    expect(await clients[vendor]().send(sms())).toMatchObject({ kind: 'unknown' })
  })

  it.each([
    ['too quick', { tencent: 'RequestLimitExceeded', aliyun: 'Throttling.User' }, 'message', 2000],
    [
      'the day is spent',
      { tencent: 'LimitExceeded.AppDailyLimit', aliyun: 'isv.DAY_LIMIT_CONTROL' },
      'vendor',
      'midnight',
    ],
    [
      'no money',
      { tencent: 'FailedOperation.InsufficientBalanceInSmsPackage', aliyun: 'isv.AMOUNT_NOT_ENOUGH' },
      'vendor',
      null,
    ],
    [
      'on the black list',
      { tencent: 'FailedOperation.PhoneNumberInBlacklist', aliyun: 'isv.BLACK_KEY_CONTROL_LIMIT' },
      'message',
      null,
    ],
    ['nobody knows it', { tencent: 'SomethingNew', aliyun: 'isv.SOMETHING_NEW' }, 'message', null],
  ] as const)('says of a refusal: %s', async (_, code, blame, waitMs) => {
    emulator.arm({ vendor, mode: 'code', code: code[vendor] })
    expect(await clients[vendor]().send(sms())).toMatchObject({
      kind: 'refused',
      code: code[vendor],
      blame,
      waitMs,
    })
  })
})

it('a clock that is wrong is the sender’s fault, with both', async () => {
  const late = new OffsetClock({ now: () => new Date('2026-11-20T03:00:00Z') })
  const tencent = tencentSms({
    ...{ secretId: 'tencent-id', secretKey: 'tencent-key', appId: '1400000001', sign: '护塘村委会' },
    ...{ baseUrl: emulator.url, timeoutMs, clock: late },
  })
  expect(await tencent.send(sms())).toMatchObject({ blame: 'vendor', code: 'AuthFailure.SignatureExpire' })
})
