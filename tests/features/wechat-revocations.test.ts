import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type RunningWeChatEmulator, startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import type { MediaChecked, Revoked } from '../../server/src/feature'
import { StillClock, type TestApp, testApp } from '../support/app'

let t: TestApp
let emulator: RunningWeChatEmulator
let told: Revoked[]
let pictures: MediaChecked[]
let failures: number
beforeEach(async () => {
  told = []
  pictures = []
  failures = 0
  const clock = new StillClock()
  emulator = await startWeChatEmulator({ clock, appid: 'wx-test', secret: 'secret' })
  t = await testApp({ clock, wechatUrl: emulator.url })
  const url = await t.app.listen({ host: '127.0.0.1', port: 0 })
  emulator.events.aimAt({ url: `${url}/api/wechat/events`, token: 'event-token' })
  const taker = {
    name: 'taker',
    wechat: {
      async onRevoked(_deps: unknown, revoked: Revoked) {
        if (failures-- > 0) throw new Error('the database is away')
        told.push(revoked)
      },
      async onMediaChecked(_deps: unknown, checked: MediaChecked) {
        pictures.push(checked)
      },
    },
  }
  ;(t.deps.features as object[]).push(taker)
})
afterEach(async () => {
  ;(t.deps.features as object[]).pop()
  await t.close()
  await emulator.close()
})

const job = async () => {
  for (const { jobs } of t.deps.features)
    for (const one of jobs?.(t.deps) ?? []) if (one.name === 'wechat-revocations') await one.run()
}
const records = () => t.deps.models.Revocation.find({}).lean()

describe('what somebody takes back in WeChat', () => {
  it('is told to the features once, and then nobody knows any more whose it was', async () => {
    emulator.revoke('o-1', '8')
    await emulator.events.allPushed()
    expect(told).toEqual([{ openid: 'o-1', what: 'authorization', info: '8', at: t.clock.now() }])
    await job()
    t.clock.advance(3_600_000)
    await job()
    expect(told).toHaveLength(1)
    expect(await records()).toMatchObject([{ open: false, openid: null, doneAt: expect.any(Date) }])
    expect(JSON.stringify(await records())).not.toContain('o-1')
  })

  it('pushed twice with the same words is one; another day’s is another', async () => {
    emulator.cancelAccount('o-1')
    await emulator.events.allPushed()
    emulator.cancelAccount('o-1')
    await emulator.events.allPushed()
    expect(told).toEqual([{ openid: 'o-1', what: 'account', info: '', at: t.clock.now() }])
    t.clock.advance(86_400_000)
    emulator.cancelAccount('o-1')
    await emulator.events.allPushed()
    expect(told).toHaveLength(2)
  })

  it('is on disk before anything else: WeChat reads "success", and a feature that failed is asked again', async () => {
    failures = 2
    emulator.revoke('o-1', '14')
    await emulator.events.allPushed()
    expect(emulator.events.pushed).toMatchObject([{ tries: 1, taken: true }])
    expect(told).toEqual([])
    for (let n = 0; n < 2; n++) {
      t.clock.advance(60_000)
      await job()
    }
    expect(told).toMatchObject([{ openid: 'o-1', info: '14' }])
    expect(await records()).toMatchObject([{ open: false, tries: 3 }])
  })

  it('is done by one of two processes that look at once', async () => {
    failures = 1
    emulator.revoke('o-1', '8')
    await emulator.events.allPushed()
    t.clock.advance(60_000)
    await Promise.all([job(), job()])
    expect(told).toHaveLength(1)
  })
})

describe('a picture that was looked at', () => {
  it('is told to the features, also where it could not be loaded', async () => {
    emulator.mediaChecked('trace-1', { suggest: 'risky', label: 20002 })
    await emulator.events.allPushed()
    emulator.mediaChecked('trace-2')
    await emulator.events.allPushed()
    expect(pictures).toEqual([
      { traceId: 'trace-1', suggest: 'risky', label: 20002 },
      { traceId: 'trace-2', suggest: null, label: 0 },
    ])
  })
})
