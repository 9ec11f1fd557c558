import { roleText } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  approved,
  completeContent,
  draftOf,
  published,
  submitted,
  type Village,
  village,
  villageApp,
} from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const review = (id: string, body: object, who: 'supervisor' | 'both' | 'clerk' | 'villager') =>
  t.ask('POST /api/notices/:id/review', { params: { id }, body, token: t.token[who] })
const publish = (id: string, contentHash: string, who: 'publisher' | 'both' | 'clerk') =>
  t.ask('POST /api/notices/:id/publish', { params: { id }, body: { contentHash }, token: t.token[who] })
const edit = (id: string, body: object, who: 'clerk' | 'clerk2' | 'both' = 'clerk') =>
  t.ask('PUT /api/notices/:id', { params: { id }, body, token: t.token[who] })

describe('a notice on its way to the villagers', () => {
  it('goes from the clerk over the supervisor and the publisher to everybody', async () => {
    const work = await published(t, 31, completeContent(31, { table: true }))
    expect(work).toMatchObject({
      state: 'published',
      noticeState: 'published',
      author: `人clerk（${roleText.clerk}）`,
    })
    expect(work.history.map(({ verb }) => verb)).toEqual(['create', 'edit', 'submit', 'approve', 'publish'])
    const { body } = await t.ask('GET /api/notices/:id', {
      params: { id: work.notice },
      token: t.token.villager,
    })
    expect(body).toMatchObject({ state: 'published', access: 'full', contentHash: work.contentHash })
    expect(body.table?.rows[0]).toMatchObject({ own: true, cells: ['15组', '陆小青', 226, 67_800] })
    expect(body.table?.totals).toEqual([{ kind: 'sum', label: '合计', cells: [null, null, 745, 223_500] }])
    const announced = await t.deps.models.Announcement.find({ 'subject.id': work.notice }).lean()
    expect(announced).toHaveLength(1)
  })

  it('tells the clerk what is missing, and refuses until it is there', async () => {
    const draft = await draftOf(t, 48, { title: '' })
    const submit = draft.abilities.find(({ verb }) => verb === 'submit')
    expect(submit?.allowed).toBe(false)
    expect(submit?.failureReasons).toContain('还没有写标题。')
    const answer = await t.ask('POST /api/notices/:id/submit', {
      params: { id: draft.notice },
      body: { revision: draft.revision },
      token: t.token.clerk,
    })
    expect(answer.error.code).toBe('notReady')
    expect(answer.error.fields?.map(({ message }) => message)).toEqual(submit?.failureReasons)
  })

  it('is reviewed and published by nobody who wrote it, whatever they send', async () => {
    const draft = await draftOf(t, 27, completeContent(27), 'both')
    const sent = await t.ask('POST /api/notices/:id/submit', {
      params: { id: draft.notice },
      body: { revision: draft.revision },
      token: t.token.both,
    })
    expect(sent.body.state).toBe('submitted')
    const { contentHash } = sent.body
    expect((await review(draft.notice, { decision: 'approve', contentHash }, 'both')).error.code).toBe(
      'ownWork',
    )
    await review(draft.notice, { decision: 'approve', contentHash }, 'supervisor')
    expect((await publish(draft.notice, contentHash, 'both')).error.code).toBe('ownWork')
    expect((await publish(draft.notice, contentHash, 'clerk')).error.code).toBe('forbidden')
    expect((await publish(draft.notice, contentHash, 'publisher')).body.state).toBe('published')
  })

  it('goes back to a draft when it is edited after approval, and cannot be published then', async () => {
    const work = await approved(t, await submitted(t, await draftOf(t, 27)))
    const edited = await edit(work.notice, { revision: work.revision, content: { plain: '换一句话。' } })
    expect(edited.body).toMatchObject({ state: 'draft' })
    expect(edited.body.contentHash).not.toBe(work.contentHash)
    expect((await publish(work.notice, work.contentHash, 'publisher')).error.code).toBe('wrongState')
    const again = await approved(t, await submitted(t, edited.body))
    expect((await publish(again.notice, work.contentHash, 'publisher')).error.code).toBe('wrongState')
    expect((await publish(again.notice, again.contentHash, 'publisher')).status).toBe(200)
  })

  it('tells its reviewer where it says the same as the last one', async () => {
    const remarksOf = async (id: string) =>
      (await t.ask('GET /api/screens/edit', { query: { id }, token: t.token.supervisor })).body.work.remarks
    const content = completeContent(33, { title: '第三季度' })
    await published(t, 33, content)
    const again = await submitted(t, await draftOf(t, 33, { ...content, title: '第四季度' }))
    expect(await remarksOf(again.notice)).toEqual([
      { kind: 'sameAsLast', message: expect.stringContaining('《第三季度》完全相同') },
    ])
    const other = await submitted(t, await draftOf(t, 33, { ...content, body: '这一季度不同。' }))
    expect(await remarksOf(other.notice)).toEqual([])
  })

  it('is approved only as the reviewer read it', async () => {
    const sent = await submitted(t, await draftOf(t, 27))
    const other = 'ab'.repeat(32)
    expect(
      (await review(sent.notice, { decision: 'approve', contentHash: other }, 'supervisor')).error.code,
    ).toBe('wrongState')
  })

  it('is returned with a reason and never without', async () => {
    const sent = await submitted(t, await draftOf(t, 27))
    const { contentHash, notice } = sent
    const without = await review(notice, { decision: 'return', contentHash, reason: ' ' }, 'supervisor')
    expect(without.status).toBe(422)
    expect(without.error.fields?.[0]?.field).toBe('reason')
    const back = await review(notice, { decision: 'return', contentHash, reason: '票数对不上' }, 'supervisor')
    expect(back.body.state).toBe('returned')
    const desk = await t.ask('GET /api/screens/desk', {
      query: { region: village.code },
      token: t.token.clerk,
    })
    expect(desk.body.drafts[0]).toMatchObject({ notice, state: 'returned', reason: '票数对不上', mine: true })
  })

  it('takes one of two edits of the same revision', async () => {
    const draft = await draftOf(t, 27)
    const answers = await Promise.all(
      ['甲', '乙'].map((body) => edit(draft.notice, { revision: draft.revision, content: { body } })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.error.code).toBe('staleEdit')
  })

  it('is edited by its writer only', async () => {
    const draft = await draftOf(t, 27)
    const answer = await edit(draft.notice, { revision: 0, content: { body: 'x' } }, 'clerk2')
    expect(answer.error.code).toBe('forbidden')
    const seen = await t.ask('GET /api/screens/edit', { query: { id: draft.notice }, token: t.token.clerk2 })
    expect(seen.error.code).toBe('forbidden')
  })

  it('can be discarded until it is handed over', async () => {
    const draft = await draftOf(t, 31, completeContent(31, { table: true }))
    const gone = await t.ask('DELETE /api/notices/:id', {
      params: { id: draft.notice },
      token: t.token.clerk,
    })
    expect(gone.body).toEqual({ done: true })
    const { Notice, Edition, EditionRow } = t.deps.models
    expect(await Notice.countDocuments({ _id: draft.notice })).toBe(0)
    expect(await Edition.countDocuments({ notice: draft.notice })).toBe(0)
    expect(await EditionRow.countDocuments({ notice: draft.notice })).toBe(0)
    const sent = await submitted(t, await draftOf(t, 27))
    const refused = await t.ask('DELETE /api/notices/:id', {
      params: { id: sent.notice },
      token: t.token.clerk,
    })
    expect(refused.error.code).toBe('wrongState')
  })

  it('is nobody else’s business before it is published', async () => {
    const draft = await draftOf(t, 29)
    expect((await t.ask('GET /api/notices/:id', { params: { id: draft.notice } })).status).toBe(404)
    for (const who of ['villager', 'stranger', 'neighbour', 'supervisor', 'officer'] as const) {
      const seen = await t.ask('GET /api/screens/edit', { query: { id: draft.notice }, token: t.token[who] })
      expect([who, seen.status]).toEqual([who, 403])
    }
    for (const who of ['villager', 'stranger', 'supervisor', 'officer'] as const) {
      const made = await t.ask('POST /api/notices', {
        body: { region: village.code, item: 29 },
        token: t.token[who],
      })
      expect([who, made.error.code]).toEqual([who, 'forbidden'])
    }
  })
})

describe('a repeated request', () => {
  const body = { region: village.code, item: 29, content: { title: '同一份' } }
  const make = (key: string, sent: object = body, who: 'clerk' | 'clerk2' = 'clerk') =>
    t.ask('POST /api/notices', { body: sent, token: t.token[who], headers: { 'idempotency-key': key } })

  it('has one effect and the same answer', async () => {
    const answers = await Promise.all([make('k1'), make('k1'), make('k1')])
    expect(new Set(answers.map((one) => one.body.notice)).size).toBe(1)
    expect((await make('k1')).body.notice).toBe(answers[0]?.body.notice)
    expect((await make('k1', body, 'clerk2')).body.notice).not.toBe(answers[0]?.body.notice)
  })

  it('of a step does not take it twice', async () => {
    const draft = await draftOf(t, 27)
    const send = () =>
      t.ask('PUT /api/notices/:id', {
        params: { id: draft.notice },
        body: { revision: 0, content: { body: '一次' } },
        token: t.token.clerk,
        headers: { 'idempotency-key': 'k2' },
      })
    const answers = [...(await Promise.all([send(), send()])), await send()]
    expect(answers.map((one) => [one.status, one.body.revision])).toEqual([
      [200, 1],
      [200, 1],
      [200, 1],
    ])
  })

  it('with other content under the same key is refused', async () => {
    expect((await make('k1', { ...body, item: 51 })).error.code).toBe('idempotencyReused')
    const draft = await draftOf(t, 27)
    const other = await t.ask('PUT /api/notices/:id', {
      params: { id: draft.notice },
      body: { revision: 0, content: {} },
      token: t.token.clerk,
      headers: { 'idempotency-key': 'k1' },
    })
    expect(other.error.code).toBe('idempotencyReused')
    expect((await make('x'.repeat(101))).status).toBe(422)
  })

  it('serves one notice, also when two are asked for at once', async () => {
    const drafts = await Promise.all([draftOf(t, 41), draftOf(t, 48)])
    const answers = await Promise.all(
      drafts.map(({ notice, revision }) =>
        t.ask('PUT /api/notices/:id', {
          params: { id: notice },
          body: { revision, content: { title: '同一个编号' } },
          token: t.token.clerk,
          headers: { 'idempotency-key': 'k-at-once' },
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.error.code).toBe('idempotencyReused')
  })
})

describe('bad input', () => {
  it('is answered with the field and why, never with 500', async () => {
    const ask = async (body: unknown) => t.ask('POST /api/notices', { body, token: t.token.clerk })
    const answers = [
      await ask({ region: village.code, item: 999 }),
      await ask({ region: '310116109999', item: 1 }),
      await ask({ region: village.code, item: 'x' }),
      await ask({ region: village.code, item: 29, content: { elements: [{ name: '没有的', text: '' }] } }),
      await ask({ region: village.code, item: 29, content: { title: '长'.repeat(61) } }),
      await ask({
        region: village.code,
        item: 29,
        content: { table: { caption: '', columns: [], rows: [] } },
      }),
      await ask({ region: village.code, item: 29, content: { body: 'a\u0000\ud800b' } }),
      await ask([]),
      await edit('nobody', { revision: 0, content: {} }),
      await edit('a b', { revision: 0, content: {} }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 422, 422, 422, 422, 201, 422, 404, 422])
  })

  it('over the limit is refused as too large', async () => {
    const answer = await t.ask('POST /api/notices', {
      body: { region: village.code, item: 29, content: { body: 'x'.repeat(1_100_000) } },
      token: t.token.clerk,
    })
    expect(answer.status).toBe(413)
  })
})
