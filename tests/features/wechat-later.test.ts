import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createInvite } from '../../server/src/features/accounts'
import { theMachine } from '../../server/src/features/audit'
import { grantTemplates } from '../../server/src/features/push'
import { testApp } from '../support/app'
import { aFollower, aPerson, hutang } from '../support/builders'
import { pushRig, type Rig } from './push-rig'

let rig: Rig
let connected: Rig['deps']['config']['wechat']
beforeAll(async () => {
  rig = await pushRig()
  connected = rig.deps.config.wechat
})
beforeEach(async () => {
  await rig.reset()
  disconnect()
})
afterAll(() => rig.close())

/** As a start without, and then with the credentials would have it. */
const disconnect = () =>
  Object.assign(rig.deps.config, { wechat: { ...connected, appid: '', secret: '', eventToken: '' } })
const connect = () => Object.assign(rig.deps.config, { wechat: connected })

describe('while WeChat is not connected', () => {
  it('a message waits in the inbox: no call, no attempt, nothing failed, nothing that is tried again', async () => {
    await rig.follower('wang', 2)
    await rig.publish('n1')
    for (let n = 0; n < 3; n++) {
      await rig.engine().runOnce()
      rig.clock.advance(61_000)
    }
    expect(await rig.matchOf('wang')).toBe('sent inbox')
    expect(rig.calls()).toBe(0)
    const { Attempt, Delivery, Grant } = rig.deps.models
    expect(await Attempt.countDocuments()).toBe(0)
    expect(await Delivery.find().lean()).toMatchObject([
      { state: 'done', result: 'inbox', reason: 'notConnected' },
    ])
    expect(await Grant.countDocuments({ state: 'free' })).toBe(2)
  })

  it('later messages go out once it is, and the earlier ones are not sent late', async () => {
    await rig.follower('wang', 2)
    await rig.publish('n1')
    await rig.engine().runOnce()
    connect()
    rig.clock.advance(61_000)
    await rig.engine().runOnce()
    expect(rig.phone('wang')).toHaveLength(0)
    await rig.publish('n2', 2)
    await rig.engine().runOnce()
    expect(rig.phone('wang')).toMatchObject([{ page: 'pages/notice/index?from=push&id=n2' }])
  })

  it('no template is offered, a report of one is nothing, and signing in says so', async () => {
    expect(grantTemplates(rig.deps)).toEqual([])
    await aPerson(rig.deps.models, { id: 'zhou', account: false, now: rig.clock.now() })
    const { code } = await createInvite(rig.deps, 'zhou', theMachine)
    const token = (await rig.ask('POST /api/sessions/invite', { body: { code } })).body.accessToken
    const results = [{ templateId: 'demo-published', result: 'accept' }]
    const reported = await rig.ask('POST /api/me/grants', { body: { results }, token })
    expect(reported.body.grants).toEqual([])
    const screen = await rig.ask('GET /api/screens/subscriptions', { query: { region: hutang }, token })
    expect(screen.body).toMatchObject({ templates: [], grants: [] })
    const me = await rig.ask('GET /api/screens/me', { token })
    expect(me.body.wechat).toBe(false)
    const unsigned = await rig.ask('POST /api/sessions/wechat', { body: { code: 'x' } })
    expect([unsigned.status, unsigned.error.code]).toEqual([503, 'wechatNotConnected'])
  })

  it('somebody with an account of a post alone has the message in the inbox, also when it is connected', async () => {
    connect()
    await aPerson(rig.deps.models, { id: 'zhou', account: false, now: rig.clock.now() })
    await aFollower(rig.deps.models, 'zhou', { since: new Date(rig.clock.now().getTime() - 1000) })
    const { code } = await createInvite(rig.deps, 'zhou', theMachine)
    await rig.ask('POST /api/sessions/invite', { body: { code } })
    await rig.publish('n1')
    await rig.engine().runOnce()
    expect(await rig.matchOf('zhou')).toBe('sent inbox')
  })

  it('nobody can push events: an empty token signs nothing', async () => {
    const t = await testApp({ env: { WECHAT_APPID: '', WECHAT_SECRET: '', WECHAT_EVENT_TOKEN: '' } })
    const timestamp = String(Math.floor(t.clock.now().getTime() / 1000))
    const signed = ['', timestamp, 'nonce'].sort().join('')
    const signature = createHash('sha1').update(signed).digest('hex')
    const url = `/api/wechat/events?${new URLSearchParams({ signature, timestamp, nonce: 'nonce', echostr: 'x' })}`
    expect((await t.app.inject({ method: 'GET', url })).statusCode).toBe(403)
    await t.close()
  })
})
