import type { EditionWork } from '@hutang/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { isIntact } from '../../server/src/features/notices'
import { formOf } from '../support/form'
import { accountsOf, september } from '../support/ledgers'
import { pdfOf, updatedPdf } from '../support/pdf-file'
import {
  approved,
  completeContent,
  draftOf,
  renewed,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let t: Village
let photo: Buffer
const county = village.code.slice(0, 6)

beforeAll(async () => {
  t = await villageApp()
  const { models } = t.deps
  for (const [id, region] of [
    ['county', county],
    ['town', village.code.slice(0, 9)],
  ] as const) {
    await models.Person.create({ _id: `p-${id}`, name: `人${id}`, residence: null })
    await models.Account.create({
      _id: `a-${id}`,
      openid: id,
      person: `p-${id}`,
      own: `p-${id}`,
      name: id,
      createdAt: t.clock.now(),
      seenAt: t.clock.now(),
    })
    await models.Session.create({
      _id: `s-${id}`,
      account: `a-${id}`,
      startedAt: t.clock.now(),
      expiresAt: new Date(t.clock.now().getTime() + 1e10),
    })
    await models.Role.create({
      _id: id,
      person: `p-${id}`,
      role: 'administrator',
      region,
      since: new Date(0),
    })
  }
  photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#fff' } })
    .withExif({ IFD0: { Copyright: 'secret-place' } })
    .composite([
      {
        input: Buffer.from('<svg width="100" height="60"><rect width="100" height="60" fill="#d00"/></svg>'),
        left: 0,
        top: 0,
      },
    ])
    .jpeg()
    .toBuffer()
})
afterAll(() => t.close())

const switched = async (on: boolean, who = 'county', code = county) =>
  t.ask('PUT /api/regions/:code/vouchers', {
    params: { code },
    body: { on },
    token: renewed(t, who as Who),
  })
beforeEach(() => switched(true))

const upload = (
  id: string,
  file: Buffer | null,
  fields: Record<string, string>,
  who: Who = 'clerk',
  name = 'a.jpg',
) => {
  const { payload, headers } = formOf(file && { name, type: 'image/jpeg', data: file }, fields)
  const url = `/api/notices/${id}/vouchers`
  return t.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { ...headers, authorization: `Bearer ${renewed(t, who)}` },
  })
}
const added = async (id: string, file = photo, row = 'k1', name = '发票') => {
  const answer = await upload(id, file, { row, name })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json() as EditionWork
}
const ticked = (id: string, work: EditionWork, at = 0, masked: 'yes' | 'no' = 'yes', who: Who = 'clerk') => {
  const voucher = work.vouchers?.[at]
  return t.ask('POST /api/notices/:id/vouchers/:voucher/masked', {
    params: { id, voucher: voucher?.id ?? '' },
    body: { pages: voucher?.pages.map((page) => page.id) ?? [], masked },
    token: renewed(t, who),
  })
}
const reason = ({ abilities }: EditionWork) =>
  abilities.find(({ verb }) => verb === 'submit')?.failureReasons ?? []

let month = 1
/** Accounts of a month: income in the first row, spending in the two others. */
const accounts = () => {
  const period = `2026-0${(month++ % 9) + 1}`
  return draftOf(t, 39, accountsOf({ ...september, period }))
}
const confirmedIn = async (work: EditionWork) =>
  (
    await t.ask('POST /api/notices/:id/submit', {
      params: { id: work.notice },
      body: { revision: work.revision, confirmed: true },
      token: renewed(t, 'clerk'),
    })
  ).body
const publishedFrom = async (work: EditionWork) => {
  const ready = await approved(t, await confirmedIn(work))
  await t.ask('POST /api/notices/:id/publish', {
    params: { id: work.notice },
    body: { contentHash: ready.contentHash },
    token: renewed(t, 'publisher'),
  })
}
const publishedWith = async (file = photo) => {
  const { notice } = await accounts()
  const work = (await ticked(notice, await added(notice, file))).body
  await publishedFrom(work)
  return notice
}
const seen = (id: string, who?: Who, row = 'k1') =>
  t.ask('GET /api/notices/:id/vouchers', {
    params: { id },
    query: { row },
    ...(who ? { token: renewed(t, who) } : {}),
  })
const leads = async (id: string, who?: Who) =>
  (
    await t.ask('GET /api/notices/:id', { params: { id }, ...(who ? { token: renewed(t, who) } : {}) })
  ).body.table?.rows.map(({ voucher }) => voucher ?? null)
const addressFor = async (id: string, who: Who = 'villager') =>
  (await seen(id, who)).body.vouchers[0]?.pages[0]?.url ?? ''
