import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { systemClock } from '../../server/src/clock'
import { giveBackCalls, takeCalls } from '../../server/src/features/push/limits/calls'
import { count } from '../../server/src/features/push/limits/counters'
import { pushModels } from '../../server/src/features/push/push.model'
import { StillClock, testNow } from '../support/app'
import { commandCounter } from '../support/commands'
import { type TestDatabase, testDatabase } from '../support/database'

let database: TestDatabase
let connections: mongoose.Connection[]
beforeAll(async () => {
  database = await testDatabase({ monitorCommands: true })
  await Promise.all(Object.values(pushModels(database.connection)).map((model) => model.init()))
  // Each process has its own connection and its own memory.
  connections = await Promise.all(
    Array.from({ length: 8 }, () => mongoose.createConnection(database.uri).asPromise()),
  )
})
afterAll(async () => {
  await Promise.all(connections.map((one) => one.close()))
  await database.close()
})
beforeEach(async () => {
  const { Slot, Counter } = pushModels(database.connection)
  await Promise.all([Slot.deleteMany({}), Counter.deleteMany({})])
})

/** The most calls that began in any window of the log. */
function mostInAWindow(log: readonly number[], windowMs: number): number {
  const sorted = [...log].sort((a, b) => a - b)
  let from = 0
  let most = 0
  for (let to = 0; to < sorted.length; to++) {
    while ((sorted[to] as number) - (sorted[from] as number) >= windowMs) from++
    most = Math.max(most, to - from + 1)
  }
  return most
}

