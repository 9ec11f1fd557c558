import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import fastify, { type FastifyInstance } from 'fastify'
import type { WechatEvent } from '../../../server/src/channels/wechat'
import { wechatEventRoutes } from '../../../server/src/features/push/grants/events.routes'
import type { VendorPush } from '../../../server/src/features/push/grants/pushes'
import { errorsPlugin } from '../../../server/src/http/errors'
import { accept, aMessage, LONG, ONCE, OPENID, type Pair, reject, startPair } from './setup'

const PATH = '/api/wechat/events'
const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
let pair: Pair
let app: FastifyInstance
let events: WechatEvent[]
let failures: number
let forgeries: number
let unreadable: string[]

beforeEach(async () => {
  events = []
  failures = 0
  forgeries = 0
  unreadable = []
  app = fastify()
  await app.register(errorsPlugin)
  const options = {
    token: 'push-token',
    appid: 'wx0123456789abcdef',
    aesKey: '',
    mode: 'auto' as const,
    now: () => pair.clock.now(),
    once: (_push: VendorPush, work: () => Promise<void>) => work(),
    onEvents: async (pushed: WechatEvent[]) => {
      if (failures > 0) {
        failures -= 1
        throw new Error('the database is away')
      }
      events.push(...pushed)
    },
    onForgery: async () => {
      forgeries += 1
    },
    onUnreadable: (why: string) => void unreadable.push(why),
  }
  await app.register(wechatEventRoutes, options)
  await app.register(wechatEventRoutes, { ...options, aesKey, prefix: '/keyed' })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  pair = await startPair({ eventUrl: `${origin}${PATH}`, eventToken: 'push-token' })
})
afterEach(async () => {
  await pair.emulator.close()
  await app.close()
})

describe('the address the vendor pushes to', () => {
  it('passes the check of the console', async () => {
    expect(await pair.emulator.events.checkUrl()).toBe(true)
    pair.emulator.events.aimAt({ url: `${pair.emulator.url}/nothing`, token: 'push-token' })
    expect(await pair.emulator.events.checkUrl()).toBe(false)
  })

  it('turns away what is not signed, for another token, or no query at all', async () => {
    const origin = app.listeningOrigin
    pair.emulator.events.aimAt({ url: `${origin}${PATH}`, token: 'another' })
    expect(await pair.emulator.events.checkUrl()).toBe(false)
    pair.emulator.grant(OPENID, accept())
    await pair.emulator.events.allPushed()
    expect(events).toEqual([])
    expect((await fetch(`${origin}${PATH}`)).status).toBe(403)
    expect((await fetch(`${origin}${PATH}`, { method: 'POST', body: '{}' })).status).toBe(403)
    expect(forgeries).toBeGreaterThan(3)
  })

  it('learns of grants given, refused and taken back', async () => {
    pair.emulator.grant(OPENID, [...accept(ONCE), ...reject(LONG)])
    await pair.emulator.events.allPushed()
    pair.emulator.turnOff(OPENID, ONCE)
    await pair.emulator.events.allPushed()
    expect(events).toMatchObject([
      { kind: 'popup', openid: OPENID, templateId: ONCE, result: 'accept' },
      { kind: 'popup', openid: OPENID, templateId: LONG, result: 'reject' },
      { kind: 'change', openid: OPENID, templateId: ONCE, result: 'reject' },
    ])
  })

  it('has a receipt whose key is the one of the sending', async () => {
    pair.emulator.grant(OPENID, accept())
    const outcome = await pair.channel.send(aMessage())
    await pair.emulator.events.allPushed()
    const receipt = events.find((event) => event.kind === 'sent')
    expect(receipt).toMatchObject({
      openid: OPENID,
      templateId: ONCE,
      code: 0,
      at: new Date('2026-11-20T08:00:00Z'),
    })
    expect(outcome).toEqual({ kind: 'accepted', receiptKey: receipt?.kind === 'sent' ? receipt.msgId : '' })
  })

  it('has the receipt of a message whose answer was lost', async () => {
    pair.emulator.grant(OPENID, accept())
    pair.emulator.faults.arm({
      path: '/cgi-bin/message/subscribe/send',
      mode: 'reset',
      after: 'after-effect',
    })
    expect(await pair.channel.send(aMessage())).toMatchObject({ kind: 'unknown' })
    await pair.emulator.events.allPushed()
    expect(events.filter((event) => event.kind === 'sent')).toHaveLength(1)
  })

  it('may have no receipt at all', async () => {
    pair.emulator.setReceipts({ enabled: false })
    pair.emulator.grant(OPENID, accept())
    expect(await pair.channel.send(aMessage())).toMatchObject({ kind: 'accepted' })
    await pair.emulator.events.allPushed()
    expect(events.map((event) => event.kind)).toEqual(['popup'])
  })

  it('is pushed to again until it says success', async () => {
    failures = 1
    pair.emulator.grant(OPENID, accept())
    await pair.emulator.events.allPushed()
    expect(events).toHaveLength(1)
    expect(pair.emulator.events.pushed).toMatchObject([{ tries: 2, taken: true }])
  })

  it('refuses a signed push that it cannot read, and says so: nothing is lost unseen', async () => {
    const seconds = String(pair.clock.now().getTime() / 1000)
    const signature = createHash('sha1').update(['push-token', seconds, '2'].sort().join('')).digest('hex')
    const url = `${app.listeningOrigin}${PATH}?signature=${signature}&timestamp=${seconds}&nonce=2`
    for (const body of ['<xml></xml>', '', '{"MsgType":"event"}']) {
      const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/xml' } })
      expect(answer.status).toBe(403)
    }
    expect(events).toEqual([])
    expect(unreadable).toEqual(['unreadable', 'unreadable', 'unreadable'])
  })

  it('says that a key is missing where pushes come encrypted', async () => {
    pair.emulator.events.aimAt({
      url: `${app.listeningOrigin}${PATH}`,
      token: 'push-token',
      mode: 'safe',
      aesKey,
    })
    pair.emulator.grant(OPENID, accept())
    await pair.emulator.events.allPushed()
    expect(events).toEqual([])
    expect(pair.emulator.events.pushed).toMatchObject([{ tries: 3, taken: false }])
    expect(unreadable).toEqual(['keyMissing', 'keyMissing', 'keyMissing'])
  })
})

