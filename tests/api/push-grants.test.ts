import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import wechatTemplates from '../../config/templates/wechat.json'
import { oncePerNonce } from '../../server/src/features/push/grants/pushes'
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

describe('a long-term template', () => {
  const { published } = wechatTemplates
  beforeEach(() => {
    published.kind = 'long'
  })
  afterEach(() => {
    published.kind = 'once'
  })

  it('is taken back by a refused sheet too', async () => {
    await tap()
    expect(await free()).toBe(1)
    rig.clock.advance(10_000)
    await tap('reject')
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

  const secret = 'event-token'
  const pushed = (n: number) =>
    JSON.stringify({
      FromUserName: openid,
      CreateTime: Math.floor(rig.clock.now().getTime() / 1000) - n,
      MsgType: 'event',
      Event: 'subscribe_msg_popup_event',
      List: { TemplateId: template, SubscribeStatusString: 'accept', PopupScene: '0' },
    })
  const push = (nonce: string, payload: string, seconds = 0) => {
    const timestamp = String(Math.floor(rig.clock.now().getTime() / 1000) + seconds)
    const signature = createHash('sha1').update([secret, timestamp, nonce].sort().join('')).digest('hex')
    const url = `/api/wechat/events?signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`
    return rig.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json' } })
  }

  it('takes a push five minutes early or late, and none beyond', async () => {
    for (const seconds of [-299, 299])
      expect((await push(`near${seconds}`, pushed(0), seconds)).statusCode).toBe(200)
    for (const seconds of [-301, 301, -86_400]) {
      expect((await push(`far${seconds}`, pushed(0), seconds)).statusCode).toBe(403)
    }
    expect((await push('none', pushed(0), Number.NaN)).statusCode).toBe(403)
  })

  it('takes a nonce once: neither again nor with another body, also where many come at the same time', async () => {
    const body = pushed(0)
    expect((await push('one', body)).body).toBe('success')
    expect((await push('one', body)).statusCode).toBe(403)
    expect((await push('one', pushed(5))).statusCode).toBe(403)
    expect(await free()).toBe(1)
    const together = await Promise.all(Array.from({ length: 8 }, () => push('many', pushed(120))))
    expect(together.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    expect(await free()).toBe(2)
  })

  it('takes it again where the work failed, or was cut off half a minute ago', async () => {
    const vendorPush = { timestamp: '1', nonce: 'failed', body: 'x' }
    const fails = () => Promise.reject(new Error('the database is away'))
    await expect(oncePerNonce(rig.deps, vendorPush, fails)).rejects.toThrow('away')
    let done = 0
    const works = async () => {
      done += 1
    }
    await oncePerNonce(rig.deps, vendorPush, works)
    await expect(oncePerNonce(rig.deps, vendorPush, works)).rejects.toMatchObject({ code: 'forbidden' })
    expect(done).toBe(1)

    const cut = { ...vendorPush, nonce: 'cut' }
    await oncePerNonce(rig.deps, cut, works)
    await rig.deps.models.Nonce.updateOne({ _id: '1:cut' }, { done: false })
    await expect(oncePerNonce(rig.deps, cut, works)).rejects.toMatchObject({ code: 'forbidden' })
    rig.clock.advance(31_000)
    await oncePerNonce(rig.deps, cut, works)
    expect(done).toBe(3)
  })
})
