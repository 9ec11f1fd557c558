import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createTicks, tickModels } from '../../server/src/jobs/ticks'
import { tickOf } from '../../server/src/jobs/ticks.rules'
import { StillClock } from '../support/app'
import { type TestDatabase, testDatabase } from '../support/database'

let database: TestDatabase
let clock: StillClock
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  await tickModels(database.connection).Tick.deleteMany({})
  clock = new StillClock(new Date('2026-11-20T02:00:00Z'))
})
afterAll(() => database.close())

const scheduler = () => createTicks(database.connection, clock)
const at = (time: string) => new Date(`2026-11-20T${time}:00Z`)

describe('a tick of a job, with several schedulers', () => {
  it('is done by one of twenty that ask at once', async () => {
    for (const time of ['02:00', '02:30']) {
      const taken = await Promise.all(Array.from({ length: 20 }, () => scheduler().take('digest', at(time))))
      const mine = taken.filter((one) => one !== null)
      expect(mine).toHaveLength(1)
      await mine[0]?.over(true)
    }
  })

  it('is not done again, nor is an older one', async () => {
    await (await scheduler().take('digest', at('02:00')))?.over(true)
    expect(await scheduler().take('digest', at('02:00'))).toBeNull()
    expect(await scheduler().take('digest', at('01:30'))).toBeNull()
  })

  it('is done again when the one before was of a clock that was far ahead', async () => {
    await (await scheduler().take('digest', new Date('2027-11-20T02:00:00Z')))?.over(true)
    expect(await scheduler().take('digest', at('02:00'))).not.toBeNull()
  })

  it('does not begin while the one before is still going on', async () => {
    const first = await scheduler().take('digest', at('02:00'))
    expect(await scheduler().take('digest', at('02:30'))).toBeNull()
    await first?.over(true)
    expect(await scheduler().take('digest', at('02:30'))).not.toBeNull()
  })

  it('is done by another when the process that had it died, or its work failed', async () => {
    await scheduler().take('digest', at('02:00'))
    clock.advance(61_000)
    const second = await scheduler().take('digest', at('02:00'))
    expect(second).not.toBeNull()
    await second?.over(false)
    expect(await scheduler().take('digest', at('02:00'))).not.toBeNull()
  })

  it('cannot be ended by a process that lost it', async () => {
    const stalled = await scheduler().take('digest', at('02:00'))
    clock.advance(61_000)
    await scheduler().take('digest', at('02:00'))
    await stalled?.over(true)
    expect(await tickModels(database.connection).Tick.find().lean()).toMatchObject([{ done: false }])
  })

  it('of the half hour and the hour is the newest that is over', () => {
    const now = new Date('2026-11-20T02:14:59.999Z')
    expect(tickOf('minute', now)).toEqual(at('02:14'))
    expect(tickOf('halfHour', now)).toEqual(at('02:00'))
    expect(tickOf('hour', now)).toEqual(at('01:15'))
    expect(tickOf('hour', at('02:15'))).toEqual(at('02:15'))
  })
})
