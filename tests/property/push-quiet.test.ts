import { describe, it } from '@jest/globals'
import fc from 'fast-check'
import { quietUntil } from '../../server/src/features/push/following/quiet.rules'

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const instant = fc
  .integer({ min: 0, max: 400 * 86_400 })
  .map((seconds) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000))

describe('quiet hours, whatever they are', () => {
  it('end within a day, and at their end are over', () => {
    fc.assert(
      fc.property(instant, time, time, (now, quietFrom, quietTo) => {
        const until = quietUntil(now, { quietFrom, quietTo })
        if (until === null) return true
        const left = until.getTime() - now.getTime()
        return left > 0 && left < 86_400_000 && quietUntil(until, { quietFrom, quietTo }) === null
      }),
    )
  })

  it('and their complement share the day: never both, never neither', () => {
    fc.assert(
      fc.property(instant, time, time, (now, from, to) => {
        fc.pre(from !== to)
        const here = quietUntil(now, { quietFrom: from, quietTo: to })
        const there = quietUntil(now, { quietFrom: to, quietTo: from })
        return (here === null) !== (there === null)
      }),
    )
  })
})
