import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { pushStatus } from '../../server/src/features/push'
import { droppedCode } from '../../server/src/features/push/delivery/chain.rules'
import { minute, pushRig, type Rig, SEND } from './push-rig'

let rig: Rig
beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const status = async () => (await rig.ask('GET /api/operator/push')).body
const retry = (attempt: string) => rig.ask('POST /api/operator/push/retry', { body: { attempt } })
const cancel = (delivery: string) => rig.ask('POST /api/operator/push/cancel', { body: { delivery } })
const pause = (paused: boolean) =>
  rig.ask('POST /api/operator/push/pause', { body: { channel: 'wechat', paused } })

async function refusedOnce(): Promise<string> {
  await rig.follower('wang', 2)
  await rig.publish('n1')
  rig.emulator.faults.arm({ path: SEND, mode: 'errcode', errcode: 47003, times: 1 })
  await rig.engine().runOnce()
  expect(await rig.matchOf('wang')).toBe('sent inbox')
  const [failed] = (await status()).failed
  expect(failed).toMatchObject({ channel: 'wechat', code: '47003' })
  return failed?.id ?? ''
}

describe('an attempt with a definite no', () => {
  it('is listed with what to do, and made once more when the operator says so', async () => {
    const id = await refusedOnce()
    const [group] = (await status()).attempts
    expect(group).toMatchObject({
      channel: 'wechat',
      state: 'refused',
      code: '47003',
      count: { n: 1, more: false },
    })
    expect(group?.advice).toContain('文字太长')
    expect((await retry(id)).status).toBe(200)
    await rig.engine().runOnce()
    expect(await rig.matchOf('wang')).toBe('sent delivered')
    expect(rig.phone('wang')).toHaveLength(1)
    expect((await retry(id)).status).toBe(409)
    await rig.engine().runOnce()
    expect(rig.calls('wang')).toBe(2)
  })

  it('is made once more by one of many who ask at once', async () => {
    const id = await refusedOnce()
    const answers = await Promise.all(Array.from({ length: 10 }, () => retry(id)))
    expect(answers.filter(({ status: code }) => code === 200)).toHaveLength(1)
    await rig.engine().runOnce()
    expect(rig.phone('wang')).toHaveLength(1)
  })

  it('ends as before where it is refused again', async () => {
    const id = await refusedOnce()
    rig.emulator.faults.arm({ path: SEND, mode: 'errcode', errcode: 47003, times: 1 })
    expect((await retry(id)).status).toBe(200)
    await rig.engine().runOnce()
    expect(await rig.matchOf('wang')).toBe('sent inbox')
  })

  it('is never made again after a possible yes', async () => {
    await rig.follower('wang', 2)
    await rig.publish('n1')
    rig.emulator.faults.arm({ path: SEND, mode: 'reset', after: 'after-effect' })
    await rig.engine().runOnce()
    const [attempt] = await rig.deps.models.Attempt.find().lean()
    expect((await retry(attempt?._id ?? '')).status).toBe(409)
    expect((await retry('nothing:wechat')).status).toBe(404)
  })
})

describe('a channel that is paused', () => {
  it('calls nobody, keeps what waits, and goes on from there', async () => {
    await rig.follower('wang')
    expect((await pause(true)).status).toBe(200)
    expect((await pause(true)).status).toBe(200)
    await rig.publish('n1')
    await rig.engine().runOnce()
    expect(rig.calls()).toBe(0)
    const view = await status()
    expect(view.pauses).toMatchObject([{ channel: 'wechat' }])
    expect(view.queues.now.n + view.queues.sealed.n).toBe(1)
    expect((await pause(false)).status).toBe(200)
    rig.clock.advance(2 * minute)
    await rig.engine().runOnce()
    expect(rig.phone('wang')).toHaveLength(1)
    const acts = await rig.deps.models.Audit.find({ act: /^channel/ }).lean()
    expect(acts.map(({ act }) => act).sort()).toEqual(['channelPaused', 'channelPaused', 'channelResumed'])
  })
})

