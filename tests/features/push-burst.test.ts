import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type Outside, outside } from './push-channel'
import { minute, pushRig, type Rig } from './push-rig'

let rig: Rig
let channel: Outside

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(async () => {
  await rig.reset()
  channel = outside({ now: () => rig.clock.now() })
})
afterAll(() => rig.close())

const engine = (more = {}) => rig.engine({ channels: [channel], ...more })
const told = (person: string) => channel.received(person).map(({ kind, count }) => `${kind} ${count}`)
const many = (count: number) => Array.from({ length: count }, (_, n) => `n${String(n).padStart(2, '0')}`)

async function publishAll(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await rig.publish(id)
    rig.clock.advance(1000)
  }
}

describe('thirty notices in a minute', () => {
  it('reach a person as three and a summary of the rest', async () => {
    await rig.followers(['wang'])
    const began = rig.clock.now()
    for (const id of many(30)) {
      await rig.publish(id)
      await engine().runOnce()
      rig.clock.advance(2000)
    }
    expect(told('wang')).toEqual(['single 1', 'single 1', 'single 1'])
    rig.clock.moveTo(new Date(began.getTime() + 10 * minute - 1000))
    await engine().runOnce()
    expect(told('wang')).toHaveLength(3)
    rig.clock.advance(1000)
    await engine().runOnce()
    expect(told('wang')).toEqual(['single 1', 'single 1', 'single 1', 'burst 27'])
    const summary = channel.received('wang')[3]
    expect(summary).toMatchObject({ link: 'account/inbox/index?from=push' })
    const singles = channel.received('wang').slice(0, 3)
    const said = [...singles, summary].flatMap((message) =>
      message?.lines.map(({ link }) => link.split('id=')[1]),
    )
    expect(said.sort()).toEqual(many(30))
    expect(await rig.deps.models.Match.countDocuments({ state: 'sent' })).toBe(30)
  })

  it('all at once, told by two workers: never more than three singly, everything once', async () => {
    await rig.followers(['wang', 'zhao'])
    await publishAll(many(12))
    await Promise.all([engine().runOnce(), engine().runOnce(), engine().runOnce()])
    for (const person of ['wang', 'zhao']) expect(told(person).length).toBeLessThanOrEqual(3)
    for (let looks = 0; looks < 4; looks++) {
      rig.clock.advance(10 * minute)
      await Promise.all([engine().runOnce(), engine().runOnce()])
    }
    for (const person of ['wang', 'zhao']) {
      const singles = told(person).filter((one) => one === 'single 1').length
      const said = channel
        .received(person)
        .flatMap(({ lines }) => lines.map(({ link }) => link.split('id=')[1]))
      expect(said.sort()).toEqual(many(12))
      expect(singles).toBeLessThanOrEqual(4)
    }
    expect(await rig.deps.models.Match.countDocuments({ state: { $ne: 'sent' } })).toBe(0)
  })

  it('one of which opened before its worker died is no fourth', async () => {
    await rig.followers(['wang'])
    await publishAll(many(5))
    let opened = 0
    await engine({
      reached(step: string) {
        if (step === 'a') opened += 1
        if (opened >= 4) throw new Error('died')
      },
    }).runOnce()
    expect(await rig.deps.models.Delivery.countDocuments({ state: 'open' })).toBeGreaterThan(0)
    rig.clock.advance(61_000)
    await engine().runOnce()
    expect(told('wang')).toEqual(['single 1', 'single 1', 'single 1'])
    rig.clock.advance(10 * minute)
    await engine().runOnce()
    expect(told('wang')).toEqual(['single 1', 'single 1', 'single 1', 'burst 2'])
  })
})

describe('what is never held by it', () => {
  it('an emergency goes at once, the fourth too', async () => {
    await rig.followers(['wang'])
    await publishAll(many(3))
    await engine().runOnce()
    for (const id of ['e1', 'e2']) await rig.publish(id, 1, { urgency: 'emergency' })
    await engine().runOnce()
    expect(channel.received('wang').filter(({ emergency }) => emergency)).toHaveLength(2)
    expect(told('wang')).toHaveLength(5)
  })

  it('what ends before the summary goes at once', async () => {
    await rig.followers(['wang'])
    await publishAll(many(3))
    await engine().runOnce()
    await rig.publish('soon', 1, { validUntil: new Date(rig.clock.now().getTime() + 5 * minute) })
    await engine().runOnce()
    expect(told('wang')).toEqual(Array(4).fill('single 1'))
  })

  it('ten minutes later the next is told by itself', async () => {
    await rig.followers(['wang'])
    await publishAll(many(3))
    await engine().runOnce()
    rig.clock.advance(11 * minute)
    await rig.publish('next')
    await engine().runOnce()
    expect(told('wang')).toEqual(Array(4).fill('single 1'))
  })
})

describe('the summary', () => {
  it('waits for the end of the quiet hours, and for whoever wants a digest by now goes into it', async () => {
    await rig.followers(['wang', 'zhao'])
    rig.clock.moveTo(new Date('2026-11-20T21:55:00+08:00'))
    await publishAll(many(6))
    await engine().runOnce()
    await rig.deps.models.Preference.updateOne({ _id: 'zhao' }, { frequency: 'daily' })
    rig.clock.advance(15 * minute)
    await engine().runOnce()
    expect(told('wang')).toHaveLength(3)
    rig.clock.moveTo(new Date('2026-11-21T07:00:00+08:00'))
    await engine().runOnce()
    expect(told('wang')).toEqual(['single 1', 'single 1', 'single 1', 'burst 3'])
    expect(told('zhao')).toHaveLength(3)
    rig.clock.moveTo(new Date('2026-11-21T18:30:00+08:00'))
    await engine().runOnce()
    expect(told('zhao')).toEqual(['single 1', 'single 1', 'single 1', 'digest 3'])
  })
})
