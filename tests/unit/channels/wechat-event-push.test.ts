import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type EventSecrets, eventsOf, openPush, signatureIsValid } from '../../../server/src/channels/wechat'
import { formOf } from '../../../server/src/demo/wechat-emulator/event-form'

const event = (name: string, more: object) =>
  JSON.stringify({
    ToUserName: 'gh_1',
    FromUserName: 'openid-1',
    CreateTime: 1795000000,
    MsgType: 'event',
    Event: name,
    ...more,
  })
const at = new Date(1795000000_000)

const plain: EventSecrets = { appid: 'wx1', token: 'a-token', aesKey: '', mode: 'auto' }
/** What a plain push tells: undefined where it cannot be read. */
function parseWechatEvents(text: string) {
  const opened = openPush(plain, {}, text)
  return opened.kind === 'message' ? eventsOf(opened.body) : undefined
}

describe('an event push', () => {
  it('with one entry carries an object', () => {
    const text = event('subscribe_msg_sent_event', {
      List: { TemplateId: 'T1', MsgID: '1864323726461255680', ErrorCode: '0', ErrorStatus: 'success' },
    })
    expect(parseWechatEvents(text)).toEqual([
      {
        kind: 'sent',
        openid: 'openid-1',
        at,
        templateId: 'T1',
        msgId: '1864323726461255680',
        code: 0,
        status: 'success',
      },
    ])
  })

  it('with several carries an array', () => {
    const text = event('subscribe_msg_popup_event', {
      List: [
        { TemplateId: 'T1', SubscribeStatusString: 'accept', PopupScene: '0' },
        { TemplateId: 'T2', SubscribeStatusString: 'reject', PopupScene: '0' },
      ],
    })
    expect(parseWechatEvents(text)).toEqual([
      { kind: 'popup', openid: 'openid-1', at, templateId: 'T1', result: 'accept' },
      { kind: 'popup', openid: 'openid-1', at, templateId: 'T2', result: 'reject' },
    ])
  })

  it('may say how the accepted message is to be shown', () => {
    const List = { TemplateId: 'T1', SubscribeStatusString: 'acceptWithAlert', PopupScene: '0' }
    expect(parseWechatEvents(event('subscribe_msg_popup_event', { List }))).toMatchObject([
      { result: 'accept' },
    ])
  })

  it('may wrap its list, and write its time as a string', () => {
    const text = event('subscribe_msg_change_event', {
      CreateTime: '1795000000',
      SubscribeMsgChangeEvent: { List: [{ TemplateId: 'T1', SubscribeStatusString: 'reject' }] },
    })
    expect(parseWechatEvents(text)).toEqual([
      { kind: 'change', openid: 'openid-1', at, templateId: 'T1', result: 'reject' },
    ])
  })

  it('keeps every digit of a message id that came as a number', () => {
    const text = event('subscribe_msg_sent_event', {
      List: { TemplateId: 'T1', MsgID: 'HERE', ErrorCode: 43101, ErrorStatus: 'refused' },
    }).replace('"HERE"', '1864323726461255681')
    expect(parseWechatEvents(text)).toMatchObject([{ msgId: '1864323726461255681', code: 43101 }])
  })

  it('that is none of ours gives nothing; what cannot be read is told apart', () => {
    expect(parseWechatEvents(event('user_enter_tempsession', {}))).toEqual([])
    expect(parseWechatEvents(event('constructor', { List: { TemplateId: 'T1' } }))).toEqual([])
    expect(parseWechatEvents('{"MsgType":"text","FromUserName":"openid-1"}')).toEqual([])
    for (const text of ['', 'null', '[]', '<xml></xml>', '{"MsgType":"event"}', '<!DOCTYPE a><xml></xml>']) {
      expect(parseWechatEvents(text)).toBeUndefined()
    }
    const without = event('subscribe_msg_sent_event', { List: { TemplateId: 'T1' } })
    expect(parseWechatEvents(without)).toBeUndefined()
  })

  it('deletes nobody by an authorization of which it does not say what was taken back', () => {
    expect(parseWechatEvents(event('user_authorization_revoke', { OpenID: 'o-1' }))).toBeUndefined()
    const whole = event('user_authorization_revoke', { OpenID: 'o-1', RevokeInfo: '301' })
    expect(parseWechatEvents(whole)).toMatchObject([{ kind: 'revoked', info: '301' }])
  })

  it('never throws, whatever is posted', () => {
    const names = fc.constantFrom('subscribe_msg_popup_event', 'subscribe_msg_sent_event')
    const anything = fc.oneof(fc.anything(), fc.constant({ TemplateId: 'T1', ErrorCode: { toString: 0 } }))
    const text = fc
      .record({ name: names, list: anything, time: fc.oneof(fc.constant(1795000000), anything) })
      .map(({ name, list, time }) => event(name, { List: list, CreateTime: time }))
    fc.assert(fc.property(text, (posted) => void parseWechatEvents(posted)))
    const tags = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<List>',
      '</List>',
      '<__proto__>',
      '</__proto__>',
      '<![CDATA[',
      ']]>',
      'a',
    )
    const xml = fc.array(tags, { maxLength: 30 }).map((all) => all.join(''))
    fc.assert(fc.property(xml, (posted) => void parseWechatEvents(posted)))
  })
})

