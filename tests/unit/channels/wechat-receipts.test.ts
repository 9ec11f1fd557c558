import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseWechatEvents, signatureIsValid } from '../../../server/src/channels/wechat'

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

  it('that is none of ours gives nothing', () => {
    for (const text of [
      '',
      'null',
      '[]',
      '<xml></xml>',
      '{"MsgType":"text"}',
      event('user_enter_tempsession', {}),
    ]) {
      expect(parseWechatEvents(text)).toEqual([])
    }
    expect(parseWechatEvents(event('subscribe_msg_sent_event', { List: { TemplateId: 'T1' } }))).toEqual([])
    expect(parseWechatEvents(event('constructor', { List: { TemplateId: 'T1' } }))).toEqual([])
  })

  it('never throws, whatever is posted', () => {
    const names = fc.constantFrom('subscribe_msg_popup_event', 'subscribe_msg_sent_event')
    const anything = fc.oneof(fc.anything(), fc.constant({ TemplateId: 'T1', ErrorCode: { toString: 0 } }))
    const text = fc
      .record({ name: names, list: anything, time: fc.oneof(fc.constant(1795000000), anything) })
      .map(({ name, list, time }) => event(name, { List: list, CreateTime: time }))
    fc.assert(fc.property(text, (posted) => expect(Array.isArray(parseWechatEvents(posted))).toBe(true)))
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