describe('what no channel has begun with', () => {
  const waitingMatch = async () => {
    await rig.follower('wang')
    await rig.deps.models.Preference.updateMany({}, { frequency: 'daily' })
    await rig.publish('n1')
  }

  it('is cancelled while it is pending, and stays in the inbox', async () => {
    await waitingMatch()
    await pause(true)
    await rig.engine().runOnce()
    const [match] = await rig.deps.models.Match.find().lean()
    const id = match?.delivery ?? match?._id ?? ''
    expect((await cancel(id)).status).toBe(200)
    await pause(false)
    rig.clock.advance(5 * minute)
    await rig.engine().runOnce()
    expect(rig.calls()).toBe(0)
    expect(await rig.deps.models.Match.find().lean()).toMatchObject([
      { state: 'dropped', outcome: 'cancelled' },
    ])
    expect((await cancel(id)).status).toBeGreaterThanOrEqual(404)
  })

  it('is locked against a worker that is about to call', async () => {
    await rig.follower('wang')
    await rig.publish('n1')
    const engine = rig.engine({
      reached: async (step) => {
        if (step !== 'r') return
        const [delivery] = await rig.deps.models.Delivery.find().lean()
        expect((await cancel(delivery?._id ?? '')).status).toBe(200)
      },
    })
    await engine.runOnce()
    rig.clock.advance(2 * minute)
    await rig.engine().runOnce()
    expect(rig.calls()).toBe(0)
    expect(await rig.deps.models.Attempt.find().lean()).toMatchObject([{ code: droppedCode('cancelled') }])
    expect(await rig.deps.models.Match.find().lean()).toMatchObject([
      { state: 'dropped', outcome: 'cancelled' },
    ])
    expect(await rig.deps.models.Grant.countDocuments({ state: 'reserved' })).toBe(0)
  })

  it('cannot be cancelled once it is told', async () => {
    await rig.follower('wang')
    await rig.publish('n1')
    await rig.engine().runOnce()
    const [delivery] = await rig.deps.models.Delivery.find().lean()
    expect((await cancel(delivery?._id ?? '')).status).toBe(409)
    expect((await cancel('nothing')).status).toBe(404)
  })
})

describe('the page', () => {
  it('is refused to another site’s page, whose browser sends the password by itself', async () => {
    const others: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://elsewhere.example' },
    ]
    for (const headers of others) {
      const answer = await rig.ask('POST /api/operator/push/pause', {
        body: { channel: 'wechat', paused: true },
        headers,
      })
      expect(answer.status).toBe(403)
    }
    const own = await rig.ask('POST /api/operator/push/pause', {
      body: { channel: 'wechat', paused: false },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(own.status).toBe(200)
  })

  it('allows no script but its own, and holds no figure', async () => {
    const page = await rig.app.inject({ url: '/operator' })
    expect(page.headers['content-security-policy']).toMatch(/script-src 'sha256-/)
    expect(page.headers['cache-control']).toBe('no-store')
    expect(page.body).toContain('通知运行情况')
  })

  it('says what is late, and counts no further than it shows', async () => {
    await rig.followers(Array.from({ length: 50 }, (_, n) => `p${n}`))
    await pause(true)
    await rig.publish('n1')
    rig.clock.advance(10 * minute)
    const before = await pushStatus(rig.deps)
    expect(before.queues.unmatched).toEqual({ n: 1, more: false })
    const { models } = rig.deps
    const [one] = await rig.deps.models.Match.find().lean()
    expect(one).toBeUndefined()
    const due = { ...matchOfNobody, nextAt: new Date(rig.clock.now().getTime() - 5 * minute) }
    await models.Match.insertMany(
      Array.from({ length: 10_050 }, (_, n) => ({ ...due, _id: `m${n}` })),
      { lean: true },
    )
    const view = await pushStatus(rig.deps)
    expect(view.queues.now).toEqual({ n: 10_000, more: true })
    expect(view.lateSeconds).toBe(300)
    const metrics = (await rig.app.inject({ url: '/metrics' })).body
    expect(metrics).toMatch(/push_late_seconds 300/)
    expect(metrics).toMatch(/push_queue\{queue="now"\} 10001/)
    expect(metrics).toMatch(/push_channels_paused 1/)
  })
})

const matchOfNobody = {
  announcement: 'a',
  person: 'nobody',
  subject: { kind: 'notice', id: 'n' },
  region: '310116109213',
  kind: 'published' as const,
  urgency: 'ordinary' as const,
  reasons: [],
  at: new Date('2026-11-20T00:00:00Z'),
  validUntil: null,
  readAt: null,
  state: 'pending' as const,
  delivery: null,
  token: null,
  outcome: null,
  lane: 'now' as const,
  againAt: null,
}
