import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { type RunningWeChatEmulator, startWeChatEmulator } from '../../../server/src/demo/wechat-emulator'
import { StillClock, type TestApp, testApp } from '../../support/app'
import { aClerk, anAccount, aVillage, session } from './people'

const desk = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0 Safari/537.36'

let t: TestApp
let emulator: RunningWeChatEmulator
beforeAll(async () => {
  const clock = new StillClock()
  emulator = await startWeChatEmulator({ clock, appid: 'wx-test', secret: 'secret' })
  t = await testApp({ wechatUrl: emulator.url, clock })
  await aVillage(t)
  await anAccount(t, 'villager', 'r-1')
  await aClerk(t)
})
afterAll(async () => {
  await t.close()
  await emulator.close()
})

const begin = () => t.ask('POST /api/sessions/scans', { headers: { 'user-agent': desk } })
const take = (id: string, secret: string) =>
  t.ask('POST /api/sessions/scans/:id', { params: { id }, body: { secret }, headers: { 'user-agent': desk } })
const tokenOf = async (who: string) => (await session(t, who)).accessToken
const look = async (id: string, who: string) =>
  t.ask('GET /api/me/scans/:id', { params: { id }, token: await tokenOf(who) })
const decide = async (id: string, who: string, mine: boolean) =>
  t.ask('POST /api/me/scans/:id', { params: { id }, body: { mine }, token: await tokenOf(who) })

describe('a code on a screen', () => {
  it('holds its page and a scene that WeChat takes, and nothing of the browser’s secret', async () => {
    const { status, body } = await begin()
    expect(status).toBe(201)
    const picture = Buffer.from(body.image.split(',')[1] ?? '', 'base64')
    const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    const read = jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data
    expect(read).toBe(`account/scan/index?scene=${body.id}`)
    expect(body.id.length).toBeLessThanOrEqual(32)
    expect(read).not.toContain(body.secret)
    expect(body.link).toContain(`account/scan/index?scene=${body.id}`)
  })

  it('signs the browser in as whoever confirmed it, once', async () => {
    const { id, secret } = (await begin()).body
    expect((await take(id, secret)).body).toEqual({ state: 'waiting', session: null })
    expect((await look(id, 'clerk')).body).toMatchObject({ device: 'Chrome · Windows', may: true })
    expect((await decide(id, 'clerk', true)).status).toBe(200)
    const both = await Promise.all([take(id, secret), take(id, secret)])
    const sessions = both.flatMap(({ body }) => body.session ?? [])
    expect(sessions).toHaveLength(1)
    const me = await t.ask('GET /api/me', { token: sessions[0]?.accessToken ?? '' })
    expect(me.body.roles.map(({ role }) => role)).toEqual(['clerk'])
    expect((await take(id, secret)).body.state).toBe('over')
    expect((await decide(id, 'clerk', true)).error.code).toBe('scanGone')
  })

  it('gives nothing to whoever has only seen it', async () => {
    const { id } = (await begin()).body
    await decide(id, 'clerk', true)
    const stolen = await take(id, (await begin()).body.secret)
    expect([stolen.status, stolen.error.code]).toEqual([404, 'scanGone'])
  })

  it('is refused by 不是我, and that is noted', async () => {
    const { id, secret } = (await begin()).body
    await decide(id, 'clerk', false)
    expect((await take(id, secret)).body).toEqual({ state: 'refused', session: null })
    expect((await decide(id, 'clerk', true)).error.code).toBe('scanGone')
    expect(await t.deps.models.Audit.countDocuments({ act: 'scanRefused' })).toBe(1)
  })

  it('is not for those without a post', async () => {
    const { id, secret } = (await begin()).body
    expect((await look(id, 'villager')).body.may).toBe(false)
    const refused = await decide(id, 'villager', true)
    expect([refused.status, refused.error.message]).toEqual([403, expect.stringContaining('有岗位')])
    expect((await take(id, secret)).body.state).toBe('waiting')
  })

  it('is over after three minutes, also when it was confirmed', async () => {
    const { id, secret } = (await begin()).body
    const other = (await begin()).body
    await decide(other.id, 'clerk', true)
    t.clock.advance(180_000)
    expect((await take(id, secret)).body.state).toBe('over')
    expect((await take(other.id, other.secret)).body.state).toBe('over')
    expect((await look(id, 'clerk')).error.code).toBe('scanGone')
  })

  it('cannot be had while WeChat does not answer', async () => {
    emulator.faults.arm({ path: '/wxa/getwxacodeunlimit', mode: 'errcode', errcode: 45009 })
    const { status, error } = await begin()
    expect([status, error.code]).toEqual([502, 'wechatUnavailable'])
  })
})

describe('where an account is signed in', () => {
  const list = async (token: string) => (await t.ask('GET /api/me/sessions', { token })).body.sessions
  const signIn = async () =>
    (
      await t.ask('POST /api/sessions/demo', {
        body: { persona: 'villager' },
        headers: { 'user-agent': desk },
      })
    ).body

  it('is listed with what was used, and ended one by one or all the others', async () => {
    const [here, there, third] = [await signIn(), await signIn(), await signIn()]
    const listed = await list(here.accessToken)
    expect(listed[0]).toMatchObject({ device: 'Chrome · Windows', current: true, network: '127.0.0.0/24' })
    const [, other] = listed
    const end = (id: string, token: string) => t.ask('DELETE /api/me/sessions/:id', { params: { id }, token })
    expect((await end(other?.id ?? '', await tokenOf('clerk'))).status).toBe(404)
    expect((await end(other?.id ?? '', here.accessToken)).status).toBe(200)
    const left = (await list(here.accessToken)).map(({ id }) => id)
    expect(left).not.toContain(other?.id)
    const ended = await t.ask('DELETE /api/me/sessions', { token: here.accessToken })
    expect(ended.body.ended).toBe(left.length - 1)
    expect(await list(here.accessToken)).toHaveLength(1)
    for (const { accessToken, refreshToken } of [there, third]) {
      expect((await t.ask('GET /api/me', { token: accessToken })).status).toBe(401)
      expect((await t.ask('POST /api/sessions/refresh', { body: { refreshToken } })).status).toBe(401)
    }
  })
})