describe('an event push in XML', () => {
  it('says the same, with one entry or several, and keeps every digit', () => {
    const entry = (id: string) =>
      `<List><TemplateId><![CDATA[${id}]]></TemplateId><MsgID>1864323726461255681</MsgID><ErrorCode>0</ErrorCode>` +
      '<ErrorStatus><![CDATA[success]]></ErrorStatus></List>'
    const text = (list: string) =>
      `<?xml version="1.0"?>\n<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[openid-1]]></FromUserName>
<CreateTime>1795000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe_msg_sent_event]]></Event>
<SubscribeMsgSentEvent>${list}</SubscribeMsgSentEvent></xml>`
    const sent = {
      kind: 'sent',
      openid: 'openid-1',
      at,
      msgId: '1864323726461255681',
      code: 0,
      status: 'success',
    }
    expect(parseWechatEvents(text(entry('T1')))).toEqual([{ ...sent, templateId: 'T1' }])
    expect(parseWechatEvents(text(entry('T1') + entry('T2')))).toEqual([
      { ...sent, templateId: 'T1' },
      { ...sent, templateId: 'T2' },
    ])
  })

  it('of thousands of one name holds nobody up', () => {
    const begun = performance.now()
    const body = `<xml>${'<a>1</a>'.repeat(8000)}</xml>`
    expect(openPush({ appid: 'wx', token: 't', aesKey: '', mode: 'auto' }, {}, body).kind).toBe('refused')
    expect(performance.now() - begun).toBeLessThan(500)
  })
})

