import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { PreferenceDoc } from '../../server/src/features/push/push.model'
import { outside } from './push-channel'
import { minute, pushRig, type Rig } from './push-rig'

let rig: Rig

beforeAll(async () => {
  rig = await pushRig()
})
afterAll(() => rig.close())

const hour = 60 * minute
const day = 24 * hour
const days = 30

/** Repeatable chance. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

const hours = ['00:00', '06:30', '08:00', '12:30', '18:30', '21:00', '23:30']
/** The half hours in which somebody's digest may go: the hours above, and after each end of quiet hours. */
const ticks = [...hours, '07:00', '10:00', '14:00'].sort()

type Setting = Pick<PreferenceDoc, '_id' | 'frequency' | 'hour' | 'weekday' | 'quietFrom' | 'quietTo'>

/** Twenty people, each with other hours, days and quiet hours: ten a day, ten a week. */
const people = Array.from(
  { length: 20 },
  (_, n): Setting => ({
    _id: `p${String(n).padStart(2, '0')}`,
    frequency: n % 2 === 0 ? 'daily' : 'weekly',
    hour: hours[(n >> 1) % hours.length] ?? '18:30',
    weekday: 1 + (n % 7),
    ...([
      { quietFrom: '22:00', quietTo: '07:00' },
      { quietFrom: '00:00', quietTo: '00:00' },
      { quietFrom: '12:30', quietTo: '14:00' },
      { quietFrom: '20:15', quietTo: '09:45' },
    ][n % 4] ?? { quietFrom: '22:00', quietTo: '07:00' }),
  }),
)

/** Friday 20 November 2026 to Saturday 19 December: each day of the week four times, Friday and Saturday five times. */
const began = new Date('2026-11-20T00:00:00+08:00').getTime()
const midnight = (n: number) => began + n * day
const at = (n: number, time: string) =>
  midnight(n) + Number(time.slice(0, 2)) * hour + Number(time.slice(3)) * minute

describe('thirty days', () => {
  it('D7: with ticks that come early and late and some that do not come: 30 dailies and 4 weeklies for every person', async () => {
    const any = chance(7)
    const channel = outside({ now: () => rig.clock.now() })
    const run = async (time: number) => {
      rig.clock.moveTo(new Date(Math.max(rig.clock.now().getTime(), time)))
      await rig.engine({ channels: [channel] }).runOnce()
    }
    rig.clock.moveTo(new Date(began - day))
    for (const setting of people) await rig.followers([setting._id], setting)
    for (let n = -1; n < days; n++) {
      // One a day, so that each digest has something to say, and says it once.
      await run(at(n, '05:00'))
      await rig.publish(`n${n}`)
      await run(at(n, '05:01'))
      for (const tick of ticks.filter((time) => time > '05:01')) {
        if (any() < 0.2) await run(at(n, tick) - 4000)
        // One in ten does not come; the others up to eleven minutes late.
        if (any() >= 0.1 || n < 0) await run(at(n, tick) + any() * 11 * minute)
      }
      await run(midnight(n + 1) - 1000)
      if (n + 1 < days) await run(midnight(n + 1) + any() * 11 * minute)
    }
    for (const { _id: person, frequency } of people) {
      const own = channel.calls.filter((call) => call.person === person && call.at.getTime() >= began)
      const weeks = new Set([4, 5])
      if (frequency === 'daily') expect([person, own.length]).toEqual([person, days])
      else expect([person, weeks.has(own.length)]).toEqual([person, true])
      const said = channel.received(person).flatMap(({ lines }) => lines.map(({ link }) => link))
      expect(new Set(said).size).toBe(said.length)
      // The first one catches up with what was before.
      const gaps = own.slice(2).map((call, n) => call.at.getTime() - (own[n + 1]?.at.getTime() ?? 0))
      const wanted = frequency === 'daily' ? day : 7 * day
      expect([person, gaps.filter((ms) => Math.abs(ms - wanted) >= 12 * hour)]).toEqual([person, []])
    }
  }, 600_000)
})
