import { limits } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { createCallCounter, createConnectionNames } from '../../server/src/http/call-counter'

describe('calls in a minute', () => {
  const counted = (most: number) => {
    const time = { at: 1_000_000 }
    return { time, call: createCallCounter(most, () => time.at) }
  }

  it('are allowed as often as the limit says, and not once more', () => {
    const { call } = counted(limits.verify)
    const waits = Array.from({ length: limits.verify + 1 }, () => call('one'))
    expect(waits).toEqual([...Array(limits.verify).fill(0), 60_000])
  })

  it('of one caller are nothing to another', () => {
    const { call } = counted(1)
    expect([call('one'), call('two'), call('one'), call('two')]).toEqual([0, 0, 60_000, 60_000])
  })

  it('are counted from the caller’s first call: what is left of that minute is to be waited', () => {
    const { call, time } = counted(1)
    call('one')
    time.at += 59_999
    expect(call('one')).toBe(1)
    time.at += 1
    expect(call('one')).toBe(0)
    expect(call('one')).toBe(60_000)
  })

  it('that were refused do not put off the next minute', () => {
    const { call, time } = counted(1)
    call('one')
    for (let second = 1; second < 60; second += 1) {
      time.at += 1000
      expect(call('one')).toBe((60 - second) * 1000)
    }
    time.at += 1000
    expect(call('one')).toBe(0)
  })

  it('are forgotten of whoever was silent longest among more than 5,000', () => {
    const { call } = counted(1)
    call('first')
    call('second')
    for (let n = 0; n < 4998; n += 1) call(`other ${n}`)
    expect(call('first')).toBe(60_000)
    call('one more')
    expect([call('first'), call('second')]).toEqual([60_000, 0])
  })
})

describe('the connection of an address', () => {
  const connectionOf = createConnectionNames()

  it.each([
    ['203.0.113.7', '::ffff:203.0.113.7'],
    ['203.0.113.7', '::FFFF:cb00:7107'],
    ['2001:db8:1:2::1', '2001:0DB8:1:2:aaaa::9'],
    ['2001:db8::1', '2001:db8:0:0:ffff:ffff:ffff:ffff'],
    ['fe80::1', 'fe80::2%eth0'],
    ['::1', '::2'],
  ])('%s is that of %s', (one, other) => {
    expect(connectionOf(other)).toBe(connectionOf(one))
    // The second time from memory.
    expect(connectionOf(other)).toBe(connectionOf(one))
  })

  it.each([
    ['203.0.113.7', '203.0.113.8'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['2001:db8::1', '2001:db8:0:1::1'],
    ['::1', '203.0.113.7'],
    ['unknown', '[2001:db8::1]:443'],
  ])('%s is not that of %s', (one, other) => {
    expect(connectionOf(other)).not.toBe(connectionOf(one))
  })
})
