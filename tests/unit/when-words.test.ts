import { spokenTime, whenText } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

describe('when somebody is told', () => {
  const times: [string, string][] = [
    ['18:30', '傍晚6点半'],
    ['07:00', '早上7点'],
    ['08:00', '上午8点'],
    ['12:30', '中午12点半'],
    ['13:00', '下午1点'],
    ['20:00', '晚上8点'],
    ['00:00', '凌晨0点'],
    ['23:30', '晚上11点半'],
  ]
  it.each(times)('%s is said as %s', (time, said) => {
    expect(spokenTime(time)).toBe(said)
  })

  it('is one short sentence', () => {
    const when = { hour: '18:30', weekday: 7 }
    expect(whenText({ ...when, frequency: 'immediate' })).toBe('马上告诉您')
    expect(whenText({ ...when, frequency: 'daily' })).toBe('每天傍晚6点半汇总告诉您')
    expect(whenText({ ...when, frequency: 'weekly' })).toBe('每周日傍晚6点半汇总告诉您')
  })

  it('names the morning at which it really comes where the hour lies in the quiet hours', () => {
    const quiet = { quietFrom: '22:00', quietTo: '07:00' }
    const said = (hour: string, frequency: 'daily' | 'weekly', hours = quiet) =>
      whenText({ frequency, hour, weekday: 7, ...hours })
    expect(said('23:30', 'daily')).toBe('每天早上7点汇总告诉您')
    expect(said('23:30', 'weekly')).toBe('每周一早上7点汇总告诉您')
    expect(said('05:00', 'weekly')).toBe('每周日早上7点汇总告诉您')
    expect(said('22:00', 'daily')).toBe('每天早上7点汇总告诉您')
    expect(said('07:00', 'daily')).toBe('每天早上7点汇总告诉您')
    expect(said('21:30', 'daily')).toBe('每天晚上9点半汇总告诉您')
    // Within one day, and none at all.
    expect(said('13:00', 'weekly', { quietFrom: '12:00', quietTo: '14:00' })).toBe('每周日下午2点汇总告诉您')
    expect(said('23:30', 'daily', { quietFrom: '08:00', quietTo: '08:00' })).toBe('每天晚上11点半汇总告诉您')
  })
})
