import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { WeChatClient } from '../../server/src/channels/wechat'
import { type RunningWeChatEmulator, startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import { catalogueOf } from '../../server/src/features/catalogue'
import { findRegion } from '../../server/src/features/regions'
import { paperCode } from '../../server/src/features/scenes'
import { makeCodes } from '../../server/src/operations/codes'
import {
  completeContent,
  draftOf,
  published,
  renewed,
  submitted,
  type Village,
  village,
  villageApp,
} from '../api/notices-setup'
import { StillClock } from '../support/app'
import { readPdf } from '../support/pdf'

const path = '/wxa/getwxacodeunlimit'
const open =
  catalogueOf(village).find(({ audience, maskLevel }) => audience === 'public' && maskLevel === 'M0')?.no ?? 0

let t: Village
let emulator: RunningWeChatEmulator
let folder: string
let notice: string
beforeAll(async () => {
  const vendor = { clock: new StillClock(), appid: 'wx-test', secret: 'secret' }
  emulator = await startWeChatEmulator(vendor)
  t = await villageApp({ WECHAT_BASE_URL: emulator.url })
  folder = mkdtempSync(join(tmpdir(), 'hutang-codes-'))
  const content = { ...completeContent(open, { table: true }), title: '第三季度: 收/支?' }
  notice = (await published(t, open, content)).notice
})
beforeEach(() => emulator.faults.clear())
afterAll(async () => {
  await t.close()
  await emulator.close()
  rmSync(folder, { recursive: true })
})

const asked = () => emulator.log.filter((entry) => entry.path.startsWith(path)).length

/** Another process, which remembers nothing. */
const elsewhere = () => ({
  ...t.deps,
  wechat: new WeChatClient({ appid: 'wx-test', secret: 'secret', clock: t.clock, baseUrl: emulator.url }),
})

async function make(more: { folder?: string; slips?: boolean } = {}) {
  const region = await findRegion(t.deps.db, village.code)
  if (!region) throw new Error('no village')
  const lines: string[] = []
  const waits: number[] = []
  const wait = async (ms: number) => void waits.push(ms)
  const say = (line: string) => void lines.push(line)
  const order = { deps: elsewhere(), region, folder: more.folder, slips: more.slips ?? false, say, wait }
  const problem = await makeCodes(order).catch((error: Error) => error.message)
  return { said: lines.join('\n'), waits, problem }
}

async function codeIn(png: Buffer | null): Promise<string> {
  const picture = sharp(png ?? undefined).ensureAlpha()
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data ?? ''
}

const targetOf = async (said: string) => {
  const [, code = ''] = /^account\/code\/index\?scene=([\w-]{12})$/.exec(said) ?? []
  return (await t.ask('GET /api/scenes/:code', { params: { code } })).body
}

const all = catalogueOf(village).length + 3

describe('codes made ahead', () => {
  it('end where WeChat refuses, and go on from there', async () => {
    emulator.faults.arm({ path, mode: 'errcode', errcode: 41030, times: 1 })
    const first = await make({ folder })
    expect(first.problem).toContain('没有做完：微信答 41030')
    const before = asked()
    const second = await make({ folder })
    expect(second.problem).toBeUndefined()
    // Of the first eight, seven were there.
    expect(second.said).toContain(`一共 ${all} 个，新做 ${all - 7} 个`)
    expect(asked() - before).toBe(all - 7)
    // No faster than 3,000 a minute.
    expect(second.waits.every((ms) => ms === 160)).toBe(true)
    expect((await make()).said).toContain(`一共 ${all} 个，新做 0 个`)
  })

  it('wait while the count of a minute is used up, and give up after five', async () => {
    emulator.faults.arm({ path, mode: 'errcode', errcode: 45009, times: 1 })
    const { said, waits, problem } = await make({ slips: true })
    expect([problem, waits.filter((ms) => ms === 60_000)]).toEqual([undefined, [60_000]])
    expect(said.match(/等一分钟/g)).toHaveLength(1)
    expect(said).toContain('新做 3 个')
    await t.deps.models.Scene.deleteMany({})
    emulator.faults.arm({ path, mode: 'errcode', errcode: 45009, times: 1000 })
    const long = await make()
    expect(long.waits).toEqual(Array.from({ length: 5 }, () => 60_000))
    expect(long.problem).toContain('没有做完：微信答 45009')
    emulator.faults.clear()
    await make({ slips: true })
  })

  it('are files that say what they open', async () => {
    const files = readdirSync(folder)
    expect(files).toHaveLength(all)
    expect(files.every((name) => /^[^\\/:*?"<>|]+\.png$/.test(name))).toBe(true)
    const read = async (name: string) => {
      const file = files.find((one) => one.startsWith(name)) ?? ''
      return targetOf(await codeIn(readFileSync(join(folder, file))))
    }
    expect(await read('首页')).toMatchObject({ kind: 'village', region: village.code })
    expect(await read('我家')).toMatchObject({ kind: 'household', region: village.code })
    expect(await read(`事项 ${open} `)).toMatchObject({ kind: 'item', region: village.code, no: open })
    expect(await read('公开 第三季度  收 支')).toMatchObject({ kind: 'notice', notice })
  })

  it('are used on paper by every process without asking WeChat', async () => {
    const before = asked()
    const png = await paperCode(elsewhere(), { kind: 'item', region: village.code, no: open })
    expect(await targetOf(await codeIn(png))).toMatchObject({ kind: 'item', no: open })
    expect(asked()).toBe(before)
  })

  it('stand on slips where WeChat does not answer: the household, and no number', async () => {
    emulator.faults.arm({ path, mode: 'errcode', errcode: 45009, times: 1000 })
    const answer = await t.app.inject({
      method: 'POST',
      url: `/api/regions/${village.code}/slips`,
      payload: { all: true },
      headers: { authorization: `Bearer ${renewed(t, 'clerk')}` },
    })
    expect(answer.statusCode).toBe(200)
    const [page] = readPdf(answer.rawPayload)
    expect(answer.rawPayload.toString('latin1').match(/\/Subtype \/Image/g)).toHaveLength(3)
    expect(page?.text).toContain('用微信扫码，户号就填好了，再填上面的号码。')
    const numbers = page?.text.match(/[2-9A-Z]{4}-[2-9A-Z]{4}/g) ?? []
    expect(numbers.length).toBeGreaterThanOrEqual(3)
    const kept = JSON.stringify(await t.deps.models.Scene.find({}, { pictures: 0 }).lean())
    for (const number of numbers) expect(kept).not.toContain(number)
  })
})

describe('WeChat’s own code', () => {
  it('is the one code of a group card', async () => {
    t.clock.advance(60_000)
    const card = await t.app.inject(`/api/notices/${notice}/group-card.png`)
    expect(await targetOf(await codeIn(card.rawPayload))).toMatchObject({ kind: 'notice', notice })
  })

  it('stands on 一户一单, with the address as the second way', async () => {
    const answer = await t.app.inject({
      url: `/api/households/${village.code}:HT-15-001/statement.pdf`,
      headers: { authorization: `Bearer ${renewed(t, 'villager')}` },
    })
    expect(answer.rawPayload.toString('latin1').match(/\/Subtype \/Image/g)).toHaveLength(1)
    const pages = readPdf(answer.rawPayload)
    // A second page for the codes alone would be a waste of three hundred sheets.
    expect(pages).toHaveLength(1)
    expect(pages[0]?.text).toContain('微信看我家')
    expect(pages.flatMap(({ codes }) => codes)).toEqual([
      expect.stringContaining('/#/account/household/index'),
    ])
  })

  it('stands on 审核单, beside the address, with the lines to sign below it on the same page', async () => {
    const work = await submitted(t, await draftOf(t, open, completeContent(open, { table: true })))
    const answer = await t.app.inject({
      url: `/api/notices/${work.notice}/review-sheet.pdf`,
      headers: { authorization: `Bearer ${renewed(t, 'clerk')}` },
    })
    expect(answer.rawPayload.toString('latin1').match(/\/Subtype \/Image/g)).toHaveLength(1)
    const page = readPdf(answer.rawPayload).find(({ text }) => text.includes('内容校验码'))
    for (const said of ['微信交照片', '浏览器扫这个', '审核人签名']) expect(page?.text).toContain(said)
    expect(page?.codes).toEqual([expect.stringContaining(`/#/cadre/review/index?id=${work.notice}`)])
    const [scene] = await t.deps.models.Scene.find({ kind: 'review' }, { pictures: 0 }).lean()
    expect(scene).toMatchObject({ notice: work.notice })
  })
})
