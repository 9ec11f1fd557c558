import texts from '../../config/templates/sms.json'
import type { Message, Outcome } from '../../server/src/channels/channel'
import { type RunningSmsEmulator, startSmsEmulator } from '../../server/src/demo/sms-emulator'
import { smsChannel } from '../../server/src/features/push/sms/sms-channel'
import { setSmsMoney } from '../../server/src/features/regions'
import { hashPhone, sealPhone } from '../../server/src/features/residents'
import { StillClock, type TestApp, testApp, testKeys, testNow } from '../support/app'
import { aVillage, hutang } from '../support/builders'

export const receiptsKey = 'receipts-key-of-the-test'
const link = 'https://ht.example/n'
const sign = '护塘村委会'

/** As the vendors' consoles have them approved: the link is part of the text. */
const approved = (vendor: 'tencent' | 'aliyun') =>
  Object.fromEntries(
    Object.values(texts).map(({ text, variables }, n) => [
      `${vendor === 'tencent' ? '90000' : 'SMS_'}${n + 1}`,
      text
        .replace('{link}', link)
        .replace(/\{(\w+)\}/g, (_, name: string) =>
          vendor === 'tencent' ? `{${(variables as string[]).indexOf(name) + 1}}` : `{${name}}`,
        ),
    ]),
  )

export const smsEnv = (url: string): Record<string, string> => ({
  SMS_TENCENT_SECRET_ID: 'tencent-id',
  SMS_TENCENT_SECRET_KEY: 'tencent-key',
  SMS_TENCENT_APP_ID: '1400000001',
  SMS_TENCENT_SIGN: sign,
  SMS_TENCENT_TEMPLATES: '900001,900002,900003',
  SMS_TENCENT_BASE_URL: url,
  SMS_ALIYUN_KEY_ID: 'aliyun-id',
  SMS_ALIYUN_KEY_SECRET: 'aliyun-key',
  SMS_ALIYUN_SIGN: sign,
  SMS_ALIYUN_TEMPLATES: 'SMS_1,SMS_2,SMS_3',
  SMS_ALIYUN_BASE_URL: url,
  SMS_RECEIPTS_KEY: receiptsKey,
  SMS_LINK: link,
})

export interface SmsRig extends TestApp {
  emulator: RunningSmsEmulator
  channel: ReturnType<typeof smsChannel>
  reset(): Promise<void>
  /** Somebody with a number in the register. */
  somebody(id: string, phone?: string | null): Promise<void>
  reserve(ids: string[], message?: Partial<Message>): ReturnType<ReturnType<typeof smsChannel>['reserve']>
  /** Reserves and sends as the engine does, retries included; the last outcome. */
  tell(id: string, message?: Partial<Message>): Promise<Outcome | string>
  spent(region?: string): Promise<number>
}

const account = { sign, appId: '1400000001' }

/** The application over both vendors' emulator, under one clock that only the test moves. */
export async function smsRig(
  env: Record<string, string> = {},
  options: Parameters<typeof testApp>[0] = {},
): Promise<SmsRig> {
  const clock = new StillClock()
  const emulator = await startSmsEmulator({
    clock,
    accounts: {
      tencent: { ...account, keyId: 'tencent-id', keySecret: 'tencent-key', templates: approved('tencent') },
      aliyun: { ...account, keyId: 'aliyun-id', keySecret: 'aliyun-key', templates: approved('aliyun') },
    },
  })
  const t = await testApp({ ...options, clock, env: { ...smsEnv(emulator.url), ...env } })
  const { models } = t.deps
  const channel = smsChannel(t.deps)
  const rig: SmsRig = {
    ...t,
    emulator,
    channel,
    async reset() {
      const { Region, Person, Counter, Slot, Attempt, Delivery, SmsHold, SmsStop } = models
      for (const model of [Region, Person, Counter, Slot, Attempt, Delivery, SmsHold, SmsStop])
        await (model as { deleteMany(all: object): unknown }).deleteMany({})
      clock.moveTo(testNow)
      emulator.calm()
      emulator.log.length = 0
      emulator.sent.length = 0
      emulator.dead.clear()
      emulator.receipts.wanted = {}
      await aVillage(models)
      await setSmsMoney(t.deps, hutang, 100_000)
    },
    async somebody(id, phone = `139${id.replace(/\D/g, '').padStart(8, '0')}`) {
      await models.Person.create({
        _id: id,
        name: `示例${id}`,
        phoneHash: phone && hashPhone(phone, testKeys.HASH_KEY),
        phoneSealed: phone && sealPhone(phone, testKeys.FIELD_KEY),
      })
    },
    reserve: (ids, message) =>
      channel.reserve(
        ids.map((id) => ({ delivery: `d-${id}`, person: id, message: aMessage(message) })),
        () => null,
      ),
    async tell(id, message) {
      for (let tries = 0; ; tries++) {
        const reserved = (await rig.reserve([id], message)).get(`d-${id}`)
        if (reserved?.kind !== 'reserved') return reserved?.kind === 'none' ? reserved.why : 'held'
        const { reservation } = reserved
        const outcome = await channel.send(reservation, aMessage(message), tries)
        if (outcome.kind === 'refused' && outcome.retry !== 'never' && tries < mostTries) {
          clock.advance(outcome.retryAfterMs ?? 0)
          continue
        }
        const effect = outcome.kind === 'refused' ? outcome.effect : outcome.kind
        await channel.finish([{ ...reservation, delivery: `d-${id}`, effect, startedAt: clock.now() }])
        return outcome
      }
    },
    async spent(region = hutang) {
      const counters = await models.Counter.find({ _id: { $gte: `sms:${region}:`, $lt: `sms:${region};` } })
      return counters.reduce((all, { n }) => all + n, 0)
    },
    async close() {
      await emulator.close()
      await t.close()
    },
  }
  await rig.reset()
  return rig
}

const mostTries = 10

export const aMessage = (changes: Partial<Message> = {}): Message => ({
  kind: 'single',
  title: '2026年三季度土地流转费86万元发放',
  name: '低保公示',
  publishedAt: testNow,
  publishedBy: '护塘村村民委员会',
  link: 'pages/notice/index?id=n1',
  count: 1,
  lines: [],
  region: hutang,
  emergency: false,
  urgent: true,
  ...changes,
})
