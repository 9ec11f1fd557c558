import { describe, expect, it } from '@jest/globals'
import { laneOf, newestSlot, nextSlot } from '../../server/src/features/push/following/schedule.rules'

const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const evening = {
  frequency: 'daily' as const,
  hour: '18:30',
  weekday: 5,
  quietFrom: '22:00',
  quietTo: '07:00',
}
const fridays = { ...evening, frequency: 'weekly' as const }

describe('a digest', () => {
  it('of a day is named by the date in Shanghai, whatever the clock of the machine', () => {
    expect(newestSlot(evening, at('2026-11-20 18:30')).key).toBe('daily:2026-11-20')
    expect(newestSlot(evening, at('2026-11-20 18:29')).key).toBe('daily:2026-11-19')
    expect(nextSlot(evening, at('2026-11-20 18:30')).key).toBe('daily:2026-11-21')
  })

  const weeks: [string, string][] = [
    ['2026-11-20 18:30', 'weekly:2026-W47'],
    ['2026-11-27 18:29', 'weekly:2026-W47'],
    ['2027-01-01 18:30', 'weekly:2026-W53'],
    ['2027-01-08 18:30', 'weekly:2027-W01'],
    ['2024-12-31 12:00', 'weekly:2024-W52'],
    ['2025-01-03 18:30', 'weekly:2025-W01'],
  ]
  it.each(weeks)('of a week is named by its ISO week: %s is %s', (now, key) => {
    expect(newestSlot(fridays, at(now)).key).toBe(key)
  })

  it('at an hour within the quiet hours goes when they end, under the name of its own day', () => {
    const late = { ...evening, hour: '23:00' }
    expect(newestSlot(late, at('2026-11-21 06:59')).key).toBe('daily:2026-11-19')
    expect(newestSlot(late, at('2026-11-21 07:00'))).toEqual({
      key: 'daily:2026-11-20',
      at: at('2026-11-20 23:00'),
      goesAt: at('2026-11-21 07:00'),
    })
    const sundays = { ...fridays, hour: '23:00', weekday: 7 }
    expect(newestSlot(sundays, at('2026-11-23 07:00')).key).toBe('weekly:2026-W47')
  })
})

describe('what is announced', () => {
  const ordinary = { urgency: 'ordinary' as const, validUntil: null }
  const noon = at('2026-11-20 12:00')

  it('waits for the digest, or is told at once where that is chosen', () => {
    expect(laneOf(ordinary, evening, noon)).toEqual({ lane: 'digest', nextAt: at('2026-11-20 18:30') })
    expect(laneOf(ordinary, { ...evening, frequency: 'immediate' }, noon)).toEqual({
      lane: 'now',
      nextAt: noon,
    })
  })

  it('that ends before the digest goes at once: 明天停水', () => {
    const water = (until: string) => laneOf({ ...ordinary, validUntil: at(until) }, fridays, noon).lane
    expect([water('2026-11-20 18:30'), water('2026-11-21 08:00')]).toEqual(['now', 'digest'])
  })

  it('in the night waits for the morning, and an emergency for nothing', () => {
    const night = at('2026-11-20 23:00')
    expect(laneOf({ ...ordinary, urgency: 'prompt' }, evening, night)).toEqual({
      lane: 'now',
      nextAt: at('2026-11-21 07:00'),
    })
    expect(laneOf({ ...ordinary, urgency: 'emergency' }, fridays, night)).toEqual({
      lane: 'now',
      nextAt: night,
    })
  })
})
