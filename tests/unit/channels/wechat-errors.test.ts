import { describe, expect, it } from '@jest/globals'
import {
  loginFailure,
  neverSent,
  refusal,
  untilShanghaiMidnight,
} from '../../../server/src/channels/wechat/errors'

const context = { tries: 0, now: new Date('2026-11-20T15:30:00Z'), jitter: 0.5 }

describe('a refusal of the vendor', () => {
  it.each([
    [40001, 'never', 'channelBroken'],
    [40003, 'never', 'addressGone'],
    [40037, 'never', 'templateBroken'],
    [41030, 'never', 'templateBroken'],
    [43101, 'never', 'grantGone'],
    [43107, 'never', 'channelBroken'],
    [43108, 'later', 'refused'],
    [45009, 'later', 'quotaSpent'],
    [45011, 'later', 'quotaSpent'],
    [40243, 'never', 'channelBroken'],
    [61004, 'never', 'channelBroken'],
    [45168, 'never', 'refused'],
    [47003, 'never', 'refused'],
    [40164, 'never', 'channelBroken'],
    [48001, 'never', 'channelBroken'],
    [99999, 'never', 'refused'],
  ])('%i asks for: %s, %s', (code, retry, effect) => {
    const outcome = refusal(code, 'as the vendor says', context)
    expect(outcome).toMatchObject({ kind: 'refused', code: String(code), retry })
    expect(outcome.effect).toBe(effect)
    expect(outcome.retryAfterMs === undefined).toBe(retry === 'never')
    expect(outcome.detail).toContain('as the vendor says')
  })

  it('of a busy system waits 1, 4 and 16 minutes, then gives up', () => {
    const waits = [0, 1, 2, 3].map((tries) => refusal(-1, '', { ...context, tries }))
    expect(waits.map(({ retry, retryAfterMs }) => [retry, retryAfterMs])).toEqual([
      ['later', 60_000],
      ['later', 240_000],
      ['later', 960_000],
      ['never', undefined],
    ])
    expect(neverSent('ECONNREFUSED', context)).toMatchObject({ retry: 'later', retryAfterMs: 60_000 })
  })

  it('of two calls at once waits between two and five seconds', () => {
    expect(refusal(43108, '', { ...context, jitter: 0 }).retryAfterMs).toBe(2000)
    expect(refusal(43108, '', { ...context, jitter: 0.999 }).retryAfterMs).toBeLessThan(5000)
  })

  it('of a spent minute waits for the next one, not all to the same moment', () => {
    const now = new Date('2026-11-20T15:30:20Z')
    expect(refusal(45011, '', { ...context, now, jitter: 0 }).retryAfterMs).toBe(40_000)
    expect(refusal(45011, '', { ...context, now, jitter: 0.5 }).retryAfterMs).toBe(41_500)
  })

  it('of a spent day waits for midnight in Shanghai', () => {
    expect(refusal(45009, '', context).retryAfterMs).toBe(30 * 60_000)
    expect(untilShanghaiMidnight(new Date('2026-11-20T16:00:00Z'))).toBe(24 * 3600_000)
  })
})

describe('a login code', () => {
  it('says why it brought nobody', () => {
    expect(loginFailure({ kind: 'refused', code: 40163 })).toBe('codeInvalid')
    expect(loginFailure({ kind: 'refused', code: 40226 })).toBe('blocked')
    expect(loginFailure({ kind: 'refused', code: 45011 })).toBe('busy')
    expect(loginFailure({ kind: 'refused', code: 40125 })).toBe('misconfigured')
    expect(loginFailure({ kind: 'unreachable' })).toBe('busy')
  })
})