describe('an encrypted push', () => {
  const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
  const secrets: EventSecrets = { appid: 'wx5823bf96d3bd56c7', token: 'QDG6eK', aesKey, mode: 'auto' }
  // The sample in the vendor's documentation of its encryption.
  const sample =
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3' +
    'TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gs' +
    'ijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUa' +
    'x5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIG' +
    'HBZZIs2pDBS8R07+qN+E7Q=='
  const query = {
    msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6',
    timestamp: '1409659813',
    nonce: '1372623149',
  }
  const body = `<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><Encrypt><![CDATA[${sample}]]></Encrypt></xml>`

  it('opens as the vendor wrote it', () => {
    expect(openPush(secrets, query, body)).toMatchObject({
      kind: 'message',
      body: { FromUserName: 'mycreate', MsgType: 'text', MsgId: '4561255354251345929' },
    })
  })

  it('is forged where its signature is not over what it carries', () => {
    const forged = { kind: 'forged' }
    expect(openPush({ ...secrets, token: 'other' }, query, body)).toEqual(forged)
    expect(openPush(secrets, { ...query, nonce: '1' }, body)).toEqual(forged)
    expect(openPush(secrets, { ...query, msg_signature: undefined }, body)).toEqual(forged)
    expect(openPush(secrets, query, body.replace('RypE', 'RypF'))).toEqual(forged)
  })

  const sign = (encrypted: string) => ({
    ...query,
    msg_signature: createHash('sha1')
      .update([secrets.token, query.timestamp, query.nonce, encrypted].sort().join(''))
      .digest('hex'),
  })
  const opened = (encrypted: string, more: Partial<EventSecrets> = {}) =>
    openPush({ ...secrets, ...more }, sign(encrypted), JSON.stringify({ Encrypt: encrypted }))

  it('is told from one with another key, for another mini-program, or with other padding', () => {
    const wrong = { kind: 'refused', why: 'wrongKey' }
    expect(opened(sample)).toMatchObject({ kind: 'message' })
    expect(opened(sample, { appid: 'wx0000000000000000' })).toEqual(wrong)
    expect(opened(sample, { aesKey: 'a'.repeat(43) })).toEqual(wrong)
    expect(opened(sample.slice(0, 64))).toEqual(wrong)
    expect(opened('not base64!')).toEqual(wrong)
    expect(opened('')).toEqual({ kind: 'forged' })
  })

  it('of any length comes through, from the emulator’s own hand', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const one = { MsgType: 'text', FromUserName: 'o1', ToUserName: 'gh_1', Content: text }
        const { encrypted = '' } = formOf({ url: '', token: '', mode: 'safe', aesKey }, secrets.appid, one)
        expect(opened(encrypted)).toEqual({ kind: 'message', body: JSON.parse(JSON.stringify(one)) })
      }),
    )
  })

  const modes = ['plain', 'compatible', 'safe'] as const
  it.each(modes.flatMap((ours) => modes.map((theirs) => [ours, theirs] as const)))(
    'of mode %s takes only that: %s',
    (ours, theirs) => {
      const one = { MsgType: 'event', FromUserName: 'o1', ToUserName: 'gh_1', Event: 'x' }
      const form = formOf({ url: '', token: '', mode: theirs, aesKey }, secrets.appid, one)
      const answer = openPush({ ...secrets, mode: ours }, sign(form.encrypted ?? ''), form.body)
      expect(answer).toMatchObject(
        ours === theirs ? { kind: 'message', body: one } : { kind: 'refused', why: 'wrongMode' },
      )
    },
  )

  it('needs the key; with one, a plain push is refused; 兼容模式 can be read without', () => {
    const one = { MsgType: 'event', FromUserName: 'o1', ToUserName: 'gh_1', Event: 'x' }
    const body = (mode: 'compatible' | 'plain' | 'safe') =>
      formOf({ url: '', token: '', mode, aesKey }, secrets.appid, one).body
    const none = { ...secrets, aesKey: '' }
    expect(openPush(none, query, body('safe'))).toEqual({ kind: 'refused', why: 'keyMissing' })
    expect(openPush(none, query, body('compatible'))).toMatchObject({ kind: 'message' })
    expect(openPush(secrets, query, body('plain'))).toEqual({ kind: 'refused', why: 'wrongMode' })
  })
})

describe('the signature of a push', () => {
  const sign = (...parts: string[]) => createHash('sha1').update(parts.sort().join('')).digest('hex')
  const query = { signature: sign('a-token', '1795000000', '42'), timestamp: '1795000000', nonce: '42' }

  it('is the sha1 of token, time and nonce in order', () => {
    expect(signatureIsValid('a-token', query)).toBe(true)
  })

  it('fails for another token, a changed part, a missing part', () => {
    expect(signatureIsValid('another', query)).toBe(false)
    expect(signatureIsValid('a-token', { ...query, nonce: '43' })).toBe(false)
    expect(signatureIsValid('a-token', { ...query, signature: 'zz' })).toBe(false)
    expect(signatureIsValid('a-token', { timestamp: '1', nonce: '2' })).toBe(false)
  })

  it('is never valid for an empty token', () => {
    expect(signatureIsValid('', { ...query, signature: sign('', '1795000000', '42') })).toBe(false)
  })
})
