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
})
