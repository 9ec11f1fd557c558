import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { loginFailure, WechatSender } from '../../../server/src/channels/wechat'
import { accept, aMessage, LONG, MINUTE, ONCE, OPENID, type Pair, SEND, startPair, TOKEN } from './setup'

let pair: Pair
beforeEach(async () => {
  pair = await startPair({ timeoutMs: 1000 })
})
afterEach(() => pair.emulator.close())

const calls = (path: string) => pair.emulator.log.filter((entry) => entry.path === path)
const onThePhone = () => pair.emulator.messages.received(OPENID)

describe('a login', () => {
  it('turns a code into an openid, once', async () => {
    const code = pair.emulator.users.loginCode(OPENID)
    expect(await pair.client.code2session(code)).toEqual({ kind: 'ok', value: { openid: OPENID } })
    expect(await pair.client.code2session(code)).toMatchObject({ kind: 'refused', code: 40163 })
  })

  it('carries the unionid where there is one', async () => {
    pair.emulator.users.add({ openid: 'o2', unionid: 'u2' })
    const result = await pair.client.code2session(pair.emulator.users.loginCode('o2'))
    expect(result).toEqual({ kind: 'ok', value: { openid: 'o2', unionid: 'u2' } })
  })
})

describe('a phone number', () => {
  it('comes from its own code', async () => {
    const code = pair.emulator.users.phoneCode(OPENID)
    const phone = { phone: '13800000000', countryCode: '86' }
    expect(await pair.client.getPhoneNumber(code)).toEqual({ kind: 'ok', value: phone })
    expect(await pair.client.getPhoneNumber(code)).toMatchObject({ kind: 'refused', code: 40029 })
  })

  it('is told to the person of the code alone', async () => {
    const code = pair.emulator.users.phoneCode(OPENID)
    const wrong = { kind: 'refused', code: 40029 }
    expect(await pair.client.getPhoneNumber(code, 'another')).toMatchObject(wrong)
    expect(await pair.client.getPhoneNumber(code, OPENID)).toMatchObject({ kind: 'ok' })
    const late = pair.emulator.users.phoneCode(OPENID)
    pair.clock.advance(5 * MINUTE)
    expect(await pair.client.getPhoneNumber(late, OPENID)).toMatchObject(wrong)
  })

  it.each([
    ['852', '852'],
    [853, '853'],
    [86, '86'],
  ])('has its country, written as %j', async (countryCode, told) => {
    pair.emulator.users.add({ openid: OPENID, countryCode })
    const code = pair.emulator.users.phoneCode(OPENID)
    expect(await pair.client.getPhoneNumber(code, OPENID)).toEqual({
      kind: 'ok',
      value: { phone: '13800000000', countryCode: told },
    })
  })

  it.each([
    [-1, 'busy'],
    [40013, 'misconfigured'],
    [40029, 'codeInvalid'],
    [45011, 'busy'],
    [40243, 'misconfigured'],
  ])('refused with %i means: %s', async (errcode, meaning) => {
    pair.emulator.faults.arm({ path: '/wxa/business/getuserphonenumber', mode: 'errcode', errcode })
    const answer = await pair.client.getPhoneNumber(pair.emulator.users.phoneCode(OPENID), OPENID)
    expect(answer).toMatchObject({ kind: 'refused', code: errcode })
    expect(loginFailure(answer)).toBe(meaning)
  })
})

describe('the edition that a message opens', () => {
  it.each(['formal', 'trial', 'developer'] as const)('is named: %s', async (miniprogramState) => {
    const { client, clock, emulator } = pair
    emulator.grant(OPENID, accept())
    const sender = new WechatSender({ client, clock, miniprogramState })
    expect(await sender.send(aMessage())).toMatchObject({ kind: 'accepted' })
    expect(onThePhone()).toMatchObject([{ state: miniprogramState }])
    expect(calls(SEND)[0]?.body).toMatchObject({ miniprogram_state: miniprogramState, lang: 'zh_CN' })
  })
})

describe('the edition that a code opens', () => {
  it.each([
    ['formal', 'release', true],
    ['trial', 'trial', false],
    ['developer', 'develop', false],
  ] as const)('is named: %s is %s', async (state, edition, checked) => {
    const code = { scene: 'a-scene', page: 'pages/notice/index' }
    expect(await pair.newClient({ state }).miniProgramCode(code)).toMatchObject({ kind: 'ok' })
    const [asked] = calls('/wxa/getwxacodeunlimit')
    expect(asked?.body).toMatchObject({ env_version: edition, check_path: checked })
  })

  it('has the page in the released edition, or there is no code', async () => {
    const code = { scene: 'a-scene', page: 'account/later/index' }
    expect(await pair.client.miniProgramCode(code)).toMatchObject({ kind: 'refused', code: 41030 })
    expect(await pair.newClient({ state: 'trial' }).miniProgramCode(code)).toMatchObject({ kind: 'ok' })
  })
})

