import { describe, expect, it } from '@jest/globals'
import { dayChoices, instantOf, timeChoices } from '../../../miniapp/src/cadre/schedule-times'

const at = (text: string) => new Date(`${text}:00+08:00`)

describe('a time to publish', () => {
  it('is offered from the next half hour on', () => {
    const times = timeChoices('2026-11-27', at('2026-11-27T09:30')).map(({ value }) => value)
    expect(times[0]).toBe('10:00')
    expect(times.at(-1)).toBe('22:00')
  })

  it('is offered for the whole of a later day', () => {
    expect(timeChoices('2026-11-28', at('2026-11-27T09:30'))[0]?.value).toBe('06:00')
  })

  it('is counted in Shanghai, also where the day there is another', () => {
    const night = new Date('2026-11-27T17:30:00Z')
    expect(dayChoices(night)[0]).toEqual({ value: '2026-11-28', label: '今天 11 月 28 日 周六' })
    expect(instantOf('2026-11-28', '06:30')).toBe('2026-11-27T22:30:00.000Z')
  })

  it('leaves out a day that has no time left, and names the year of another', () => {
    const days = dayChoices(at('2026-12-20T22:10'))
    expect(days[0]).toEqual({ value: '2026-12-21', label: '明天 12 月 21 日 周一' })
    expect(days.at(-1)?.label).toBe('2027 年 1 月 19 日')
  })
})
