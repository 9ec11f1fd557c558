import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { AttemptDoc } from '../../server/src/features/push/push.model'
import { pushRig, type Rig } from './push-rig'

let rig: Rig
beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(async () => {
  await rig.reset()
  await rig.follower('wang', 2)
  await rig.receipts()
})
afterAll(() => rig.close())

const attempt = () => rig.deps.models.Attempt.findOne().lean<AttemptDoc>()
const failed = { code: 20010, status: 'push failed' }

describe('a message that WeChat took and did not deliver', () => {
  it('is not counted as delivered, and never sent again', async () => {
    await rig.publish('n1')
    rig.emulator.failReceipt(failed)
    await rig.engine().runOnce()
    await rig.emulator.events.allPushed()
    expect(await attempt()).toMatchObject({ state: 'refused', code: 'push failed' })
    rig.clock.advance(60 * 60_000)
    await rig.engine().runOnce()
    expect(rig.phone('wang')).toEqual([])
    expect(rig.calls()).toBe(1)
    expect(await rig.matchOf('wang')).not.toContain('delivered')
    // The vendor took it: the grant is spent.
    expect(await rig.deps.models.Grant.countDocuments({ state: 'spent' })).toBe(1)
  })

  it('nor where the receipt overtakes the answer', async () => {
    await rig.publish('n1')
    rig.emulator.failReceipt(failed)
    // As long as the call is under way, the receipt is pushed and taken.
    const reached = async (step: string) => {
      if (step === 'e') await rig.emulator.events.allPushed()
    }
    await rig.engine({ reached }).runOnce()
    expect(await attempt()).toMatchObject({ state: 'refused', code: 'push failed' })
    expect(await rig.matchOf('wang')).not.toContain('delivered')
    expect(await rig.deps.models.Grant.countDocuments({ state: 'spent' })).toBe(1)
  })

  it('nor where the answer was lost and the receipt came', async () => {
    await rig.publish('n1')
    rig.emulator.failReceipt(failed)
    rig.emulator.faults.arm({ path: '/cgi-bin/message/subscribe/send', mode: 'reset', after: 'after-effect' })
    await rig.engine().runOnce()
    await rig.emulator.events.allPushed()
    expect(await attempt()).toMatchObject({ state: 'refused' })
    expect(await rig.matchOf('wang')).not.toMatch(/delivered|unknown/)
  })
})
