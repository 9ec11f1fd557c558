import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { pushRig, type Rig } from './push-rig'

let rig: Rig

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const ids = Array.from({ length: 2000 }, (_, n) => `p${String(n).padStart(4, '0')}`)

describe('the matches of an announcement', () => {
  it('are written by one worker at a time; when it has died, by another', async () => {
    await rig.followers(ids, { frequency: 'daily' })
    await rig.publish('n1', 1)
    const { Match, Announcement } = rig.deps.models
    const waiting = held()
    const first = rig.engine({
      // A worker that stands still after its second page looks like one that was killed.
      reached: (step) => (step === 'match' && ++waiting.pages === 2 ? waiting.until : undefined),
    })
    const stalled = first.runOnce()
    await waiting.begun()
    await rig.engine().runOnce()
    // The page after it was on its way.
    expect(await Match.countDocuments()).toBeLessThanOrEqual(1500)
    rig.clock.advance(16_000)
    await rig.engine().runOnce()
    expect(await Match.countDocuments()).toBe(ids.length)
    const matchedAt = async () => (await Announcement.findOne().lean())?.matchedAt
    const at = await matchedAt()
    expect(at).not.toBeNull()
    // It wakes, sees that it has lost its place, and changes nothing.
    rig.clock.advance(1000)
    waiting.end()
    await stalled
    expect(await Match.countDocuments()).toBe(ids.length)
    expect(await matchedAt()).toEqual(at)
  })

  it('are written at once where the clock was put back since their worker died', async () => {
    await rig.followers(ids.slice(0, 3), { frequency: 'daily' })
    await rig.publish('n1', 1)
    const later = rig.clock.now().getTime() + 3_600_000
    await rig.deps.models.Announcement.updateMany({}, { token: 'dead', leaseUntil: new Date(later) })
    await rig.engine().runOnce()
    expect(await rig.deps.models.Match.countDocuments()).toBe(3)
  })

  it('keep their worker while it works', async () => {
    await rig.followers(ids, { frequency: 'daily' })
    await rig.publish('n1', 1)
    let others = 0
    await rig
      .engine({
        async reached(step) {
          if (step !== 'match') return
          rig.clock.advance(9000)
          const before = await rig.deps.models.Match.countDocuments()
          await rig.engine().runOnce()
          // The page that is on its way is its own.
          others += Math.max(0, (await rig.deps.models.Match.countDocuments()) - before - 500)
        },
      })
      .runOnce()
    expect(others).toBe(0)
    expect(await rig.deps.models.Match.countDocuments()).toBe(ids.length)
  })
})

/** A place where a worker stands still until the test lets it go on. */
function held() {
  let end = () => {}
  const until = new Promise<void>((done) => {
    end = done
  })
  return {
    pages: 0,
    until,
    end: () => end(),
    async begun() {
      while (this.pages < 2) await new Promise((done) => setTimeout(done, 5))
    },
  }
}