describe('a frozen secret', () => {
  it('stops the channel, and a login says that we are to blame', async () => {
    pair.emulator.tokens.frozen = true
    expect(await pair.channel.send(aMessage())).toMatchObject({ code: '40243', effect: 'channelBroken' })
    const login = await pair.client.code2session(pair.emulator.users.loginCode(OPENID))
    expect(loginFailure(login)).toBe('misconfigured')
  })
})

describe('the token of the client', () => {
  it('is shared by many calls and never forced', async () => {
    pair.emulator.grant(OPENID, accept(), 3)
    for (let n = 0; n < 3; n += 1) await pair.channel.send(aMessage())
    pair.clock.advance(3 * 60 * MINUTE)
    await pair.channel.send(aMessage())
    expect(calls(TOKEN)).toHaveLength(2)
    expect(calls(TOKEN).some((entry) => 'force_refresh' in (entry.body as object))).toBe(false)
  })

  it('is asked for again when the vendor would not have it, and the call repeated once', async () => {
    pair.emulator.grant(OPENID, accept(), 2)
    await pair.channel.send(aMessage())
    pair.emulator.tokens.revokeAll()
    expect(await pair.channel.send(aMessage())).toMatchObject({ kind: 'accepted' })
    expect(onThePhone()).toHaveLength(2)
  })

  it.each([40001, 40014, 42001])('refused twice (%i) stops the channel', async (errcode) => {
    pair.emulator.grant(OPENID, accept())
    pair.emulator.faults.arm({ path: SEND, mode: 'errcode', errcode, times: 2 })
    expect(await pair.channel.send(aMessage())).toMatchObject({
      kind: 'refused',
      retry: 'never',
      effect: 'channelBroken',
    })
    expect(calls(SEND)).toHaveLength(2)
  })

  it('of a wrong secret stops the channel', async () => {
    const channel = new WechatSender({ client: pair.newClient({ secret: 'wrong' }), clock: pair.clock })
    expect(await channel.send(aMessage())).toMatchObject({ code: '40125', effect: 'channelBroken' })
    expect(calls(SEND)).toHaveLength(0)
  })

  it.each(['timeout', 'reset', 'http500'] as const)(
    'that never came (%s) means nothing was sent',
    async (mode) => {
      pair.emulator.faults.arm({ path: TOKEN, mode, after: 'after-effect' })
      expect(await pair.channel.send(aMessage())).toMatchObject({
        kind: 'refused',
        code: 'unreachable',
        retry: 'later',
      })
      expect(calls(SEND)).toHaveLength(0)
    },
  )
})

describe('a message', () => {
  it('arrives with its fields, and its receipt key names it', async () => {
    pair.emulator.grant(OPENID, accept())
    const outcome = await pair.channel.send(aMessage())
    const [message] = onThePhone()
    expect(outcome).toEqual({ kind: 'accepted', receiptKey: message?.msgId })
    expect(message).toMatchObject({
      title: '村务公开通知',
      page: 'pages/notice/index?id=n1',
      fields: [
        { value: '土地经营权流转' },
        { value: '2026年三季度土地流转情况' },
        { value: '2026年11月20日' },
      ],
    })
  })

  it('with a long title is shortened', async () => {
    pair.emulator.grant(OPENID, accept())
    const fields = {
      ...aMessage().fields,
      thing2: '关于二〇二六年第三季度土地经营权流转及流转费发放情况的公开',
    }
    expect(await pair.channel.send(aMessage({ fields }))).toMatchObject({ kind: 'accepted' })
    expect(onThePhone()[0]?.fields[1]?.value).toBe('关于二〇二六年第三季度土地经营权流转及…')
  })

  it('that breaks a limit is not sent', async () => {
    const fields = { ...aMessage().fields, date3: '下周二' }
    expect(await pair.channel.send(aMessage({ fields }))).toMatchObject({
      kind: 'refused',
      code: 'invalidFields',
      retry: 'never',
      detail: expect.stringContaining('date3'),
    })
    expect(pair.emulator.log).toHaveLength(0)
  })

  it('lacking a field is refused with the field named', async () => {
    pair.emulator.grant(OPENID, accept())
    const outcome = await pair.channel.send(aMessage({ fields: { thing1: '土地' } }))
    expect(outcome).toMatchObject({
      code: '47003',
      retry: 'never',
      detail: expect.stringContaining('thing2'),
    })
  })

  it.each([
    ['without a grant', {}, '43101', 'grantGone'],
    ['to nobody', { openid: 'nobody' }, '40003', 'addressGone'],
    ['of an unknown template', { templateId: 'none' }, '40037', 'templateBroken'],
    ['to an unknown page', { page: 'pages/gone/index' }, '41030', 'templateBroken'],
  ])('%s is refused', async (_case, changes, code, effect) => {
    expect(await pair.channel.send(aMessage(changes))).toMatchObject({
      kind: 'refused',
      retry: 'never',
      code,
      effect,
    })
    expect(onThePhone()).toHaveLength(0)
  })
})

