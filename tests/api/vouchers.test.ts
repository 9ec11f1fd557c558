import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { isIntact } from '../../server/src/features/notices'
import { pdfOf, updatedPdf } from '../support/pdf-file'
import { completeContent, draftOf, renewed, village, type Who } from './notices-setup'
import {
  accounts,
  added,
  addressFor,
  beginVouchers,
  county,
  leads,
  photo,
  publishedFrom,
  publishedWith,
  reason,
  seen,
  status,
  switched,
  t,
  takenDown,
  ticked,
  upload,
} from './vouchers-setup'

beforeAll(() => beginVouchers())
afterAll(() => t.close())
beforeEach(() => switched(true))

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

/** Every document that holds these words or these bytes. */
async function documentsWith(words: readonly string[], bytes: readonly Buffer[]): Promise<string[]> {
  const found: string[] = []
  for (const { name } of await t.deps.db.listCollections()) {
    for await (const document of t.deps.db.collection(name).find({})) {
      const text = JSON.stringify(document)
      const held = Buffer.from(JSON.stringify(document.data ?? ''))
      const isHeld = bytes.some((one) => held.includes(one.toString('base64').slice(20, 80)))
      if (isHeld || words.some((word) => text.includes(word))) found.push(`${name} ${String(document._id)}`)
    }
  }
  return found
}

describe('a voucher of what was taken down', () => {
  it('is gone from the database, and every ticket of it is dead', async () => {
    const [width, height] = [90, 70]
    const own = await sharp(randomBytes(3 * width * height), { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer()
    const id = await publishedWith(own)
    const edition = await t.deps.models.Edition.findOne({ notice: id }).lean()
    const pages = (edition?.vouchers ?? []).flatMap((one) => one.pages)
    const url = await addressFor(id)
    const bytes = (await t.app.inject(url)).rawPayload
    const words = pages.flatMap(({ _id, sha256 }) => [_id, sha256])
    expect(words).toHaveLength(2)
    const before = await documentsWith(words, [bytes])
    expect(before.some((one) => one.startsWith('pictures '))).toBe(true)
    await takenDown(id)
    expect(await status(url)).toBe(404)
    expect(await documentsWith(words, [bytes])).toEqual([])
    expect((await seen(id, 'villager')).error.code).toBe('voucherNotFound')
    expect((await seen(id, 'supervisor')).error.code).toBe('voucherNotFound')
    const bare = await t.deps.models.Edition.findOne({ notice: id }).lean()
    expect(bare?.vouchers ?? []).toEqual([])
    expect(bare?.parts?.filter(({ name }) => name.startsWith('voucher:'))).toMatchObject([
      { salt: null, gone: true },
    ])
  })

  it('in a correction that was being written is gone too, and no more can be added to it', async () => {
    const id = await publishedWith()
    const begun = await t.ask('POST /api/notices/:id/correct', {
      params: { id },
      body: { change: { note: '多放一张', size: 'minor' } },
      token: renewed(t, 'clerk'),
    })
    const more = await added(id, photo, 'k2', '收据')
    const work = more.vouchers?.flatMap(({ pages }) => pages.map(({ url }) => url)) ?? []
    expect([begun.status, work.length, await status(work[1] ?? '')]).toEqual([201, 2, 200])
    await takenDown(id)
    for (const url of work) expect(await status(url)).toBe(404)
    expect(await t.deps.models.Picture.countDocuments({ notice: id })).toBe(0)
    const late = await upload(id, photo, { row: 'k2', name: '收据' })
    expect(late.statusCode).toBeGreaterThanOrEqual(400)
    expect(late.statusCode).toBeLessThan(500)
    expect(await t.deps.models.Picture.countDocuments({ notice: id })).toBe(0)
  })
})

it('a voucher of a discarded draft leaves nothing', async () => {
  const { notice } = await accounts()
  await added(notice)
  await t.ask('DELETE /api/notices/:id', { params: { id: notice }, token: renewed(t, 'clerk') })
  expect(await t.deps.models.Picture.countDocuments({ notice })).toBe(0)
})
