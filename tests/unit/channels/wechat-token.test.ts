import { describe, expect, it } from '@jest/globals'
import type { WechatResult } from '../../../server/src/channels/wechat'
import { type IssuedToken, StableToken } from '../../../server/src/channels/wechat/token'
import { OffsetClock } from '../../../server/src/clock'

const MINUTE = 60_000

function setUp() {
  const clock = new OffsetClock({ now: () => new Date('2026-11-20T08:00:00Z') })
  const answers: WechatResult<IssuedToken>[] = []
  let asked = 0
  const token = new StableToken(async () => {
    asked += 1
    return answers.shift() ?? { kind: 'ok', value: { token: `token-${asked}`, expiresInSeconds: 7200 } }
  }, clock)
  const value = async () => {
    const got = await token.get()
    return got.kind === 'ok' ? got.value : got.kind
  }
  return { clock, answers, token, value, asked: () => asked }
}

describe('the access token', () => {
  it('is asked for once, by however many at a time', async () => {
    const { value, asked } = setUp()
    expect(await Promise.all([value(), value(), value()])).toEqual(['token-1', 'token-1', 'token-1'])
    expect(await value()).toBe('token-1')
    expect(asked()).toBe(1)
  })

  it('is renewed five minutes before its end', async () => {
    const { clock, value } = setUp()
    await value()
    clock.advance(115 * MINUTE - 1)
    expect(await value()).toBe('token-1')
    clock.advance(1)
    expect(await value()).toBe('token-2')
  })

  it('serves to its end when the renewal fails, and no longer', async () => {
    const { clock, answers, value } = setUp()
    await value()
    clock.advance(117 * MINUTE)
    answers.push({ kind: 'unreachable', detail: 'ECONNREFUSED' })
    expect(await value()).toBe('token-1')
    clock.advance(3 * MINUTE)
    answers.push({ kind: 'unreachable', detail: 'ECONNREFUSED' })
    expect(await value()).toBe('unreachable')
    expect(await value()).toBe('token-4')
  })

  it('does not storm the vendor when it is handed the old one near its end', async () => {
    const { clock, answers, value, asked } = setUp()
    answers.push({ kind: 'ok', value: { token: 'old', expiresInSeconds: 200 } })
    expect(await value()).toBe('old')
    expect(await value()).toBe('old')
    expect(asked()).toBe(1)
    clock.advance(30_000)
    expect(await value()).toBe('token-2')
  })

  it('is dropped only if it is still the one that was refused', async () => {
    const { token, value } = setUp()
    await value()
    await token.drop('another')
    expect(await value()).toBe('token-1')
    await token.drop('token-1')
    expect(await value()).toBe('token-2')
  })
})
