import type { EditionWork } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { formOf } from '../support/form'
import { readPdf } from '../support/pdf'
import {
  completeContent,
  draftOf,
  submitted,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let t: Village
let photo: Buffer
beforeAll(async () => {
  t = await villageApp()
  photo = await sharp({ create: { width: 1200, height: 1600, channels: 3, background: '#eee' } })
    .jpeg()
    .toBuffer()
  // Reviews for the village, and has never signed in anywhere.
  await t.deps.models.Person.create({ _id: 'p-elder', name: '沈老伯', residence: null })
  const since = new Date(t.clock.now().getTime() - 1000)
  await t.deps.models.Role.create({
    _id: 'elder',
    person: 'p-elder',
    region: village.code,
    role: 'supervisor',
    since,
  })
})
afterAll(() => t.close())

const handedIn = async () => submitted(t, await draftOf(t, 29, completeContent(29, { table: true })))
const sheetOf = (id: string, who: Who = 'clerk') =>
  t.app.inject({
    url: `/api/notices/${id}/review-sheet.pdf`,
    headers: { authorization: `Bearer ${t.token[who]}` },
  })
const handIn = (
  work: EditionWork,
  fields: object = {},
  who: Who = 'publisher',
  file: Buffer | null = photo,
) => {
  const { notice, revision, contentHash } = work
  const form = { signer: 'p-elder', decision: 'approve', revision: String(revision), contentHash, ...fields }
  const { payload, headers } = formOf(file && { name: 'a.jpg', data: file }, form as Record<string, string>)
  return t.app.inject({
    method: 'POST',
    url: `/api/notices/${notice}/review/paper`,
    payload,
    headers: { ...headers, authorization: `Bearer ${t.token[who]}` },
  })
}
const workOf = async (id: string, who: Who = 'supervisor') =>
  (await t.ask('GET /api/screens/edit', { query: { id }, token: t.token[who] })).body.work
const pictures = (notice: string) => t.deps.models.Picture.countDocuments({ notice })

describe('the sheet for a reviewer', () => {
  it('holds the whole edition, its hash, and lines to sign', async () => {
    const work = await handedIn()
    const answer = await sheetOf(work.notice)
    expect(answer.statusCode).toBe(200)
    const pages = readPdf(answer.rawPayload)
    const text = pages.map((page) => page.text).join('')
    for (const said of [
      '公开信息审核单',
      '正文第二段。',
      '沈大明',
      'HT-15-003',
      '1,257.00',
      '审核人签名',
      '退回修改',
    ])
      expect(text).toContain(said)
    for (const group of work.contentHash.match(/.{4}/g) ?? []) expect(text).toContain(group)
    expect(pages.flatMap(({ codes }) => codes)).toEqual([
      `http://127.0.0.1:3000/#/cadre/review/index?id=${work.notice}`,
    ])
  })

  it('shows the pictures that the hash covers', async () => {
    const draft = await draftOf(t, 29)
    const { payload, headers } = formOf({ name: 'a.jpg', data: photo }, { alt: '公示栏照片' })
    const url = `/api/notices/${draft.notice}/pictures`
    const authorization = `Bearer ${t.token.clerk}`
    const added = await t.app.inject({ method: 'POST', url, payload, headers: { ...headers, authorization } })
    const { notice } = await submitted(t, added.json())
    const { rawPayload } = await sheetOf(notice)
    expect(rawPayload.includes('/Subtype /Image')).toBe(true)
    expect(
      readPdf(rawPayload)
        .map(({ text }) => text)
        .join(''),
    ).toContain('公示栏照片')
  })

  it('is for those who work on it, while it waits for review', async () => {
    const draft = await draftOf(t, 29)
    expect((await sheetOf(draft.notice)).statusCode).toBe(409)
    const { notice } = await handedIn()
    for (const who of ['villager', 'neighbour', 'officer'] as const) {
      expect((await sheetOf(notice, who)).statusCode).toBe(403)
      const asked = await t.ask('GET /api/notices/:id/review/paper', {
        params: { id: notice },
        token: t.token[who],
      })
      expect(asked.status).toBe(403)
    }
    expect((await t.app.inject(`/api/notices/${notice}/review-sheet.pdf`)).statusCode).toBe(401)
  })
})

describe('a signed sheet that is handed in', () => {
  it('approves exactly what was signed, and says on paper, by whom and who photographed it', async () => {
    const work = await handedIn()
    const ready = await t.ask('GET /api/notices/:id/review/paper', {
      params: { id: work.notice },
      token: t.token.publisher,
    })
    expect(ready.body).toMatchObject({
      revision: work.revision,
      contentHash: work.contentHash,
      refused: null,
    })
    expect(ready.body.signers).toContainEqual({ person: 'p-elder', name: '沈老伯' })
    expect((await handIn(work)).statusCode).toBe(201)
    const seen = await workOf(work.notice)
    expect(seen.state).toBe('approved')
    expect(seen.history.at(-1)).toMatchObject({
      verb: 'approve',
      by: '沈老伯（村监会）',
      paper: { by: '人publisher（书记/主任）', picture: { alt: '签了字的审核单' } },
    })
    const url = seen.history.at(-1)?.paper?.picture?.url ?? ''
    expect((await t.app.inject(url)).statusCode).toBe(200)
    expect((await t.app.inject(url.split('?')[0] ?? '')).statusCode).toBe(404)
    const published = await t.ask('POST /api/notices/:id/publish', {
      params: { id: work.notice },
      body: { contentHash: work.contentHash },
      token: t.token.publisher,
    })
    expect(published.status).toBe(200)
    expect((await t.app.inject(url.split('?')[0] ?? '')).statusCode).toBe(404)
    const read = await t.ask('GET /api/notices/:id', { params: { id: work.notice } })
    expect(read.body.pictures).toEqual([])
    const acts = await t.deps.models.Audit.find({ act: 'reviewedOnPaper' }).lean()
    expect(acts).toMatchObject([{ person: 'p-publisher', subject: work.edition }])
  })

  it('returns it with what was written by hand', async () => {
    const work = await handedIn()
    expect((await handIn(work, { decision: 'return' })).json().error.fields[0].field).toBe('reason')
    expect(await pictures(work.notice)).toBe(0)
    expect((await handIn(work, { decision: 'return', reason: '面积对不上' }, 'clerk2')).statusCode).toBe(201)
    const seen = await workOf(work.notice)
    expect([seen.state, seen.history.at(-1)?.reason]).toEqual(['returned', '面积对不上'])
  })

  it('holds for this revision and this content alone', async () => {
    const work = await handedIn()
    const other = '0'.repeat(64)
    for (const fields of [
      { contentHash: other },
      { revision: String(work.revision - 1) },
      { revision: 'x' },
    ]) {
      const answer = await handIn(work, fields)
      expect([answer.statusCode, answer.json().error.code]).toEqual([409, 'wrongState'])
    }
    expect(await pictures(work.notice)).toBe(0)
    expect((await handIn(work)).statusCode).toBe(201)
    expect((await handIn(work)).statusCode).toBe(409)
    expect(await pictures(work.notice)).toBe(1)
  })

  it.each([
    ['no photo', {}, null, 'file'],
    ['a signer who reviews nothing', { signer: 'p-villager' }, undefined, 'signer'],
    ['nobody as signer', { signer: '' }, undefined, 'signer'],
    ['the one who hands it in as signer', { signer: 'p-publisher' }, undefined, 'signer'],
    ['no decision', { decision: 'maybe' }, undefined, 'decision'],
    ['a reason that is too long', { reason: '长'.repeat(301) }, undefined, 'reason'],
    ['a telephone number in the reason', { reason: '请打 13800138000' }, undefined, 'reason'],
  ])('with %s is refused', async (_what, fields, file, field) => {
    const work = await handedIn()
    const answer = await handIn(work, fields, 'publisher', file === undefined ? photo : file)
    expect([answer.statusCode, answer.json().error.fields?.[0]?.field]).toEqual([422, field])
  })

  it('that is no picture is refused', async () => {
    const answer = await handIn(await handedIn(), {}, 'publisher', Buffer.from('no picture'))
    expect([answer.statusCode, answer.json().error.code]).toEqual([422, 'invalidImage'])
  })
})