const status = async (url: string) => (await t.app.inject(url)).statusCode

describe('单据公开', () => {
  it('is off until the county’s administrator switches it on, and that stands in the audit', async () => {
    await switched(false)
    const { notice } = await accounts()
    const refused = await upload(notice, photo, { row: 'k1', name: '发票' })
    expect([refused.statusCode, refused.json().error.code]).toEqual([409, 'vouchersOff'])
    expect((await switched(true, 'town')).status).toBe(403)
    expect((await switched(true, 'town', village.code.slice(0, 9))).status).toBe(403)
    expect((await switched(true, 'county', village.code)).status).toBe(403)
    for (const who of ['clerk', 'publisher', 'villager'] as const) {
      const answer = await t.ask('PUT /api/regions/:code/vouchers', {
        params: { code: county },
        body: { on: true },
        token: renewed(t, who),
      })
      expect(answer.status).toBe(403)
    }
    expect((await switched(true)).body).toMatchObject({ on: true, mayChange: true })
    const setting = (who: Who) =>
      t.ask('GET /api/regions/:code/vouchers', { params: { code: village.code }, token: renewed(t, who) })
    expect((await setting('clerk')).body).toMatchObject({ on: true, mayChange: false })
    expect((await setting('villager')).status).toBe(403)
    const acts = await t.deps.models.Audit.find({ act: 'settingChanged', region: county }).lean()
    expect(new Set(acts.map(({ detail }) => detail))).toEqual(new Set(['vouchersOn', 'vouchersOff']))
    expect(acts.every(({ person }) => person === 'p-county')).toBe(true)
    expect((await upload(notice, photo, { row: 'k1', name: '发票' })).statusCode).toBe(201)
  })

  it('belongs to an expense line of the accounts, and to its writer', async () => {
    const { notice } = await accounts()
    const ways: [string, Record<string, string>, Buffer | null, string][] = [
      ['row', { row: 'k0', name: '收据' }, photo, '不是支出'],
      ['row', { row: 'k9', name: '收据' }, photo, '没有这一行'],
      ['row', { row: '../x', name: '收据' }, photo, '从表里的一行'],
      ['name', { row: 'k1', name: '' }, photo, '单据名称'],
      ['name', { row: 'k1', name: '身份证11010519491231002X' }, photo, '身份证号'],
      ['file', { row: 'k1', name: '收据' }, null, '请选一张'],
    ]
    for (const [field, fields, file, words] of ways) {
      const { error } = (await upload(notice, file, fields)).json()
      expect(error.fields[0]).toMatchObject({ field, message: expect.stringContaining(words) })
    }
    expect((await upload(notice, photo, { row: 'k1', name: '收据' }, 'clerk2')).statusCode).toBe(403)
    expect((await upload(notice, photo, { row: 'k1', name: '收据' }, 'villager')).statusCode).toBe(403)
    const other = await draftOf(t, 31, completeContent(31, { table: true }))
    expect(
      (await upload(other.notice, photo, { row: 'k1', name: '收据' })).json().error.fields[0].message,
    ).toContain('只有财务收支')
    expect(await t.deps.models.Picture.countDocuments({ notice: { $in: [notice, other.notice] } })).toBe(0)
  })

  it('is published only with the tick of a person, who is recorded; a change of it voids the tick', async () => {
    const { notice } = await accounts()
    const work = await added(notice)
    expect(work.vouchers).toMatchObject([{ row: 'k1', name: '发票', masked: null, found: 0 }])
    expect(reason(work)).toEqual(['第 2 行的“发票”还没有勾“已遮住”，请看一遍再勾。'])
    const refused = await t.ask('POST /api/notices/:id/submit', {
      params: { id: notice },
      body: { revision: work.revision, confirmed: true },
      token: renewed(t, 'clerk'),
    })
    expect(refused.error.code).toBe('notReady')
    expect((await ticked(notice, work, 0, 'yes', 'supervisor')).status).toBe(403)
    const now = (await ticked(notice, work)).body
    expect(now.vouchers?.[0]?.masked).toEqual({ by: '人clerk（村经办）', at: t.clock.now().toISOString() })
    expect(reason(now)).toEqual([])
    const [voucher] = now.vouchers ?? []
    expect(
      await t.deps.models.Audit.find({ act: 'voucherMasked', subject: voucher?.id }).lean(),
    ).toMatchObject([{ person: 'p-clerk' }])
    const boxed = await t.ask('POST /api/notices/:id/vouchers/:voucher/boxes', {
      params: { id: notice, voucher: voucher?.id ?? '' },
      body: { page: voucher?.pages[0]?.id ?? '', boxes: [{ x: 0, y: 0, width: 0.3, height: 0.25 }] },
      token: renewed(t, 'clerk'),
    })
    expect(boxed.body.vouchers?.[0]?.masked).toBeNull()
    // The tick of a page that is not there any more.
    expect((await ticked(notice, now)).error.code).toBe('voucherChanged')
    expect((await ticked(notice, boxed.body)).status).toBe(200)
    expect((await ticked(notice, boxed.body, 0, 'no')).body.vouchers?.[0]?.masked).toBeNull()
  })

  it('has nothing left below a black box, in no stored picture', async () => {
    const { notice } = await accounts()
    const [voucher] = (await added(notice)).vouchers ?? []
    const [page] = voucher?.pages ?? []
    const red = async (data: Buffer) => {
      const { data: pixels, info } = await sharp(data).raw().toBuffer({ resolveWithObject: true })
      let count = 0
      for (let at = 0; at < pixels.length; at += info.channels)
        if ((pixels[at] ?? 0) > 150 && (pixels[at + 1] ?? 0) < 90) count++
      return count
    }
    expect(await red((await t.app.inject(page?.url ?? '')).rawPayload)).toBeGreaterThan(1000)
    const boxed = await t.ask('POST /api/notices/:id/vouchers/:voucher/boxes', {
      params: { id: notice, voucher: voucher?.id ?? '' },
      body: { page: page?.id ?? '', boxes: [{ x: 0, y: 0, width: 0.3, height: 0.25 }] },
      token: renewed(t, 'clerk'),
    })
    const served = await t.app.inject(boxed.body.vouchers?.[0]?.pages[0]?.url ?? '')
    expect([served.statusCode, await red(served.rawPayload)]).toEqual([200, 0])
    const kept = await t.deps.models.Picture.find({ notice }).lean()
    expect(kept).toHaveLength(1)
    expect(await status(page?.url ?? '')).toBe(404)
    const metadata = await sharp(served.rawPayload).metadata()
    expect([metadata.format, metadata.exif]).toEqual(['webp', undefined])
  })

  it('made of a PDF is pictures alone: no hidden text, earlier version or author is served', async () => {
    const before = pdfOf({
      pages: [{ lines: ['EARLIER 6228'], hidden: 'HIDDENTEXT' }, { lines: ['PAGE TWO'] }],
      author: 'SECRETAUTHOR',
      attachment: 'ATTACHEDFILE',
    })
    const { notice } = await accounts()
    const pdf = updatedPdf(before, { lines: ['TOTAL 2000', '11010519491231002X'], hidden: 'HIDDENTEXT' })
    const work = await added(notice, pdf)
    expect(work.vouchers?.[0]).toMatchObject({ found: 1, pages: [{ alt: '发票，第 1 页，共 2 页' }, {}] })
    await publishedFrom((await ticked(notice, work)).body)
    const { body } = await seen(notice, 'villager')
    expect(body.line).toContain('办公费一笔')
    const stored = await t.deps.models.Picture.find({ notice }).lean()
    expect(stored).toHaveLength(2)
    for (const page of body.vouchers[0]?.pages ?? []) {
      const { rawPayload, headers } = await t.app.inject(page.url)
      expect([headers['content-type'], headers['cache-control']]).toEqual(['image/webp', 'private, no-store'])
      for (const words of [
        'EARLIER',
        'HIDDENTEXT',
        'SECRETAUTHOR',
        'ATTACHEDFILE',
        'TOTAL',
        '%PDF',
        '1101051949',
      ])
        expect(rawPayload.includes(words)).toBe(false)
    }
    const broken = await upload((await accounts()).notice, Buffer.from('%PDF-1.4 x'), {
      row: 'k1',
      name: '发票',
    })
    expect([broken.statusCode, broken.json().error.code]).toEqual([422, 'unreadablePdf'])
  })
})

