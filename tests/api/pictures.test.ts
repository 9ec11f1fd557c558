import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { formOf } from '../support/form'
import { approved, completeContent, draftOf, submitted, type Village, villageApp } from './notices-setup'

let t: Village
let photo: Buffer
beforeAll(async () => {
  t = await villageApp()
  photo = await sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#2a7' } })
    .withExif({ IFD0: { Copyright: 'secret-place' }, IFD3: { GPSLatitude: '30/1 44/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
})
afterAll(() => t.close())

const form = (file: Buffer | null, alt?: string) =>
  formOf(file && { name: 'a.jpg', type: 'image/jpeg', data: file }, alt === undefined ? {} : { alt })

const upload = (id: string, file: Buffer | null, alt?: string, token = t.token.clerk) => {
  const { payload, headers } = form(file, alt)
  return t.app.inject({
    method: 'POST',
    url: `/api/notices/${id}/pictures`,
    payload,
    headers: { ...headers, authorization: `Bearer ${token}` },
  })
}

const publishedWith = async (no: number) => {
  const draft = await draftOf(t, no, completeContent(no))
  const work = (await upload(draft.notice, photo, '公示栏照片')).json()
  const ready = await approved(t, await submitted(t, work))
  await t.ask('POST /api/notices/:id/publish', {
    params: { id: draft.notice },
    body: { contentHash: ready.contentHash },
    token: t.token.publisher,
  })
  return { id: draft.notice, draftUrl: work.pictures[0].url as string }
}

describe('a picture', () => {
  it('is turned upright, made smaller, and told nothing about where it was taken', async () => {
    const draft = await draftOf(t, 29)
    const answer = await upload(draft.notice, photo, '公示栏照片')
    expect(answer.statusCode).toBe(201)
    const work = answer.json()
    expect(work.pictures).toMatchObject([{ alt: '公示栏照片', width: 800, height: 1600 }])
    expect(work.revision).toBe(draft.revision + 1)
    const served = await t.app.inject(work.pictures[0].url)
    expect(served.headers['content-type']).toBe('image/webp')
    const metadata = await sharp(served.rawPayload).metadata()
    expect(metadata).toMatchObject({ format: 'webp', width: 800, height: 1600 })
    expect(metadata.exif).toBeUndefined()
    expect(served.rawPayload.includes('secret-place')).toBe(false)
  })

  it('needs a description before it is handed over', async () => {
    const draft = await draftOf(t, 29)
    const work = (await upload(draft.notice, photo)).json()
    const submit = work.abilities.find((one: { verb: string }) => one.verb === 'submit')
    expect(submit.failureReasons).toEqual(['第 1 张图片还没有文字说明，看不见的人要靠它。'])
  })

  it('is refused by its content', async () => {
    const draft = await draftOf(t, 29)
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    for (const file of [
      Buffer.from('not an image'),
      photo.subarray(0, 400),
      Buffer.alloc(0),
      Buffer.from(svg),
    ]) {
      const answer = await upload(draft.notice, file, '说明')
      expect([answer.statusCode, answer.json().error.code]).toEqual([422, 'invalidImage'])
    }
    expect((await upload(draft.notice, null, '说明')).json().error.fields[0].field).toBe('file')
    expect((await upload(draft.notice, photo, '长'.repeat(101))).statusCode).toBe(422)
    expect((await upload(draft.notice, Buffer.alloc(11 * 1024 * 1024), '大')).statusCode).toBe(413)
    const json = await t.ask('POST /api/notices/:id/pictures', {
      params: { id: draft.notice },
      body: {},
      token: t.token.clerk,
    })
    expect(json.status).toBe(415)
    expect(await t.deps.models.Picture.countDocuments({ notice: draft.notice })).toBe(0)
  })

  it('is refused by its header where decoding it would take too much memory', async () => {
    const draft = await draftOf(t, 29)
    const wide = sharp({ create: { width: 8000, height: 7500, channels: 3, background: '#2a7' } })
    const inPasses = await wide.clone().jpeg({ progressive: true }).toBuffer()
    const header = await sharp({ create: { width: 9000, height: 7000, channels: 3, background: '#2a7' } })
      .png({ compressionLevel: 1 })
      .toBuffer()
    for (const file of [inPasses, header]) {
      const answer = await upload(draft.notice, file, '说明')
      expect([answer.statusCode, answer.json().error.code]).toEqual([422, 'imageTooLarge'])
    }
    const byLines = await upload(draft.notice, await wide.jpeg().toBuffer(), '说明')
    expect(byLines.statusCode).toBe(201)
  })

  it('is added by the writer only, nine at most, and taken out again', async () => {
    const draft = await draftOf(t, 29)
    expect((await upload(draft.notice, photo, '说明', t.token.clerk2)).statusCode).toBe(403)
    const small = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    const answers = await Promise.all(
      Array.from({ length: 3 }, (_, at) => upload(draft.notice, small, `图${at}`)),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201])
    for (let at = 3; at < 9; at++) await upload(draft.notice, small, `图${at}`)
    const tenth = await upload(draft.notice, small, '图十')
    expect(tenth.json().error.fields[0].message).toContain('最多放 9 张')
    expect(await t.deps.models.Picture.countDocuments({ notice: draft.notice })).toBe(9)
    const edition = await t.deps.models.Edition.findById(draft.edition).lean()
    const picture = edition?.pictures[0]?._id ?? ''
    const params = { id: draft.notice, picture }
    const less = await t.ask('DELETE /api/notices/:id/pictures/:picture', { params, token: t.token.clerk })
    expect(less.body.pictures).toHaveLength(8)
    expect(await t.deps.models.Picture.countDocuments({ notice: draft.notice })).toBe(8)
    const twice = await t.ask('DELETE /api/notices/:id/pictures/:picture', { params, token: t.token.clerk })
    expect(twice.error.code).toBe('attachmentNotFound')
  })

  it('of a public notice is anybody’s; of a restricted one it needs a ticket of its own, for ten minutes', async () => {
    const open = await publishedWith(29)
    const shown =
      (await t.ask('GET /api/notices/:id', { params: { id: open.id } })).body.pictures[0]?.url ?? ''
    expect(shown).not.toContain('ticket')
    const answer = await t.app.inject(shown)
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'public, no-cache'])

    const closed = await publishedWith(31)
    const url = (await t.ask('GET /api/notices/:id', { params: { id: closed.id }, token: t.token.villager }))
      .body.pictures[0]?.url
    const [path = '', ticket = ''] = (url ?? '').split('?ticket=')
    const restricted = await t.app.inject(`${path}?ticket=${ticket}`)
    expect([restricted.statusCode, restricted.headers['cache-control']]).toEqual([200, 'private, no-store'])
    expect((await t.app.inject(path)).statusCode).toBe(404)
    expect((await t.app.inject(`${path}?ticket=x.y`)).statusCode).toBe(404)
    expect((await t.app.inject(`${path}?ticket=${ticket.slice(0, -1)}`)).statusCode).toBe(404)
    const draft = await draftOf(t, 29)
    const other = (await upload(draft.notice, photo, '说明')).json().pictures[0].url.split('?')[0]
    expect((await t.app.inject(`${other}?ticket=${ticket}`)).statusCode).toBe(404)
    t.clock.advance(11 * 60_000)
    expect((await t.app.inject(`${path}?ticket=${ticket}`)).statusCode).toBe(404)
    expect((await t.app.inject('/api/pictures/none')).statusCode).toBe(404)
  })
})
