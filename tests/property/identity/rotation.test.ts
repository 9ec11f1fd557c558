import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { anAccount, aVillage, session } from '../../api/identity/people'
import { type TestApp, testApp } from '../../support/app'
import { runs } from '../../support/runs'

/** Present any token ever received, several at once, and let time pass. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ newest: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ any: fc.nat({ max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ waitMs: fc.constantFrom(1000, 9000, 10_000, 60_000) }) },
)

describe('the rotation of refresh tokens', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await testApp()
    await aVillage(t)
    await anAccount(t, 'villager', 'r-1')
  })
  afterAll(() => t.close())

  const refresh = async (refreshToken: string) => {
    const { status, body, error } = await t.ask('POST /api/sessions/refresh', { body: { refreshToken } })
    return { status, token: status === 200 ? body.refreshToken : null, code: error?.code }
  }

  it('never leaves two live branches, and never one after a reuse', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        // Tokens in the order they were first given: a line, if no branch ever forks.
        const line = [(await session(t, 'villager')).refreshToken]
        let ended = false
        const present = async (at: number, times = 1) => {
          const token = line[at] ?? ''
          const newest = at === line.length - 1
          const answers = await Promise.all(Array.from({ length: times }, () => refresh(token)))
          const given = new Set(answers.flatMap((answer) => answer.token ?? []))
          expect(given.size).toBeLessThanOrEqual(1)
          if (ended) expect(given.size).toBe(0)
          else if (newest) expect(answers.every((answer) => answer.status === 200)).toBe(true)
          else if (at < line.length - 2) expect(answers[0]?.code).toBe('refreshReused')
          if (answers.some((answer) => answer.code === 'refreshReused')) ended = true
          for (const next of given) {
            if (newest) line.push(next)
            else expect(next).toBe(line[line.length - 1])
          }
        }
        for (const one of steps) {
          if ('waitMs' in one) t.clock.advance(one.waitMs)
          else if ('any' in one) await present(one.any % line.length)
          else await present(line.length - 1, one.newest)
        }
      }),
      { numRuns: runs(15, 150) },
    )
  })
})
