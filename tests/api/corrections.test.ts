import type { EditionWork } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { begun, correctedTo, publish, saved } from './corrections-setup'
import {
  approved,
  completeContent,
  published,
  renewed,
  submitted,
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

const withTable = () => published(t, 31, completeContent(31, { table: true }))
const read = (id: string, who: Who = 'villager', edition?: number) =>
  t.ask('GET /api/notices/:id', { params: { id }, query: { edition }, token: renewed(t, who) })
const correct = (id: string, who: Who, body: object = {}) =>
  t.ask('POST /api/notices/:id/correct', { params: { id }, body, token: renewed(t, who) })

describe('a correction that is begun', () => {
  it('hides nothing: the old one stays in every list, search and page', async () => {
    const { notice } = await withTable()
    const seen = async () => [
      (await read(notice)).body,
      (await t.ask('GET /api/regions/:code/notices', { params: village, query: { item: 31 } })).body,
      (await t.ask('GET /api/screens/search', { query: { region: village.code, q: '流转' } })).body,
      (await t.ask('GET /api/notices/:id/editions', { params: { id: notice } })).body,
    ]
    const before = await seen()
    const draft = await begun(t, notice)
    expect(draft).toMatchObject({
      editionNo: 2,
      state: 'draft',
      noticeState: 'published',
      rows: 3,
      mine: true,
    })
    await saved(t, draft, { title: '改过的标题', plain: '改过的一句话。' })
    expect(await seen()).toEqual(before)
  })

  it('begins as a copy, with its rows', async () => {
    const content = completeContent(31, { table: true })
    const { notice } = await published(t, 31, content)
    const draft = await begun(t, notice, 'clerk2')
    const { table, ...words } = content
    expect(draft.content).toMatchObject({ ...words, table: { caption: '明细表', columns: table?.columns } })
    const { body } = await t.ask('GET /api/notices/:id/rows', {
      params: { id: notice },
      query: { work: true },
      token: renewed(t, 'clerk2'),
    })
    expect(body.rows.map(({ household, cells }) => ({ household, cells }))).toEqual(table?.rows)
    expect(draft.history.map(({ verb }) => verb)).toEqual(['correct'])
  })

  it('is one: the second is told who has begun and when; the first is given it again', async () => {
    const { notice } = await withTable()
    const answers = await Promise.all([correct(notice, 'clerk'), correct(notice, 'clerk2')])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.error.code).toBe('correctionBegun')
    expect(refused?.error.message).toMatch(/人clerk2?（村经办） 11 月 20 日 10:00已开始更正/)
    const first = answers[0]?.status === 201 ? 'clerk' : 'clerk2'
    const again = await correct(notice, first)
    expect([again.status, again.body.edition]).toEqual([201, `${notice}:2`])
    expect(await t.deps.models.Edition.countDocuments({ notice })).toBe(2)
  })

  it('is begun by a writer of the region only, and of what is published only', async () => {
    const { notice } = await withTable()
    for (const who of ['supervisor', 'publisher', 'villager', 'neighbour', 'officer'] as const) {
      expect([who, (await correct(notice, who)).error.code]).toEqual([who, 'forbidden'])
    }
    expect((await correct('nobody', 'clerk')).status).toBe(404)
  })

  it('is discarded without a trace, and the notice stays', async () => {
    const { notice } = await withTable()
    const before = (await read(notice)).body
    const draft = await begun(t, notice)
    await saved(t, draft, { title: '不要了' })
    const gone = await t.ask('DELETE /api/notices/:id', {
      params: { id: notice },
      token: renewed(t, 'clerk'),
    })
    expect(gone.body).toEqual({ done: true })
    expect((await read(notice)).body).toEqual(before)
    const { Edition, EditionRow } = t.deps.models
    expect(await Edition.countDocuments({ notice })).toBe(1)
    expect(await EditionRow.countDocuments({ notice })).toBe(3)
    const other = await begun(t, notice, 'clerk2')
    expect(other).toMatchObject({ editionNo: 2, rows: 3, author: expect.stringContaining('人clerk2') })
  })

  it('says what was wrong and how much before it is handed in', async () => {
    const { notice } = await withTable()
    const draft = await begun(t, notice)
    const submit = (work: EditionWork) =>
      t.ask('POST /api/notices/:id/submit', {
        params: { id: notice },
        body: { revision: work.revision },
        token: renewed(t, 'clerk'),
      })
    expect((await submit(draft)).error.fields?.map(({ field }) => field)).toEqual([
      'change.note',
      'change.size',
    ])
    const telling = await saved(t, draft, {}, { note: '改为13812345678', size: 'minor' })
    expect((await submit(telling)).error.fields?.[0]).toMatchObject({
      field: 'change.note',
      message: expect.stringContaining('手机号'),
    })
    const never = await t.ask('PUT /api/notices/:id', {
      params: { id: notice },
      body: { revision: telling.revision, content: {}, change: { note: '310116199001011234' } },
      token: renewed(t, 'clerk'),
    })
    expect(never.status).toBe(422)
    const fine = await saved(t, telling, {}, { note: '流转费写错了。' })
    expect((await submit(fine)).body.state).toBe('submitted')
  })
})

