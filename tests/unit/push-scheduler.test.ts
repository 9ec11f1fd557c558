import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { startScheduler } from '../../server/src/jobs'

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-20T02:58:30Z') })
})
afterEach(() => {
  jest.useRealTimers()
})

describe('the scheduler', () => {
  it('sweeps every minute, looks at hints every hour, and goes on after a failure', async () => {
    const done: string[] = []
    const failures: string[] = []
    const scheduler = startScheduler({
      deps: { wake: () => void done.push('wake') },
      engine: {
        sweep: async () => void done.push('sweep'),
        rehint: async () => void done.push('rehint'),
      },
      finishOwed: async () => {
        if (done.length === 0) throw new Error('the database is away')
        done.push('owed')
      },
      finishOwedClaims: async () => void done.push('claims'),
      log: { error: (...said: unknown[]) => void failures.push(String(said[1])) },
    })
    const count = (what: string) => done.filter((one) => one === what).length
    await jest.advanceTimersByTimeAsync(3 * 60_000)
    expect(failures).toHaveLength(1)
    expect([count('sweep'), count('owed'), count('wake'), count('claims'), count('rehint')]).toEqual([
      3, 2, 2, 3, 1,
    ])
    scheduler.stop()
    await jest.advanceTimersByTimeAsync(5 * 60_000)
    expect(count('sweep')).toBe(3)
  })
})
