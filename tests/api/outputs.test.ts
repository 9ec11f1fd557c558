import type { PostingPlace } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { catalogueOf } from '../../server/src/features/catalogue'
import { readPdf, textOfPdf } from '../support/pdf'
import { correctedTo } from './corrections-setup'
import {
  completeContent,
  draftOf,
  published,
  renewed,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const items = catalogueOf(village)
const open = items.find(({ audience, maskLevel }) => audience === 'public' && maskLevel === 'M0')?.no ?? 0
const masked = items.find(({ audience, maskLevel }) => audience === 'village' && maskLevel === 'M3')?.no ?? 0
const forVillagers =
  items.find(({ audience, maskLevel }) => audience === 'village' && maskLevel === 'M1')?.no ?? 0
const forHouseholds = items.find(({ audience }) => audience === 'household')?.no ?? 0

const tabled = (no: number, title: string) => ({ ...completeContent(no, { table: true }), title })
const file = (id: string, name: string) => t.app.inject(`/api/notices/${id}/${name}`)
const outputsOf = async (id: string, who: Who = 'clerk') =>
  t.ask('GET /api/notices/:id/outputs', { params: { id }, token: renewed(t, who) })
const post = (id: string, where: PostingPlace = 'group', who: Who = 'clerk') =>
  t.ask('POST /api/notices/:id/posted', { params: { id }, body: { where }, token: renewed(t, who) })
const withdraw = (id: string) =>
  t.ask('POST /api/notices/:id/withdraw', {
    params: { id },
    body: { reason: '用错了季度的表', tell: false },
    token: renewed(t, 'publisher'),
  })

async function seen(png: Buffer) {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const code = jsQR(new Uint8ClampedArray(data), info.width, info.height)
  return { width: info.width, height: info.height, code: code?.data ?? null }
}

/** All that goes out of a notice, as text: what the pictures are made of stands in the text for the group. */
async function everythingOf(id: string): Promise<string> {
  const { body } = await outputsOf(id)
  const aloud = textOfPdf((await file(id, 'loudspeaker.pdf')).rawPayload)
  return [body.group?.text, body.loudspeaker?.text, aloud].join('\n')
}

describe('a group card', () => {
  it('is a ready text and a picture whose code opens the notice', async () => {
    const { notice } = await published(t, open, tabled(open, '第三季度公开'))
    const link = `http://127.0.0.1:3000/#/pages/notice/index?id=${notice}`
    const { body } = await outputsOf(notice)
    expect(body.group).toMatchObject({
      link,
      closed: false,
      picture: `/api/notices/${notice}/group-card.png`,
    })
    expect(body.group?.text.split('\n')).toEqual([
      '【护塘村村务公开】第三季度公开',
      '一句话把最要紧的事说清楚。',
      expect.stringMatching(/　2026年11月20日$/),
      `看全文：${link}`,
      '有疑问请打村里电话：021-5555 0101',
    ])
    const card = await file(notice, 'group-card.png')
    expect([card.statusCode, card.headers['content-type']]).toEqual([200, 'image/png'])
    expect(await seen(card.rawPayload)).toMatchObject({ width: 750, code: link })
    const share = await file(notice, 'share-card.png')
    expect(await seen(share.rawPayload)).toEqual({ width: 500, height: 400, code: null })
  })

  it('follows a correction at once', async () => {
    const { notice } = await published(t, open, tabled(open, '要更正的'))
    const before = (await file(notice, 'group-card.png')).rawPayload
    expect(before.equals((await file(notice, 'group-card.png')).rawPayload)).toBe(true)
    await t.deps.models.Edition.updateOne({ notice }, { $set: { title: '更正以后的' } })
    expect(before.equals((await file(notice, 'group-card.png')).rawPayload)).toBe(false)
  })

  it('is noted as posted once, with who and when, for the office alone', async () => {
    const { notice } = await published(t, open, tabled(open, '要发群的'))
    expect((await post(notice)).body.postings).toEqual([
      { where: 'group', at: t.clock.now().toISOString(), by: '人clerk', editionNo: 1, older: false },
    ])
    t.clock.advance(60_000)
    await Promise.all([post(notice, 'group', 'clerk2'), post(notice, 'loudspeaker'), post(notice, 'board')])
    const { postings, recall, mayPost } = (await outputsOf(notice, 'supervisor')).body
    expect(postings.map(({ where, by }) => `${where} ${by}`).sort()).toEqual([
      'board 人clerk',
      'group 人clerk',
      'loudspeaker 人clerk',
    ])
    expect([recall, mayPost]).toEqual([null, true])
    for (const who of ['villager', 'stranger', 'neighbour'] as const) {
      expect((await outputsOf(notice, who)).status).toBe(403)
      expect((await post(notice, 'group', who)).status).toBe(403)
    }
    // The township sees it, and posts what it publishes itself.
    expect((await outputsOf(notice, 'officer')).body.mayPost).toBe(false)
    expect((await post(notice, 'group', 'officer')).status).toBe(403)
    expect((await t.ask('GET /api/notices/:id/outputs', { params: { id: notice } })).status).toBe(401)
  })

  it('of what was withdrawn, hidden, taken down or never published is refused, and what was posted is said', async () => {
    const all = ['group-card.png', 'share-card.png', 'loudspeaker.pdf']
    const refusals = async (id: string) =>
      Promise.all(
        all.map(async (name) => {
          const answer = await file(id, name)
          return [answer.statusCode, answer.json().error.message]
        }),
      )
    const draft = await draftOf(t, open)
    expect((await refusals(draft.notice)).map(([status]) => status)).toEqual([404, 404, 404])
    expect((await outputsOf(draft.notice)).status).toBe(404)

    const { notice } = await published(t, open, tabled(open, '要撤回的'))
    await post(notice)
    await withdraw(notice)
    expect(await refusals(notice)).toEqual(all.map(() => [409, '这条公开已撤回，不再往外发。']))
    expect((await post(notice, 'loudspeaker')).error.code).toBe('notForPosting')
    const { body } = await outputsOf(notice)
    expect(body).toMatchObject({
      why: '这条公开已撤回，不再往外发。',
      group: null,
      loudspeaker: null,
      mayPost: false,
    })
    expect(body.recall).toBe('群里的请撤回；撤不回来的，请在群里说一声，那条不作数了。')

    const hidden = await published(t, open, tabled(open, '要遮住的'))
    await post(hidden.notice, 'board')
    await t.ask('POST /api/notices/:id/hide', {
      params: { id: hidden.notice },
      body: { reason: '误带号码' },
      token: renewed(t, 'publisher'),
    })
    expect(await refusals(hidden.notice)).toEqual(all.map(() => [409, '这条公开先遮住了，现在不能往外发。']))
    // Also for who may still read it, the title of what is hidden is not among the words to be posted.
    const seenByPublisher = (await outputsOf(hidden.notice, 'publisher')).body
    expect(JSON.stringify(seenByPublisher)).not.toContain('要遮住的')
    expect(seenByPublisher.recall).toBe('公开栏上的请取下。')

    await t.ask('POST /api/notices/:id/takedown', {
      params: { id: hidden.notice },
      body: { reason: '误带号码', kinds: ['phone'] },
      token: renewed(t, 'supervisor'),
    })
    expect(await refusals(hidden.notice)).toEqual(all.map(() => [404, '这条公开已撤下，不能再往外发。']))
    expect((await outputsOf(hidden.notice)).body.recall).toBe('公开栏上的请取下。')
  })

  it('that was posted before a correction asks to be posted again', async () => {
    const { notice } = await published(t, open, tabled(open, '发过又更正'))
    await post(notice)
    await correctedTo(t, notice, { plain: '改过的一句话。' }, { note: '一句话写错了。', size: 'major' })
    const { postings, recall, group, loudspeaker } = (await outputsOf(notice)).body
    expect(group?.text).toContain('11月20日更正过')
    expect(loudspeaker?.text).toContain('这条公开更正过，以现在播报的为准。')
    expect([postings[0]?.older, recall]).toEqual([true, '群里发的是更正以前的，请把新的再发一次。'])
    expect((await post(notice)).body).toMatchObject({
      recall: null,
      postings: [
        { editionNo: 2, older: false },
        { editionNo: 1, older: true },
      ],
    })
  })
})

describe('the loudspeaker', () => {
  it('reads the notice in sentences, sums instead of rows, with a length', async () => {
    const content = { ...tabled(open, '第三季度流转费'), plain: '11月20日发放2,235.00元（含利息）。' }
    const { notice } = await published(t, open, content)
    const { loudspeaker } = (await outputsOf(notice)).body
    const text = loudspeaker?.text ?? ''
    for (const said of [
      '村民朋友们，大家好。',
      '十一月二十日发放二千二百三十五元，含利息。',
      '明细表一共三行。',
      '合计，面积七点四五亩，金额二千二百三十五元。',
      '请看村务公开栏，或者用手机打开护塘小程序看。',
      '二零二六年十一月二十日公开。',
    ])
      expect(text).toContain(said)
    expect(text).not.toMatch(/[\d（）()¥%]/)
    expect(text).not.toMatch(/沈大明|陆小青|顾为/)
    expect(loudspeaker?.minutes).toBe(
      Math.max(1, Math.round((text.match(/[\p{L}\p{N}]/gu) ?? []).length / 200)),
    )
    const pages = readPdf((await file(notice, 'loudspeaker.pdf')).rawPayload)
    expect([pages[0]?.width, pages[0]?.height].map(Number).map(Math.round)).toEqual([595, 842])
    expect(Math.max(...(pages[0]?.sizes ?? []))).toBeGreaterThanOrEqual(22)
    expect(
      pages
        .map((page) => page.text)
        .join('')
        .replace(/[\s\u3000]/g, ''),
    ).toContain('明细表一共三行。')
  })
})

describe('nothing that a visitor may not read goes out:', () => {
  const canaries = ['沈大明', '陆小青', '顾为', '1,257.00', '一千二百五十七', '六百七十八']

  it.each([
    ['the title alone', forVillagers, '只给本村的题目'],
    ['from M2 on not even the title', masked, '有新公开，请打开查看'],
  ])('of what is for villagers %s', async (_, no, shown) => {
    const { notice } = await published(t, no, tabled(no, '只给本村的题目'))
    const all = await everythingOf(notice)
    for (const canary of [...canaries, '一句话把最要紧', '正文第一段', '明细表', '沈＊明'])
      expect(all).not.toContain(canary)
    expect(all.includes('只给本村的题目')).toBe(shown === '只给本村的题目')
    expect(all).toContain(shown)
    expect(all).toContain('本村村民认证后可看。')
    expect((await outputsOf(notice)).body.group?.closed).toBe(true)
    const { code } = await seen((await file(notice, 'group-card.png')).rawPayload)
    expect(code).toBe(`http://127.0.0.1:3000/#/pages/notice/index?id=${notice}`)
  })

  it('no sum in the title of what is for villagers', async () => {
    const { notice } = await published(t, forVillagers, tabled(forVillagers, '发放补贴86万元的公示'))
    expect(await everythingOf(notice)).not.toMatch(/86万|八十六万/)
  })

  it('no row of what everybody may read, only its sums', async () => {
    const { notice } = await published(t, open, tabled(open, '人人可看的'))
    const all = await everythingOf(notice)
    for (const canary of canaries) expect(all).not.toContain(canary)
    expect(all).toContain('二千二百三十五元')
  })

  it('of what is each household’s own no row and no sum over few', async () => {
    const { notice } = await published(t, forHouseholds, tabled(forHouseholds, '各户自己的'))
    const all = await everythingOf(notice)
    for (const canary of [...canaries, '二千二百三十五', '2,235.00']) expect(all).not.toContain(canary)
  })

  it('no number of a person, also where the gate was not there yet', async () => {
    const { notice } = await published(t, open, tabled(open, '从前的公开'))
    const { Edition } = t.deps.models
    const elements = [
      { name: '联系方式', text: '沈大明 13812345678' },
      { name: '证件', text: '310228196503124216' },
      { name: '地点', text: '村委会' },
    ]
    await Edition.updateOne({ notice }, { $set: { elements, body: '卡号 6228480402564890018，请核对。' } })
    const all = (await everythingOf(notice)).replace(/[\s，\u3000]/g, '')
    for (const canary of [
      '13812345678',
      '一三八一二三四五六七八',
      '310228',
      '三一零二二八',
      '622848',
      '六二二八四八',
      '沈大明',
    ])
      expect(all).not.toContain(canary)
    expect(all).toContain('地点：村委会。')
    await Edition.updateOne({ notice }, { $set: { plain: '请打沈大明手机13812345678。' } })
    const outward = await everythingOf(notice)
    for (const canary of ['13812345678', '沈大明', '从前的公开']) expect(outward).not.toContain(canary)
  })
})
