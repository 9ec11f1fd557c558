import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Step } from '../../server/src/features/push/delivery/context'
import { accepted, type Outside, outside, refused } from './push-channel'
import { minute, pushRig, type Rig } from './push-rig'

const tick = 61_000
let rig: Rig

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

/** What a worker does before it dies when it has done a step for the nth time, and does nothing more. */
function death(step: Step, nth = 1): (at: Step) => void {
  let left = nth
  return (at) => {
    if (left <= 0 || (at === step && --left === 0)) throw new Error(`died after ${at}`)
  }
}

/** A worker that makes one call after another, so that it may die between two calls of one batch. */
const dyingAt = (step: Step, nth = 1, more = {}) =>
  rig.engine({ atOnce: 1, reached: death(step, nth), ...more })

const people = ['a', 'b', 'c']

/** At rest: every thing taken is finished, whatever died. */
async function restIsClean() {
  const { Match, Delivery, Attempt, Grant, Run } = rig.deps.models
  expect(await Match.countDocuments({ state: { $in: ['pending', 'taken'] } })).toBe(0)
  expect(await Delivery.countDocuments({ state: { $ne: 'done' } })).toBe(0)
  expect(await Attempt.countDocuments({ state: { $in: ['sending', 'waiting'] } })).toBe(0)
  expect(await Grant.countDocuments({ state: 'reserved' })).toBe(0)
  expect(await Run.countDocuments({ state: 'pending' })).toBe(0)
}

async function rest(engine: () => ReturnType<Rig['engine']> = rig.engine): Promise<void> {
  for (let looks = 0; looks < 3; looks++) {
    rig.clock.advance(tick)
    await engine().runOnce()
  }
}

/** The vendor's own log against the ledger; answers how many are unknown. */
async function everybodyOnce(): Promise<number> {
  await restIsClean()
  let lost = 0
  for (const person of people) {
    const delivered = rig.phone(person).length
    expect(rig.calls(person)).toBeLessThanOrEqual(1)
    expect(await rig.deps.models.Match.countDocuments({ person })).toBe(1)
    const told = await rig.matchOf(person)
    if (told === 'sent unknown') lost++
    else expect([told, delivered]).toEqual(['sent delivered', 1])
  }
  // Unknown is only what a worker left between its attempt and the outcome.
  expect(await rig.deps.models.Attempt.countDocuments({ code: 'lost' })).toBe(lost)
  return lost
}

describe('a worker that dies', () => {
  const deaths: [Step, number, number][] = [
    // After which step, for which time, and how many calls nobody knows of then.
    ['match', 1, 0],
    ['a', 1, 0],
    ['b', 1, 0],
    ['c', 1, 0],
    ['r', 1, 0],
    ['d', 1, 3],
    ['e', 1, 3],
    ['e', 2, 3],
    ['f', 1, 0],
    ['g', 1, 0],
    ['h', 1, 0],
  ]
  it.each(deaths)(
    'D4: after %s, the %d. time: everybody once, by the vendor’s own log',
    async (step, nth, unknown) => {
      for (const person of people) await rig.follower(person, 2)
      await rig.publish('n1')
      await dyingAt(step, nth)
        .runOnce()
        .catch(() => undefined)
      await rest()
      expect(await everybodyOnce()).toBe(unknown)
      const made = step === 'd' ? 0 : step === 'e' ? nth : people.length
      expect(rig.calls()).toBe(made)
    },
  )

  it.each(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as Step[])(
    'D5: after %s in a run of digests: everybody once, nobody skipped',
    async (step) => {
      for (const person of people) await rig.follower(person, 2)
      await rig.deps.models.Preference.updateMany({}, { frequency: 'daily' })
      await rig.publish('n1')
      await rig.engine().runOnce()
      rig.clock.moveTo(new Date('2026-11-20T18:30:00+08:00'))
      await dyingAt(step)
        .runOnce()
        .catch(() => undefined)
      await rest()
      const lost = await everybodyOnce()
      if (step !== 'd' && step !== 'e') expect(lost).toBe(0)
      const deliveries = await rig.deps.models.Delivery.find().sort({ _id: 1 }).lean()
      expect(deliveries.map(({ _id }) => _id)).toEqual(people.map((person) => `daily:2026-11-20:${person}`))
    },
  )

  it.each(['r', 'd', 'e', 'f', 'g'] as Step[])(
    'D11: after %s of the second channel: the first is not called again',
    async (step) => {
      const now = () => rig.clock.now()
      const wechat = outside({ now, answer: () => refused('43101') })
      const sms = outside({ name: 'sms', now })
      const both = (more = {}) => rig.engine({ channels: [wechat, sms], ...more })
      await rig.followers(people)
      await rig.publish('n1')
      await both({ atOnce: 1, reached: death(step, step === 'e' ? people.length + 1 : 2) })
        .runOnce()
        .catch(() => undefined)
      await rest(both)
      await restIsClean()
      for (const channel of [wechat, sms]) {
        for (const person of people) {
          const own = channel.calls.filter((call) => call.person === person)
          expect(own.length).toBeLessThanOrEqual(1)
        }
      }
      expect(wechat.calls).toHaveLength(3)
      const results = await rig.deps.models.Delivery.find().lean()
      for (const { result } of results) expect(['delivered', 'unknown']).toContain(result)
    },
  )

  it('twice, at different steps, still sends once', async () => {
    for (const person of people) await rig.follower(person, 2)
    await rig.publish('n1')
    for (const step of ['a', 'c', 'b', 'r', 'f'] as const) {
      await dyingAt(step)
        .runOnce()
        .catch(() => undefined)
      rig.clock.advance(tick)
    }
    for (let looks = 0; looks < 3; looks++) {
      await rig.engine().runOnce()
      rig.clock.advance(tick)
    }
    await restIsClean()
    for (const person of people) {
      expect(rig.calls(person)).toBe(1)
      expect(await rig.matchOf(person)).toBe('sent delivered')
    }
  })
})