describe('the rate of a provider', () => {
  it('D13: is kept in every window while eight processes call as fast as they may', async () => {
    const rate = { calls: 20, windowMs: 1500 }
    const log: number[] = []
    const began = Date.now()
    // Longer on a machine that has much else to do: who dawdles there is often too late.
    const goesOn = () => Date.now() < began + (log.length > rate.calls ? 7000 : 40_000)
    const work = async (db: mongoose.Connection, wanted: number) => {
      while (goesOn()) {
        const taken = await takeCalls({ db, clock: systemClock }, 'sms:test', { rate }, wanted)
        for (let n = 0; n < taken.given; n++) {
          // Some dawdle to the last moment at which they may begin.
          if (n % 3 === 0) await delay(Math.max(0, taken.beginBefore.getTime() - Date.now() - 3))
          const now = Date.now()
          if (now < taken.beginBefore.getTime()) log.push(now)
        }
        if (taken.given === 0) await delay(Math.max(1, Math.min(taken.again.getTime() - Date.now(), 100)))
      }
    }
    await Promise.all(connections.map((db, n) => work(db, 1 + (n % 4) * 6)))
    expect(mostInAWindow(log, rate.windowMs)).toBeLessThanOrEqual(rate.calls)
    // And it is used.
    expect(log.length).toBeGreaterThan(rate.calls)
  })

  it('D13: eight processes that see the same free places are given each place once', async () => {
    const rate = { calls: 20, windowMs: 60_000 }
    const { Slot } = pushModels(database.connection)
    await takeCalls({ db: database.connection, clock: new StillClock() }, 'p', { rate }, 1)
    for (let round = 0; round < 5; round++) {
      await Slot.updateMany({}, { freeAt: new Date(0) })
      const taken = await Promise.all(
        connections.map((db, n) => {
          const clock = new StillClock(new Date(testNow.getTime() + n))
          return takeCalls({ db, clock }, 'p', { rate }, rate.calls)
        }),
      )
      expect(taken.reduce((all, { given }) => all + given, 0)).toBe(rate.calls)
    }
  })

  it('D13: holds for whatever moments and amounts', async () => {
    const step = fc.record({
      process: fc.nat({ max: 7 }),
      later: fc.nat({ max: 900 }),
      wanted: fc.integer({ min: 1, max: 9 }),
      /** When in the time it may begin, a call begins. */
      begins: fc.nat({ max: 499 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await pushModels(database.connection).Slot.deleteMany({})
        const clock = new StillClock()
        const log: number[] = []
        for (const { process, later, wanted, begins } of steps) {
          clock.advance(later)
          const db = connections[process] as mongoose.Connection
          const { given } = await takeCalls(
            { db, clock },
            'p',
            { rate: { calls: 5, windowMs: 1000 } },
            wanted,
          )
          for (let n = 0; n < given; n++) log.push(clock.now().getTime() + begins)
        }
        expect(mostInAWindow(log, 1000)).toBeLessThanOrEqual(5)
      }),
      { numRuns: 40 },
    )
  })

  it('says when there will be room, and is right', async () => {
    const deps = { db: database.connection, clock: new StillClock() }
    const limit = { rate: { calls: 3, windowMs: 60_000 } }
    expect((await takeCalls(deps, 'p', limit, 5)).given).toBe(3)
    const refused = await takeCalls(deps, 'p', limit, 5)
    expect(refused).toMatchObject({ given: 0, again: new Date(testNow.getTime() + 90_000) })
    deps.clock.advance(89_999)
    expect((await takeCalls(deps, 'p', limit, 5)).given).toBe(0)
    deps.clock.advance(1)
    expect((await takeCalls(deps, 'p', limit, 5)).given).toBe(3)
  })

  it('gives fewer once the limit is lowered, and more once it is raised', async () => {
    const deps = { db: database.connection, clock: new StillClock() }
    const take = async (calls: number) => {
      deps.clock.advance(90_000)
      return (await takeCalls(deps, 'p', { rate: { calls, windowMs: 60_000 } }, 50)).given
    }
    expect([await take(10), await take(4), await take(12), await take(10)]).toEqual([10, 4, 12, 10])
  })

  it('is each provider’s own', async () => {
    const deps = { db: database.connection, clock: new StillClock() }
    const limit = { rate: { calls: 1, windowMs: 60_000 } }
    expect((await takeCalls(deps, 'sms:tencent', limit, 2)).given).toBe(1)
    expect((await takeCalls(deps, 'sms:aliyun', limit, 2)).given).toBe(1)
  })
})

describe('the quota of a day', () => {
  it('D14: is never passed by eight processes at once, and is used to the last call', async () => {
    const clock = new StillClock()
    const taken = await Promise.all(
      connections.flatMap((db) =>
        Array.from({ length: 12 }, () => takeCalls({ db, clock }, 'p', { daily: 100 }, 7)),
      ),
    )
    expect(taken.reduce((all, { given }) => all + given, 0)).toBeLessThanOrEqual(100)
    const rest = await takeCalls({ db: database.connection, clock }, 'p', { daily: 100 }, 200)
    expect(taken.reduce((all, { given }) => all + given, rest.given)).toBe(100)
  })

  it('is new at midnight in Shanghai, and no call of yesterday begins after it', async () => {
    const deps = { db: database.connection, clock: new StillClock(new Date('2026-11-20T15:59:59Z')) }
    const midnight = new Date('2026-11-20T16:00:00Z')
    const limit = { daily: 5, rate: { calls: 100, windowMs: 60_000 } }
    expect(await takeCalls(deps, 'p', limit, 9)).toMatchObject({
      given: 5,
      beginBefore: midnight,
      again: midnight,
    })
    deps.clock.moveTo(midnight)
    expect((await takeCalls(deps, 'p', limit, 9)).given).toBe(5)
  })

  it('has back what was surely not called, on the day it was taken', async () => {
    const deps = { db: database.connection, clock: new StillClock() }
    const limit = { daily: 5 }
    const taken = await takeCalls(deps, 'p', limit, 5)
    deps.clock.advance(86_400_000)
    await takeCalls(deps, 'p', limit, 5)
    await giveBackCalls(deps, 'p', limit, taken, 2)
    expect((await takeCalls(deps, 'p', limit, 5)).given).toBe(0)
    deps.clock.advance(-86_400_000)
    expect((await takeCalls(deps, 'p', limit, 5)).given).toBe(2)
  })

  it('D14: costs the same at a million, with the rate at most three commands', async () => {
    const deps = { db: database.connection, clock: new StillClock() }
    const limit = { daily: 10_000_000, rate: { calls: 600, windowMs: 60_000 } }
    await takeCalls(deps, 'p', limit, 1)
    await pushModels(database.connection).Counter.updateMany({}, { $set: { n: 1_000_000 } })
    const counted = commandCounter(database.connection)
    const { answer, commands } = await counted(() => takeCalls(deps, 'p', limit, 200))
    expect(answer.given).toBe(200)
    expect(commands.length).toBeLessThanOrEqual(3)
  })
})

describe('a counter', () => {
  const expiresAt = new Date('2027-01-01T00:00:00Z')

  it('counts the parts that fit, from the first on', async () => {
    const db = database.connection
    expect(await count(db, { id: 'c', limit: 20, expiresAt }, [5, 10, 10, 1])).toBe(2)
    expect(await count(db, { id: 'c', limit: 20, expiresAt }, [10, 1])).toBe(0)
    expect(await count(db, { id: 'c', limit: 20, expiresAt }, [5, 1])).toBe(1)
    expect(await count(db, { id: 'none', limit: 0, expiresAt }, [5])).toBe(0)
  })

  it('never counts beyond its limit, whoever counts at once', async () => {
    const done = await Promise.all(
      connections.flatMap((db) =>
        Array.from({ length: 20 }, () => count(db, { id: 'c', limit: 333, expiresAt }, [10])),
      ),
    )
    expect(done.filter((n) => n === 1).length).toBeLessThanOrEqual(33)
    const counter = await pushModels(database.connection).Counter.findById('c').lean()
    expect(counter?.n).toBe(10 * done.filter((n) => n === 1).length)
  })
})