describe('what goes wrong on the way', () => {
  beforeEach(() => pair.emulator.grant(OPENID, accept(LONG)))
  const send = () => pair.channel.send(aMessage({ templateId: LONG }))

  it.each(['timeout', 'reset', 'http500'] as const)(
    '%s after the message was delivered is unknown',
    async (mode) => {
      pair.emulator.faults.arm({ path: SEND, mode, after: 'after-effect' })
      expect(await send()).toMatchObject({ kind: 'unknown' })
      expect(onThePhone()).toHaveLength(1)
      expect(calls(SEND)).toHaveLength(1)
      expect(calls(SEND)[0]).toMatchObject({ fault: mode, delivered: onThePhone()[0]?.msgId })
    },
  )

  it.each(['timeout', 'reset', 'http500'] as const)(
    '%s before it was delivered is as unknown',
    async (mode) => {
      pair.emulator.faults.arm({ path: SEND, mode })
      expect(await send()).toMatchObject({ kind: 'unknown' })
      expect(onThePhone()).toHaveLength(0)
      expect(calls(SEND)).toHaveLength(1)
    },
  )

  it('tells no secret and no token in what it says', async () => {
    for (const mode of ['timeout', 'reset', 'http500'] as const) {
      pair.emulator.faults.arm({ path: SEND, mode })
      const outcome = JSON.stringify(await send())
      expect(outcome).not.toContain('access_token')
      expect(outcome).not.toContain(pair.emulator.secret)
    }
  })

  it.each([
    [-1, 60_000],
    [43108, 2000],
    [45011, 60_000],
    [45009, 8 * 3600_000],
  ])('the error code %i is a definite no, to be tried again', async (errcode, retryAfterMs) => {
    pair.emulator.faults.arm({ path: SEND, mode: 'errcode', errcode })
    expect(await send()).toMatchObject({
      kind: 'refused',
      code: String(errcode),
      retry: 'later',
      retryAfterMs,
    })
    expect(await send()).toMatchObject({ kind: 'accepted' })
  })

  it('a connection never made is a definite no', async () => {
    const { url } = pair.emulator
    expect(await send()).toMatchObject({ kind: 'accepted' })
    await pair.emulator.close()
    // A kept-alive socket must be seen closed first: a request written into it would rightly be unknown.
    await delay(50)
    expect(await send()).toMatchObject({
      kind: 'refused',
      code: 'unreachable',
      retry: 'later',
      retryAfterMs: 60_000,
    })
    expect(await pair.newClient({ baseUrl: url }).code2session('c')).toMatchObject({ kind: 'unreachable' })
    expect(await pair.newClient({ baseUrl: 'http://nowhere.invalid' }).code2session('c')).toMatchObject({
      kind: 'unreachable',
    })
  })
})

describe('an answer that is not the vendor’s', () => {
  it.each([
    [200, '<html>proxy</html>', 'unknown'],
    [200, '{}', 'unknown'],
    [200, '[]', 'unknown'],
    [502, '', 'unknown'],
    [302, '', 'unknown'],
    [500, '{"errcode":-1,"errmsg":"system error"}', 'refused'],
    [503, '{"message":"busy"}', 'unknown'],
  ])('HTTP %i with %j is %s', async (status, body, kind) => {
    const server = createServer((request, response) => {
      const token = request.url?.startsWith(TOKEN)
      response.writeHead(token ? 200 : status, { location: '/elsewhere' })
      response.end(token ? '{"access_token":"t","expires_in":7200}' : body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const client = pair.newClient({ baseUrl: `http://127.0.0.1:${port}` })
    const message = { touser: OPENID, templateId: ONCE, page: '', data: { thing1: '土地' } }
    expect(await client.subscribeSend(message)).toMatchObject({ kind })
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
})
