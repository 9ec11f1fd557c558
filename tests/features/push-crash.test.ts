import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Step } from '../../server/src/features/push/delivery/context'
import { pushRig, type Rig } from './push-rig'

const tick = 61_000
let rig: Rig

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

/** A worker that dies when it has done a step for the nth time, and does nothing more. */
function dyingAt(step: Step, nth = 1) {
  let left = nth
  return rig.engine({
    reached(at) {
      if (left <= 0 || (at === step && --left === 0)) throw new Error(`died after ${at}`)
    },
  })
}

const people = ['a', 'b', 'c']

/** At rest: every thing taken is finished, whatever died. */
async function restIsClean() {
  const { Match, Delivery, Attempt, Grant } = rig.deps.models
  expect(await Match.countDocuments({ state: { $in: ['pending', 'taken'] } })).toBe(0)
  expect(await Delivery.countDocuments({ state: { $ne: 'done' } })).toBe(0)
  expect(await Attempt.countDocuments({ state: { $in: ['sending', 'waiting'] } })).toBe(0)
  expect(await Grant.countDocuments({ state: 'reserved' })).toBe(0)
}

describe('a worker that dies', () => {
  const steps: Step[] = ['match', 'a', 'b', 'c', 'r', 'd', 'e', 'f', 'g', 'h']
  for (const step of steps) {
    for (const nth of [1, 2]) {
      it(`after ${step}, the ${nth}. time: everybody once, by the vendor's own log`, async () => {
        for (const person of people) await rig.follower(person, 2)
        await rig.publish('n1')
        await dyingAt(step, nth)
          .runOnce()
          .catch(() => undefined)
        for (let looks = 0; looks < 3; looks++) {
          rig.clock.advance(tick)
          await rig.engine().runOnce()
        }
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
        if (step === 'd' || step === 'e') expect(lost).toBeGreaterThan(0)
        if (step === 'match') expect(lost).toBe(0)
      })
    }
  }

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
