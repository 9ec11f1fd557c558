import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type RunningWeChatEmulator, startWeChatEmulator } from '../../../server/src/demo/wechat-emulator'
import { StillClock, type TestApp, testApp } from '../../support/app'
import { aVillage, village } from './people'

describe('signing in with WeChat', () => {
  let t: TestApp
  let emulator: RunningWeChatEmulator
  beforeAll(async () => {
    const clock = new StillClock()
    emulator = await startWeChatEmulator({ clock, appid: 'wx-test', secret: 'secret' })
    t = await testApp({ clock, wechatUrl: emulator.url })
    await aVillage(t)
  })
  afterAll(async () => {
    await t.close()
    await emulator.close()
  })

  const enter = (code: string) => t.ask('POST /api/sessions/wechat', { body: { code } })
  const code = (openid: string) => emulator.users.loginCode(openid)

  it('makes one account an openid, however often and however many at once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => enter(code('o-new'))))
    answers.push(await enter(code('o-new')))
    expect(answers.map((answer) => answer.status)).toEqual(Array(5).fill(200))
    expect(new Set(answers.map((answer) => answer.body.user.account)).size).toBe(1)
    expect(answers[0]?.body.user).toMatchObject({ name: '微信用户', verified: false, roles: [] })
    expect(await t.deps.models.Person.countDocuments({ _id: /^own-/ })).toBe(1)
  })

  it('says what to do about a code that is spent or unknown, and about an account WeChat blocks', async () => {
    const once = code('o-1')
    await enter(once)
    for (const wrong of [once, 'never-issued']) {
      const answer = await enter(wrong)
      expect([answer.status, answer.error.code]).toEqual([401, 'wechatCodeInvalid'])
    }
    emulator.users.add({ openid: 'o-bad', blocked: true })
    expect((await enter(code('o-bad'))).error.message).toContain('安全中心')
    expect((await enter('')).status).toBe(422)
  })

  it('says so when WeChat is away', async () => {
    const answer = await withoutWechat((alone) =>
      alone.ask('POST /api/sessions/wechat', { body: { code: 'x' } }),
    )
    expect([answer.status, answer.error.code]).toEqual([502, 'wechatUnavailable'])
  })

  describe('a phone number', () => {
    const claimBy = async (openid: string, phone: string, name = '王示例') => {
      emulator.users.add({ openid, phone })
      const token = (await enter(code(openid))).body.accessToken
      const body = { region: village, householdCode: 'HT-15-001', name }
      const { id } = (await t.ask('POST /api/me/claims', { body, token })).body
      const settle = (phoneCode = emulator.users.phoneCode(openid)) =>
        t.ask('POST /api/me/claims/:id/phone', { params: { id }, body: { code: phoneCode }, token })
      return { settle, token, id }
    }

    it('equal to the register’s settles a claim, and the account gets the resident’s name', async () => {
      const { settle } = await claimBy('o-wang', '19900000001')
      expect((await settle()).body).toMatchObject({ verified: true, name: '王示例' })
      expect((await settle()).error.code).toBe('claimSettled')
    })

    it('of another member of the household does not', async () => {
      const { settle } = await claimBy('o-li', '19900000002')
      expect((await settle()).error.code).toBe('verificationFailed')
    })

    it('does not help who has a wrong code', async () => {
      const { settle } = await claimBy('o-zhao', '19900000009')
      const answer = await settle('no-such-code')
      expect(answer.error).toMatchObject({
        code: 'verificationFailed',
        message: expect.stringContaining('再点一次'),
      })
    })

    it('of another country is refused with its own sentence, costs no try, and is not compared', async () => {
      // The digits are those of the register.
      emulator.users.add({ openid: 'o-abroad', countryCode: '852' })
      const { settle } = await claimBy('o-abroad', '19900000002', '李示例')
      for (let n = 0; n < 6; n++) {
        const answer = await settle()
        expect([answer.status, answer.error.code]).toEqual([422, 'phoneAbroad'])
        expect(answer.error.message).toContain('大陆手机号')
      }
      emulator.users.add({ openid: 'o-abroad', countryCode: 86 })
      expect((await settle()).body.verified).toBe(true)
    })

    it('costs no try while WeChat is away', async () => {
      t.clock.advance(24 * 3_600_000)
      const { settle } = await claimBy('o-chen', '19900000002', '李示例')
      emulator.faults.arm({ path: '/wxa/business/getuserphonenumber', mode: 'http500', times: 6 })
      for (let n = 0; n < 6; n++) expect((await settle()).error.code).toBe('wechatUnavailable')
      expect((await settle()).body.verified).toBe(true)
    })
  })
})

async function withoutWechat<T>(work: (t: TestApp) => Promise<T>): Promise<T> {
  const alone = await testApp()
  try {
    return await work(alone)
  } finally {
    await alone.close()
  }
}
