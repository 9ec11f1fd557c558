import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { pushRig, type Rig } from '../features/push-rig'
import { openidOf } from '../support/builders'
import { tokenOf } from '../support/tokens'

let rig: Rig
let token: string
const openid = openidOf('wang')
const template = 'demo-published'

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(async () => {
  await rig.reset()
  await rig.follower('wang', 0)
  await rig.receipts()
  token = await tokenOf(rig, 'wang')
})
afterAll(() => rig.close())

const report = () =>
  rig.ask('POST /api/me/grants', {
    body: { results: [{ templateId: template, result: 'accept' }] },
    token,
  })
const tap = async (result: 'accept' | 'reject' = 'accept') => {
  rig.emulator.grant(openid, [{ templateId: template, result }])
  await rig.emulator.events.allPushed()
}
const free = () => rig.deps.models.Grant.countDocuments({ state: 'free' })

describe('one tap in the WeChat sheet', () => {
  it('is one grant, whichever of the report and the push comes first, or both at once', async () => {
    await tap()
    await report()
    expect(await free()).toBe(1)
    rig.clock.advance(5 * 60_000)
    await report()
    await tap()
    expect(await free()).toBe(2)
    rig.clock.advance(5 * 60_000)
    await Promise.all([report(), tap()])
    expect(await free()).toBe(3)
  })

  it('two taps in a minute are two', async () => {
    for (let n = 0; n < 2; n++) {
      await tap()
      await report()
      rig.clock.advance(10_000)
    }
    expect(await free()).toBe(2)
  })

  it('is not counted again when the vendor pushes again', async () => {
    await tap()
    const { body } = rig.emulator.events.pushed[0] ?? {}
    expect(body).toBeDefined()
    await tap()
    expect(await free()).toBe(1)
  })

  it('a refusal gives nothing and takes nothing', async () => {
    await tap()
    rig.clock.advance(10_000)
    await tap('reject')
    expect(await free()).toBe(1)
  })

  it('turned off in the settings, everything is gone', async () => {
    await tap()
    rig.clock.advance(10_000)
    rig.emulator.turnOff(openid, template)
    await rig.emulator.events.allPushed()
    expect(await free()).toBe(0)
  })
})

describe('the address of the events', () => {
  it('refuses what is not signed', async () => {
    const post = await rig.app.inject({ method: 'POST', url: '/api/wechat/events', payload: '{}' })
    expect(post.statusCode).toBe(403)
    expect((await rig.app.inject('/api/wechat/events?echostr=1')).statusCode).toBe(403)
    expect(await rig.emulator.events.checkUrl()).toBe(true)
  })
})
