import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { runCommand } from '../../../server/embedded-db/src/commands/commands'
import { Cursors } from '../../../server/embedded-db/src/commands/cursors'
import { finish } from '../../../server/embedded-db/src/engine/steps'
import { ExpiryMonitor } from '../../../server/embedded-db/src/process/expiry-monitor'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
let looks: boolean[]
let monitor: ExpiryMonitor
beforeEach(() => {
  jest.useFakeTimers()
  test = engineUnderTest()
  looks = []
  monitor = new ExpiryMonitor(60, (remove) => looks.push(remove))
})
afterEach(() => {
  monitor.stop()
  test.close()
  jest.useRealTimers()
})

function run(command: Doc, database = 'admin'): Doc {
  const { engine } = test
  const cursors = new Cursors(engine.turn)
  return finish(runCommand(command, { engine, cursors, monitor, database, now: new Date(0) }))
}

describe('the parameters of the server', () => {
  it('say how often expired documents are looked for, from now on', () => {
    monitor.start()
    jest.advanceTimersByTime(60_000)
    expect(looks).toEqual([true, true])
    expect(run({ setParameter: 1, ttlMonitorSleepSecs: 1 })).toEqual({ was: 60, ok: 1 })
    jest.advanceTimersByTime(3000)
    expect(looks).toHaveLength(5)
    expect(run({ getParameter: 1, ttlMonitorSleepSecs: 1 })).toEqual({ ttlMonitorSleepSecs: 1, ok: 1 })
  })

  it('say whether they are looked for at all', () => {
    monitor.start()
    expect(run({ setParameter: 1, ttlMonitorEnabled: false, comment: 'x' })).toEqual({ was: true, ok: 1 })
    jest.advanceTimersByTime(60_000)
    expect(looks).toEqual([true, false])
    expect(run({ getParameter: '*' })).toEqual({ ttlMonitorEnabled: false, ttlMonitorSleepSecs: 60, ok: 1 })
  })

  it.each<[Doc, number]>([
    [{ setParameter: 1, odd: 1 }, 72],
    [{ setParameter: 1, ttlMonitorSleepSecs: 1, constructor: 1 }, 72],
    [{ setParameter: 1 }, 72],
    [{ setParameter: 1, ttlMonitorSleepSecs: 0 }, 2],
    [{ setParameter: 1, ttlMonitorSleepSecs: Number.NaN }, 2],
    [{ setParameter: 1, ttlMonitorSleepSecs: 'x' }, 2],
    [{ setParameter: 1, ttlMonitorEnabled: 'x' }, 14],
    [{ getParameter: 1, odd: 1 }, 72],
    [{ getParameter: 1 }, 72],
  ])('%j is refused', (command, code) => {
    expect(run(command)).toMatchObject({ ok: 0, code })
    expect(monitor.sleepSeconds).toBe(60)
  })

  it('are asked of admin', () => {
    expect(run({ setParameter: 1, ttlMonitorSleepSecs: 1 }, 'test')).toMatchObject({ ok: 0, code: 13 })
  })
})