describe('a published voucher', () => {
  it('is for members of the village, and for nobody else', async () => {
    const id = await publishedWith()
    for (const who of ['villager', 'supervisor', 'officer'] as const) {
      expect(await leads(id, who)).toEqual([null, 'k1', null])
      expect((await seen(id, who)).body.vouchers).toMatchObject([{ name: '发票' }])
    }
    for (const who of ['outsider', 'neighbour', 'stranger'] as const) {
      expect((await leads(id, who))?.filter(Boolean) ?? []).toEqual([])
      expect((await seen(id, who)).error.code).toBe('voucherNotFound')
    }
    expect((await leads(id))?.filter(Boolean) ?? []).toEqual([])
    expect((await seen(id)).status).toBe(401)
    expect((await seen(id, 'villager', 'k2')).status).toBe(404)
  })

  it('needs its own ticket, for ten minutes', async () => {
    const id = await publishedWith()
    const url = await addressFor(id)
    expect(await status(url)).toBe(200)
    const [path = '', ticket = ''] = url.split('?ticket=')
    const other = (await addressFor(await publishedWith())).split('?')[0] ?? ''
    expect([
      await status(path),
      await status(`${other}?ticket=${ticket}`),
      await status(`${path}?ticket=x.y`),
    ]).toEqual([404, 404, 404])
    t.clock.advance(11 * 60_000)
    expect(await status(url)).toBe(404)
    expect(await status(await addressFor(id))).toBe(200)
  })

  it('is hidden at once, all of them, when the county switches off, and comes back', async () => {
    const id = await publishedWith()
    const draft = await added((await accounts()).notice)
    const [url, work] = [await addressFor(id), draft.vouchers?.[0]?.pages[0]?.url ?? '']
    expect([await status(url), await status(work)]).toEqual([200, 200])
    await switched(false)
    expect([await status(url), await status(work)]).toEqual([404, 404])
    expect((await seen(id, 'villager')).status).toBe(404)
    expect(await leads(id, 'villager')).toEqual([null, null, null])
    expect((await ticked(draft.notice, draft)).error.code).toBe('vouchersOff')
    await switched(true)
    expect(await status(await addressFor(id))).toBe(200)
  })

  it('is part of what was approved, and of the hash', async () => {
    const id = await publishedWith()
    const edition = await t.deps.models.Edition.findOne({ notice: id }).lean()
    if (!edition) throw new Error('no edition')
    const table = edition.table?.hash ?? null
    expect(edition.parts?.filter(({ name }) => name.startsWith('voucher:'))).toMatchObject([
      { salt: expect.any(String) },
    ])
    expect(isIntact(edition, table)).toBe(true)
    const [voucher] = edition.vouchers ?? []
    const changed = [
      { ...voucher, pages: voucher?.pages.map((page) => ({ ...page, sha256: '0'.repeat(64) })) },
    ]
    expect(isIntact({ ...edition, vouchers: changed } as never, table)).toBe(false)
    expect(isIntact({ ...edition, vouchers: [] }, table)).toBe(false)
  })

  it('stays in a correction until it is taken out, and an older edition shows none', async () => {
    const id = await publishedWith()
    const url = await addressFor(id)
    const begun = await t.ask('POST /api/notices/:id/correct', {
      params: { id },
      body: { change: { note: '一张发票放错了行', size: 'minor' } },
      token: renewed(t, 'clerk'),
    })
    expect(begun.body.vouchers).toMatchObject([{ row: 'k1', masked: { by: '人clerk（村经办）' } }])
    const [voucher] = begun.body.vouchers ?? []
    const less = await t.ask('DELETE /api/notices/:id/vouchers/:voucher', {
      params: { id, voucher: voucher?.id ?? '' },
      token: renewed(t, 'clerk'),
    })
    expect(less.body.vouchers).toEqual([])
    expect(await status(url)).toBe(200)
    await publishedFrom(less.body)
    expect(await status(url)).toBe(404)
    expect((await seen(id, 'villager')).status).toBe(404)
    const older = await t.ask('GET /api/notices/:id', {
      params: { id },
      query: { edition: 1 },
      token: renewed(t, 'villager'),
    })
    expect(older.body.table?.rows.some((row) => row.voucher)).toBe(false)
  })

  it('says so when its row is gone', async () => {
    const { notice } = await accounts()
    const work = await added(notice)
    const less = await t.ask('POST /api/notices/:id/rows', {
      params: { id: notice },
      body: { revision: work.revision, changes: [{ key: 'k1', row: null }] },
      token: renewed(t, 'clerk'),
    })
    expect(reason(less.body)).toContainEqual('“发票”的那一行已经删掉了，请把这张单据也删去。')
  })

  it('is not reached by an address of before a takedown or a hiding', async () => {
    const id = await publishedWith()
    const url = await addressFor(id)
    await t.deps.models.Notice.updateOne(
      { _id: id },
      {
        $set: {
          hidden: { at: t.clock.now(), until: new Date(t.clock.now().getTime() + 1e8), by: '', reason: '' },
        },
      },
    )
    await t.deps.marks.move(`region:${village.code}`)
    expect(await status(url)).toBe(404)
  })
})

it('a voucher of a discarded draft leaves nothing', async () => {
  const { notice } = await accounts()
  await added(notice)
  await t.ask('DELETE /api/notices/:id', { params: { id: notice }, token: renewed(t, 'clerk') })
  expect(await t.deps.models.Picture.countDocuments({ notice })).toBe(0)
})
