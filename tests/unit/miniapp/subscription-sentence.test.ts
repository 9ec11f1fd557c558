import { describe, expect, it } from '@jest/globals'
import { isQuiet, sentenceOf, whenOf } from '../../../miniapp/src/account/subscriptions/sentence'
import { newestSlot } from '../../../server/src/features/push/following/schedule.rules'

const chosen = {
  frequency: 'daily' as const,
  hour: '18:30',
  weekday: 5,
  quietFrom: '22:00',
  quietTo: '07:00',
  channels: ['wechat', 'sms', 'email'] as ('wechat' | 'sms' | 'email')[],
  household: true,
}
const way = (channel: 'wechat' | 'sms' | 'email', reaches: boolean) => ({ channel, reaches })

describe('the first sentence of 我的订阅', () => {
  it('says when and by what', () => {
    expect(sentenceOf(chosen, [way('wechat', true)], true)).toEqual({
      when: '每天 18:30',
      how: '用微信告诉您',
    })
    expect(sentenceOf(chosen, [way('email', true), way('wechat', true)], true).how).toBe(
      '发邮件告诉您；没发到，再用微信',
    )
    expect(sentenceOf({ ...chosen, frequency: 'immediate' }, [way('wechat', true)], true)).toEqual({
      when: '一公开就告诉您',
      how: '用微信',
    })
  })

  it('never promises what cannot come: no grant, SMS for what is ordinary, all of it off, nothing followed', () => {
    expect(sentenceOf(chosen, [way('wechat', false), way('sms', true)], true).how).toContain('“消息”里')
    expect(sentenceOf({ ...chosen, channels: [] }, [], true).when).toBe('只放在“消息”里')
    expect(sentenceOf({ ...chosen, household: false }, [way('wechat', true)], false).when).toBe(
      '现在没有订阅',
    )
  })

  // The engine's own slots are the truth.
  it('names the hour at which the digest goes, also out of the quiet hours', () => {
    const shanghai = (at: Date) => new Date(at.getTime() + 8 * 3_600_000)
    for (const frequency of ['daily', 'weekly'] as const)
      for (const hour of ['00:00', '06:30', '07:00', '18:30', '21:30', '22:00', '23:30'])
        for (const [quietFrom, quietTo] of [
          ['22:00', '07:00'],
          ['12:00', '13:00'],
          ['18:00', '19:00'],
          ['07:00', '07:00'],
        ] as const) {
          const preference = { ...chosen, frequency, hour, quietFrom, quietTo }
          const { goesAt } = newestSlot(preference, new Date('2026-11-29T12:00:00+08:00'))
          const said = shanghai(goesAt)
          expect(whenOf(preference)).toBe(
            `每${frequency === 'daily' ? '天' : `周${'日一二三四五六'[said.getUTCDay()]}`} ${said.toISOString().slice(11, 16)}`,
          )
        }
  })

  it('has no quiet hours where both ends are the same', () => {
    expect(isQuiet('07:00', '07:00', '07:00')).toBe(false)
    expect(isQuiet('23:00', '22:00', '07:00')).toBe(true)
    expect(isQuiet('07:00', '22:00', '07:00')).toBe(false)
  })
})
