import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type Outside, outside } from './push-channel'
import { minute, pushRig, type Rig, resident } from './push-rig'

let rig: Rig
let channels: Outside[]

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(async () => {
  await rig.reset()
  channels = (['wechat', 'sms'] as const).map((name) => outside({ name, now: () => rig.clock.now() }))
})
afterAll(() => rig.close())

const hour = 60 * minute
const engine = (more = {}) => rig.engine({ channels, ...more })
const calls = () => channels.map(({ calls }) => calls.length)
const pass = async (ms: number) => {
  rig.clock.advance(ms)
  await engine().runOnce()
}

describe('an important notice', () => {
  it('that is unread after its time goes again, by the channel after the one that took it, once', async () => {
    await rig.followers(['wang', 'reader'])
    await rig.publish('n1', 1, { againHours: 24 })
    await engine().runOnce()
    expect(calls()).toEqual([2, 0])
    await rig.deps.models.Match.updateOne({ person: 'reader' }, { readAt: rig.clock.now() })
    await pass(23 * hour)
    expect(calls()).toEqual([2, 0])
    await pass(hour)
    expect(calls()).toEqual([2, 1])
    expect(channels[1]?.calls[0]?.person).toBe('wang')
    expect(await rig.deps.models.Delivery.findById('again:n1:n1-e1:published::wang').lean()).toMatchObject({
      kind: 'again',
      channels: ['sms'],
      result: 'delivered',
    })
    expect(await rig.deps.models.Match.countDocuments({ againAt: { $ne: null } })).toBe(0)
    expect(await rig.deps.models.Match.countDocuments({ state: 'sent' })).toBe(2)
    await pass(48 * hour)
    expect(calls()).toEqual([2, 1])
  })

  it('two workers, one of which died after it had opened: once', async () => {
    await rig.followers(['wang'])
    await rig.publish('n1', 1, { againHours: 24 })
    await engine().runOnce()
    rig.clock.advance(24 * hour)
    await engine({
      reached(step: string) {
        if (step === 'a') throw new Error('died')
      },
    }).runOnce()
    await Promise.all([engine().runOnce(), engine().runOnce()])
    await pass(61_000)
    await pass(61_000)
    expect(calls()).toEqual([1, 1])
  })

  it('waits for the end of the quiet hours, and is not told again when it was withdrawn', async () => {
    await rig.followers(['wang', 'zhao'])
    rig.clock.moveTo(new Date('2026-11-20T21:00:00+08:00'))
    await rig.publish('n1', 1, { againHours: 24 })
    await engine().runOnce()
    rig.clock.moveTo(new Date('2026-11-21T22:30:00+08:00'))
    await engine().runOnce()
    expect(calls()).toEqual([2, 0])
    expect(await rig.deps.models.Delivery.countDocuments({ kind: 'again' })).toBe(0)
    rig.clock.moveTo(new Date('2026-11-22T07:00:00+08:00'))
    await rig.deps.models.Match.updateOne({ person: 'zhao' }, { readAt: rig.clock.now() })
    await engine().runOnce()
    expect(calls()).toEqual([2, 1])

    await rig.publish('n2', 1, { againHours: 24 })
    await engine().runOnce()
    await rig.deps.models.Notice.updateOne({ _id: 'n2' }, { state: 'withdrawn' })
    await pass(24 * hour)
    expect(calls()).toEqual([4, 1])
    expect(await rig.deps.models.Match.countDocuments({ againAt: { $ne: null } })).toBe(0)
  })

  it('with no channel left ends on the visit list where its publisher asked for it', async () => {
    const household = await resident(rig, 'li', 'HT-1', 0)
    await rig.deps.models.Preference.updateOne({ _id: 'li' }, { channels: ['wechat'] })
    await rig.publish('n1', 31, { households: [household], againHours: 24, visit: true })
    await engine().runOnce()
    expect(await rig.deps.models.Visit.countDocuments()).toBe(0)
    await pass(24 * hour)
    expect(calls()).toEqual([1, 0])
    expect(await rig.deps.models.Visit.find().lean()).toMatchObject([{ household, persons: ['li'] }])
  })
})
