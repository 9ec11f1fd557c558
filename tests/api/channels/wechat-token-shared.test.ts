import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { sharedToken, type WeChatClient } from '../../../server/src/channels/wechat'
import { type TestApp, testApp, testKeys } from '../../support/app'
import { LONG, MINUTE, OPENID, type Pair, startPair, TOKEN } from './setup'

let t: TestApp
let pair: Pair
let clients: WeChatClient[]

beforeAll(async () => {
  t = await testApp()
})
beforeEach(async () => {
  await t.deps.models.VendorToken.deleteMany({})
  pair = await startPair()
  clients = [1, 2, 3].map(() => pair.newClient({ store: newStore() }))
})
afterAll(() => t.close())

const newStore = (fieldKey = testKeys.FIELD_KEY) =>
  sharedToken({ db: t.deps.db, clock: pair.clock, appid: pair.emulator.appid, fieldKey })
const asked = () => pair.emulator.log.filter(({ path }) => path === TOKEN).length
/** Twelve calls of three processes at a time. */
async function all() {
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => clients[n % 3]?.ownTemplates()))
  return answers.every((answer) => answer?.kind === 'ok')
}

describe('three processes', () => {
  it('ask for one token, for the next one before its end, and for another when it is refused: once each', async () => {
    expect(await all()).toBe(true)
    expect(asked()).toBe(1)
    pair.clock.advance(100 * MINUTE)
    expect(await all()).toBe(true)
    expect(asked()).toBe(1)
    pair.clock.advance(16 * MINUTE)
    expect(await all()).toBe(true)
    expect(asked()).toBe(2)
    pair.emulator.tokens.revokeAll()
    expect(await all()).toBe(true)
    expect(asked()).toBe(3)
    await pair.emulator.close()
  })

  it('and one that starts later use what is there', async () => {
    await all()
    expect(await pair.newClient({ store: newStore() }).ownTemplates()).toMatchObject({ kind: 'ok' })
    expect(asked()).toBe(1)
    await pair.emulator.close()
  })

  it('keep it sealed; with another key it is asked for again', async () => {
    await all()
    const [kept] = await t.deps.models.VendorToken.find().lean()
    const { answer } = pair.emulator.log.find(({ path }) => path === TOKEN) ?? {}
    expect(JSON.stringify(kept)).not.toContain(String(answer?.access_token))
    expect(await newStore().read()).toMatchObject({ token: answer?.access_token })
    expect(await newStore('99'.repeat(32)).read()).toBeNull()
    await pair.emulator.close()
  })

  it('wait for the one that asks; if it dies, another asks when its lease is over', async () => {
    expect(await newStore().take()).toBe(true)
    const waiting = clients[0]?.ownTemplates()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(asked()).toBe(0)
    pair.clock.advance(20_000)
    expect(await waiting).toMatchObject({ kind: 'ok' })
    expect(asked()).toBe(1)
    await pair.emulator.close()
  })

  it('go on with the old one while the next is asked for, and one that stalled writes nothing', async () => {
    await all()
    pair.clock.advance(116 * MINUTE)
    const stalled = newStore()
    expect(await stalled.take()).toBe(true)
    expect(await all()).toBe(true)
    expect(asked()).toBe(1)
    pair.clock.advance(20_000)
    expect(await all()).toBe(true)
    expect(asked()).toBe(2)
    await stalled.write({ token: 'old', refreshAt: pair.clock.now().getTime() + 1e9, endsAt: 0 })
    expect(await newStore().read()).not.toMatchObject({ token: 'old' })
    await pair.emulator.close()
  })

  it('are refused each by itself where the secret is frozen, and nothing else is called', async () => {
    pair.emulator.tokens.frozen = true
    expect(await clients[0]?.ownTemplates()).toMatchObject({ kind: 'refused', code: 40243 })
    const message = { touser: OPENID, templateId: LONG, page: '', data: {} }
    expect(await clients[1]?.subscribeSend(message)).toMatchObject({ kind: 'refused', code: 40243 })
    expect(pair.emulator.log.every(({ path }) => path === TOKEN)).toBe(true)
    pair.emulator.tokens.frozen = false
    expect(await all()).toBe(true)
    await pair.emulator.close()
  })
})