/** Somebody stalls there, and goes on when woken. */
function sleepingPlace() {
  let wake = () => {}
  const asleep = new Promise<void>((resolve) => {
    wake = resolve
  })
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const sleep = () => {
    arrive()
    return asleep
  }
  return { sleep, arrived, wake }
}

describe('two workers of which one is too slow', () => {
  it.each(['a', 'b', 'c', 'r'] as Step[])(
    'D11: one that stalls after %s and wakes sends nothing that the other has begun',
    async (step) => {
      for (const person of people) await rig.follower(person, 3)
      await rig.publish('n1')
      const { sleep, arrived, wake } = sleepingPlace()
      const slow = rig.engine({
        async reached(at) {
          if (at === step) await sleep()
        },
      })
      const running = slow.runOnce()
      await arrived
      rig.clock.advance(tick)
      await rig.engine().runOnce()
      for (const person of people) expect(rig.calls(person)).toBe(1)
      wake()
      await running
      await rest()
      await restIsClean()
      for (const person of people) {
        expect(rig.calls(person)).toBe(1)
        expect(await rig.matchOf(person)).toBe('sent delivered')
      }
      expect(await rig.deps.models.Grant.countDocuments({ state: 'free' })).toBe(people.length * 2)
    },
  )

  it('D11: one that stalls before the next try and wakes does not make what the other has made', async () => {
    await rig.followers(['a'])
    await rig.publish('n1')
    let answer = refused('-1', 'later', minute)
    const channel = outside({ now: () => rig.clock.now(), answer: () => answer })
    const quick = () => rig.engine({ channels: [channel] })
    await quick().runOnce()
    rig.clock.advance(minute)
    answer = accepted
    const { sleep, arrived, wake } = sleepingPlace()
    const stalling: Outside = {
      ...channel,
      async reserve(...asked) {
        await sleep()
        return channel.reserve(...asked)
      },
    }
    const running = rig.engine({ channels: [stalling] }).runOnce()
    await arrived
    await quick().runOnce()
    expect(channel.calls).toHaveLength(2)
    wake()
    await running
    await rest(quick)
    await restIsClean()
    expect(channel.calls).toHaveLength(2)
  })

  it('D11: a call that could not begin within half of its lease is not made by it, and is no unknown', async () => {
    await rig.followers(people)
    await rig.publish('n1')
    const channel = outside({
      now: () => rig.clock.now(),
      answer: () => {
        if (channel.calls.length === 0) rig.clock.advance(31_000)
        return { kind: 'accepted' }
      },
    })
    const engine = rig.engine({ channels: [channel], atOnce: 1 })
    await engine.runOnce()
    expect(channel.calls).toHaveLength(1)
    expect(await rig.deps.models.Attempt.countDocuments({ state: 'waiting', tries: 0 })).toBe(2)
    await engine.runOnce()
    expect(channel.calls.map(({ person }) => person).sort()).toEqual(people)
    expect(await rig.deps.models.Delivery.countDocuments({ result: 'delivered' })).toBe(3)
  })
})