describe('a correction that is published', () => {
  it('takes the place of the old one, which can still be read', async () => {
    const { notice, contentHash } = await withTable()
    const first = (await read(notice)).body
    t.clock.advance(86_400_000)
    const work = await correctedTo(t, notice, { title: '新标题' }, { note: '标题写错了', size: 'minor' })
    expect(work).toMatchObject({ state: 'published', editionNo: 2 })
    const now = (await read(notice)).body
    expect(now).toMatchObject({
      title: '新标题',
      editionNo: 2,
      newest: true,
      publishedAt: first.publishedAt,
      displayUntil: first.displayUntil,
      correction: {
        note: '标题写错了',
        size: 'minor',
        previous: 1,
        text: '11 月 21 日更正：标题写错了。',
        own: [],
      },
    })
    expect(now.contentHash).not.toBe(contentHash)
    const old = (await read(notice, 'villager', 1)).body
    expect(old).toMatchObject({ title: first.title, editionNo: 1, newest: false, correction: null })
    expect(old.table).toEqual(first.table)
    const { editions } = (await t.ask('GET /api/notices/:id/editions', { params: { id: notice } })).body
    expect(editions.map(({ editionNo, state, current }) => [editionNo, state, current])).toEqual([
      [2, 'published', true],
      [1, 'superseded', false],
    ])
    expect((await read(notice, 'villager', 3)).status).toBe(404)
    const { body } = await t.ask('GET /api/regions/:code/notices', { params: village, query: { item: 31 } })
    const lines = body.items.filter(({ id }) => id === notice)
    expect(lines).toMatchObject([{ title: '新标题', correctedAt: expect.any(String) }])
  })

  it('starts the 公示期 anew only where it is major and says so', async () => {
    for (const [change, anew] of [
      [{ size: 'major' }, true],
      [{ size: 'major', displayAnew: false }, false],
      [{ size: 'minor', displayAnew: true }, false],
    ] as const) {
      const { notice } = await published(t, 27)
      const first = (await read(notice)).body
      t.clock.advance(3 * 86_400_000)
      await correctedTo(t, notice, { body: '改' }, { note: '改了', ...change })
      const now = (await read(notice)).body
      expect(now.displayFrom === first.displayFrom).toBe(!anew)
      expect(Date.parse(now.displayUntil) - Date.parse(first.displayUntil)).toBe(anew ? 3 * 86_400_000 : 0)
    }
  })

  it('shows a household what changed for it, and nobody else', async () => {
    const { notice } = await withTable()
    const draft = await begun(t, notice)
    const rows = [{ key: 'k1', row: { household: 'HT-15-001', cells: ['15组', '陆小青', 226, 70_000] } }]
    await correctedTo(t, notice, {}, { note: '一户的钱写错了', size: 'major' }, { draft, rows })
    expect((await read(notice)).body.correction?.own).toEqual(['您家金额由678.00元改为700.00元。'])
    expect((await read(notice, 'outsider')).body.correction?.own).toEqual([])
    const visitor = await t.ask('GET /api/notices/:id', { params: { id: notice } })
    expect(JSON.stringify(visitor.body)).not.toContain('700')
    expect(visitor.body.correction?.note ?? null).toBe(null)
  })

  it('is refused where the notice has ended meanwhile, and waits for its publisher', async () => {
    const { notice } = await withTable()
    const draft = await saved(t, await begun(t, notice), {}, { note: '改', size: 'minor' })
    const work = await approved(t, await submitted(t, draft))
    await t.deps.models.Notice.updateOne({ _id: notice }, { state: 'withdrawn' })
    const refused = await publish(t, work)
    expect([refused.status, refused.error.message]).toEqual([409, expect.stringContaining('撤回')])
    expect(await t.deps.models.Edition.findById(`${notice}:2`).lean()).toMatchObject({ state: 'approved' })
  })
})