describe.each([
  ['plain', 'json', ''],
  ['plain', 'xml', ''],
  ['compatible', 'json', '/keyed'],
  ['compatible', 'xml', '/keyed'],
  ['safe', 'json', '/keyed'],
  ['safe', 'xml', '/keyed'],
] as const)('pushes in %s mode, as %s', (mode, format, prefix) => {
  beforeEach(() =>
    pair.emulator.events.aimAt({
      url: `${app.listeningOrigin}${prefix}${PATH}`,
      token: 'push-token',
      mode,
      format,
      aesKey,
    }),
  )

  it('tell of grants, one or several, and of receipts, also of what was not delivered', async () => {
    expect(await pair.emulator.events.checkUrl()).toBe(true)
    pair.emulator.grant(OPENID, [...accept(ONCE), ...accept(LONG)])
    await pair.emulator.events.allPushed()
    const first = await pair.channel.send(aMessage())
    await pair.emulator.events.allPushed()
    pair.emulator.failReceipt({ code: 20002, status: 'user refused & gone <1>' })
    const second = await pair.channel.send(aMessage({ templateId: LONG }))
    await pair.emulator.events.allPushed()
    expect(events).toMatchObject([
      { kind: 'popup', templateId: ONCE, result: 'accept' },
      { kind: 'popup', templateId: LONG, result: 'accept' },
      { kind: 'sent', code: 0, msgId: first.kind === 'accepted' ? first.receiptKey : '' },
      {
        kind: 'sent',
        code: 20002,
        status: 'user refused & gone <1>',
        msgId: second.kind === 'accepted' ? second.receiptKey : '',
      },
    ])
    expect(pair.emulator.messages.received(OPENID)).toHaveLength(1)
    expect(unreadable).toEqual([])
  })

  it('tell of acceptances of every kind, wherever the sheet came from', async () => {
    for (const result of ['acceptWithAlert', 'acceptWithAudio', 'acceptWithForcePush'] as const) {
      pair.emulator.grant(OPENID, [{ templateId: ONCE, result }], 1, 2)
      await pair.emulator.events.allPushed()
    }
    expect(events).toHaveLength(3)
    for (const event of events) expect(event).toMatchObject({ kind: 'popup', result: 'accept' })
    expect(pair.emulator.messages.grantsLeft(OPENID, ONCE)).toBe(3)
  })

  it('tell of what people take back, and of pictures that were looked at', async () => {
    const at = pair.clock.now()
    pair.emulator.revoke(OPENID, '8')
    await pair.emulator.events.allPushed()
    pair.emulator.cancelAccount(OPENID)
    await pair.emulator.events.allPushed()
    pair.emulator.mediaChecked('trace-1', { suggest: 'review', label: 20001 })
    await pair.emulator.events.allPushed()
    pair.emulator.mediaChecked('trace-2')
    await pair.emulator.events.allPushed()
    expect(events).toEqual([
      { kind: 'revoked', openid: OPENID, what: 'authorization', info: '8', at },
      { kind: 'revoked', openid: OPENID, what: 'account', info: '', at },
      { kind: 'media', traceId: 'trace-1', suggest: 'review', label: 20001, at },
      { kind: 'media', traceId: 'trace-2', suggest: null, label: 0, at },
    ])
    expect(unreadable).toEqual([])
  })
})
