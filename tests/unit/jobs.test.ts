import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { startJobs } from '../../server/src/jobs'

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-20T02:13:30Z') })
})
afterEach(() => {
  jest.useRealTimers()
})

describe('jobs', () => {
  it('run every minute and every hour, go on after a failure, and stop', async () => {
    const done: string[] = []
    const failures: string[] = []
    let away = true
    const jobs = startJobs(
      [
        { name: 'sweep', every: 'minute', run: async () => void done.push('sweep') },
        {
          name: 'pending',
          every: 'minute',
          run: async () => {
            if (away) {
              away = false
              throw new Error('the database is away')
            }
            done.push('pending')
          },
        },
        { name: 'hints', every: 'hour', run: async () => void done.push('hints') },
      ],
      { error: (...said: unknown[]) => void failures.push(JSON.stringify(said[0])) },
    )
    const count = (what: string) => done.filter((one) => one === what).length
    await jest.advanceTimersByTimeAsync(3 * 60_000)
    expect(failures).toHaveLength(1)
    expect(failures[0]).toContain('pending')
    expect([count('sweep'), count('pending'), count('hints')]).toEqual([3, 2, 1])
    jobs.stop()
    await jest.advanceTimersByTimeAsync(5 * 60_000)
    expect(count('sweep')).toBe(3)
  })
})
