import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { WeChatClient } from '../../server/src/channels/wechat'
import { type RunningWeChatEmulator, startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import { paperCode, paperCodes } from '../../server/src/features/scenes'
import { sceneCode } from '../../server/src/features/scenes/target'
import { aClerk, aVillage, village } from '../api/identity/people'
import { StillClock, type TestApp, testApp } from '../support/app'
import { readPdf } from '../support/pdf'

let t: TestApp
let emulator: RunningWeChatEmulator
let clerk: string
let connected: TestApp['deps']['config']['wechat']
beforeAll(async () => {
  const clock = new StillClock()
  emulator = await startWeChatEmulator({ clock, appid: 'wx-test', secret: 'secret' })
  t = await testApp({ wechatUrl: emulator.url, clock })
  await aVillage(t)
  clerk = await aClerk(t)
  connected = t.deps.config.wechat
})
beforeEach(() => void Object.assign(t.deps.config, { wechat: connected }))
afterAll(async () => {
  await t.close()
  await emulator.close()
})

const wechat = (changed: object) => Object.assign(t.deps.config, { wechat: { ...connected, ...changed } })
const asked = () => emulator.log.filter(({ path }) => path.startsWith('/wxa/getwxacodeunlimit'))

/** What the emulator's picture says: the page and the scene of the code. */
async function read(png: Buffer | null | undefined): Promise<string> {
  const { data, info } = await sharp(png ?? undefined)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data ?? ''
}

const codeIn = (said: string) => /^account\/code\/index\?scene=([\w-]{12})(?:\.(.+))?$/.exec(said) ?? []
const opened = (code = '') => t.ask('GET /api/scenes/:code', { params: { code } })
const nothing = { region: null, no: null, notice: null, household: null, enterprise: null }

describe('a code on paper', () => {
  it.each([
    { kind: 'village', region: village },
    { kind: 'household', region: village },
    { kind: 'item', region: village, no: 31 },
    { kind: 'notice', notice: 'n-1' },
    { kind: 'slip', region: village, household: 'HT-15-001' },
    { kind: 'review', notice: 'n-1' },
    { kind: 'package', enterprise: 'e-1' },
  ] as const)('of a $kind opens it, by twelve signs that WeChat takes', async (target) => {
    const [, code] = codeIn(await read(await paperCode(t.deps, target)))
    expect((await opened(code)).body).toEqual({ ...nothing, ...target })
  })

  it('is the same for the same target, kept once, and asked of WeChat once', async () => {
    const target = { kind: 'notice', notice: 'n-2' } as const
    const before = asked().length
    const [one, two] = await Promise.all([paperCode(t.deps, target), paperCode(t.deps, target)])
    const three = await paperCode(t.deps, target)
    expect(await read(one)).toBe(await read(two))
    expect(three).toEqual(one)
    expect(asked().length - before).toBeLessThanOrEqual(2)
    expect(await t.deps.models.Scene.countDocuments({ notice: 'n-2' })).toBe(1)
  })

  it('that hangs on a wall stays what it was', () => {
    const deps = { config: { secrets: { hashKey: 'key' } } } as Parameters<typeof sceneCode>[0]
    const notice = sceneCode(deps, { kind: 'notice', notice: 'n-1' })
    expect([notice, sceneCode(deps, { kind: 'item', region: village, no: 31 })]).toEqual([
      'sBVHyVZNtLQU',
      'd-wz97onXPb5',
    ])
    // The same notice: one to read it, one to hand in its 审核单.
    expect(sceneCode(deps, { kind: 'review', notice: 'n-1' })).not.toBe(notice)
  })

  it('opens the edition of the mini-program that is tried', async () => {
    for (const [state, version] of [
      ['formal', 'release'],
      ['trial', 'trial'],
      ['developer', 'develop'],
    ] as const) {
      wechat({ state })
      const client = { appid: 'wx-test', secret: 'secret', clock: t.clock, baseUrl: emulator.url }
      const deps = { ...t.deps, wechat: new WeChatClient({ ...client, timeoutMs: 10_000, state }) }
      await paperCode(deps, { kind: 'item', region: village, no: 7 })
      expect(JSON.stringify(asked().at(-1))).toContain(`"env_version":"${version}"`)
    }
  })

  it('that nobody made is a sentence, not a page', async () => {
    const answer = await opened('AAAAAAAAAAA_')
    expect([answer.status, answer.error.message]).toEqual([
      404,
      '这个码不是这里印的，或者已经换了新的。请从首页进入。',
    ])
    expect((await t.app.inject('/api/scenes/short')).statusCode).toBe(422)
  })

  it('is not there, and nothing is kept, while WeChat is not connected or does not answer', async () => {
    const target = { kind: 'notice', notice: 'n-3' } as const
    const calls = asked().length
    wechat({ appid: '' })
    expect(await paperCode(t.deps, target)).toBeNull()
    expect(asked()).toHaveLength(calls)
    wechat({})
    emulator.faults.arm({ path: '/wxa/getwxacodeunlimit', mode: 'errcode', errcode: 45009, times: 20 })
    const many = Array.from({ length: 300 }, (_, n) => ({ target: { ...target, notice: `n-3-${n}` } }))
    const none = await paperCodes(t.deps, many)
    expect(none).toEqual(many.map(() => null))
    expect(asked().length - calls).toBeLessThanOrEqual(8)
    // Nobody waits for it again, for a minute.
    const failed = asked().length
    expect(await paperCode(t.deps, { ...target, notice: 'n-3-other' })).toBeNull()
    expect(asked()).toHaveLength(failed)
    expect(await paperCode(t.deps, { kind: 'notice', notice: 'n-2' })).not.toBeNull()
    emulator.faults.clear()
    t.clock.advance(60_000)
    expect(await paperCode(t.deps, { ...target, notice: 'n-4' })).not.toBeNull()
    expect(await t.deps.models.Scene.countDocuments({ notice: /^n-3/ })).toBe(0)
  })
})

describe('papers with WeChat’s own code', () => {
  const pictures = (pdf: Buffer) => pdf.toString('latin1').match(/\/Subtype \/Image/g)?.length ?? 0

  it('hang on the board with the address as the second way', async () => {
    const answer = await t.app.inject(`/api/regions/${village}/board.pdf`)
    const [page] = readPdf(answer.rawPayload).slice(-1)
    expect(pictures(answer.rawPayload)).toBe(1)
    expect(page?.text).toContain('微信看全部公开')
    expect(page?.text).toContain('浏览器扫这个')
    expect(page?.codes).toEqual([expect.stringContaining(`/#/pages/home/index?region=${village}`)])
  })

  it('verify a household by the number that is on the slip, which is kept nowhere', async () => {
    const answer = await t.app.inject({
      method: 'POST',
      url: `/api/regions/${village}/slips`,
      payload: { all: true },
      headers: { authorization: `Bearer ${clerk}` },
    })
    const [page] = readPdf(answer.rawPayload)
    const numbers = page?.text.match(/[2-9A-Z]{4}-[2-9A-Z]{4}/g) ?? []
    expect(numbers).toHaveLength(2)
    expect(pictures(answer.rawPayload)).toBe(2)
    expect(page?.codes).toEqual([])
    expect(page?.text).toContain('用微信扫码')
    const scenes = asked()
      .slice(-2)
      .map((entry) => /"scene":"([^"]+)"/.exec(JSON.stringify(entry))?.[1] ?? '')
    const found = await Promise.all(scenes.map((scene) => opened(scene.split('.')[0])))
    expect(found.map(({ body }) => body.household).sort()).toEqual(['HT-15-001', 'HT-15-002'])
    expect(scenes.map((scene) => scene.slice(13)).sort()).toEqual([...numbers].sort())
    const kept = JSON.stringify(await t.deps.models.Scene.find().lean())
    for (const number of numbers) expect(kept).not.toContain(number)
  })
})
