import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { neighbour, township, village } from './notices-setup'
import {
  approvedPolicy,
  draftPolicy,
  ok,
  policyContent,
  publishedPolicy,
  seedOfficer,
  submittedPolicy,
  type Township,
  tokensOf,
  townshipApp,
} from './policies-setup'

let t: Township
beforeAll(async () => {
  t = await townshipApp()
})
afterAll(() => t.close())

const announced = (id: string) =>
  t.deps.models.Announcement.find({ 'subject.kind': 'policy', 'subject.id': id }).sort({ at: 1 }).lean()

describe('a policy', () => {
  it('is written, reviewed and signed by three people, and then everybody reads it', async () => {
    const draft = await draftPolicy(t)
    expect(draft).toMatchObject({
      state: 'draft',
      policyState: 'none',
      edition: 1,
      problems: [],
      objections: [],
    })
    expect((await t.ask('GET /api/policies/:id', { params: { id: draft.id } })).status).toBe(404)
    const work = await publishedPolicy(t, draft)
    expect(work).toMatchObject({ state: 'published', stateText: '已签发公开', policyState: 'published' })
    const { body } = await t.ask('GET /api/policies/:id', { params: { id: draft.id } })
    expect(body).toMatchObject({
      id: draft.id,
      edition: 1,
      editions: 1,
      isCurrent: true,
      region: township,
      content: policyContent(),
      amount: '120元/亩，每年最高30万元',
      correction: null,
      ended: null,
    })
    expect(await announced(draft.id)).toMatchObject([
      { kind: 'published', edition: `${draft.id}:1`, region: township.code, urgency: 'ordinary' },
    ])
  })

  it('is no business of a village, a visitor or another township', async () => {
    const body = { region: village.code, content: {} }
    const refused = await t.ask('POST /api/policies', { body, token: t.token.clerk })
    expect(refused).toMatchObject({ status: 403, error: { code: 'notVillages' } })
    const asClerk = await t.ask('POST /api/policies', {
      body: { region: township.code },
      token: t.token.clerk,
    })
    expect(asClerk.status).toBe(403)
    expect((await t.ask('POST /api/policies', { body: { region: township.code } })).status).toBe(401)
    const params = { code: township.code }
    expect(
      (await t.ask('GET /api/regions/:code/policy-desk', { params, token: t.token.villager })).status,
    ).toBe(403)
    const there = { code: neighbour.code }
    const desk = await t.ask('GET /api/regions/:code/policy-desk', { params: there, token: t.token.clerk })
    expect(desk.error.code).toBe('notVillages')
  })

  it('may be the county’s, where the county has posts', async () => {
    const token = await seedOfficer(t, 'county-writer', 'township-officer', '310116')
    const made = await t.ask('POST /api/policies', { body: { region: '310116' }, token })
    expect(made).toMatchObject({ status: 201, body: { region: { code: '310116' }, state: 'draft' } })
  })

  it('is not reviewed or signed by who wrote it', async () => {
    const { models, clock } = t.deps
    const since = new Date(clock.now().getTime() - 1000)
    for (const role of ['township-reviewer', 'township-publisher'] as const)
      await models.Role.create({
        _id: `writer:${role}`,
        person: 'p-writer',
        region: township.code,
        role,
        since,
      })
    t.forget()
    const { id, contentHash, abilities } = await submittedPolicy(t, await draftPolicy(t))
    expect(abilities.find(({ verb }) => verb === 'approve')).toMatchObject({
      allowed: false,
      failureReasons: ['自己写的政策，要由别人保密审查和签发。'],
    })
    const answer = await t.ask('POST /api/policies/:id/review', {
      params: { id },
      body: { decision: 'approve', contentHash },
      token: t.officer.writer,
    })
    expect(answer).toMatchObject({ status: 403, error: { code: 'ownWork' } })
    await models.Role.deleteMany({ _id: { $regex: '^writer:township-' } })
    t.forget()
  })

  it('comes back with a reason, and what was approved is void once it is edited', async () => {
    const { id, contentHash } = await submittedPolicy(t, await draftPolicy(t))
    const review = (body: object) =>
      t.ask('POST /api/policies/:id/review', { params: { id }, body, token: t.officer.reviewer })
    expect((await review({ decision: 'return', contentHash })).error.fields).toMatchObject([
      { field: 'reason' },
    ])
    expect((await review({ decision: 'approve', contentHash: 'f'.repeat(64) })).error.code).toBe('wrongState')
    const back = ok(await review({ decision: 'return', contentHash, reason: '第三步没有写清。' }))
    expect(back).toMatchObject({ state: 'returned' })
    const again = ok(
      await t.ask('PUT /api/policies/:id', {
        params: { id },
        body: { revision: back.revision, content: { steps: ['到窗口领表。'] } },
        token: t.officer.writer,
      }),
    )
    expect(again).toMatchObject({ state: 'draft', contentHash: '', content: { steps: ['到窗口领表。'] } })
    const approved = await approvedPolicy(t, again)
    const edited = ok(
      await t.ask('PUT /api/policies/:id', {
        params: { id },
        body: { revision: approved.revision, content: { phone: '021-5555 0139' } },
        token: t.officer.writer,
      }),
    )
    const publish = await t.ask('POST /api/policies/:id/publish', {
      params: { id },
      body: { contentHash: approved.contentHash },
      token: t.officer.signatory,
    })
    expect([edited.state, publish.error.code]).toEqual(['draft', 'wrongState'])
  })

  it('takes each request once', async () => {
    const headers = { 'idempotency-key': 'once-1' }
    const body = { region: township.code, content: policyContent({ title: '只起草一次（示例）' }) }
    const make = () => t.ask('POST /api/policies', { body, token: t.officer.writer, headers })
    const [first, second] = [ok(await make()), ok(await make())]
    expect(second.id).toBe(first.id)
    const other = await t.ask('POST /api/policies', {
      body: { region: township.code },
      token: t.officer.writer,
      headers,
    })
    expect(other.error.code).toBe('idempotencyReused')
    const stale = await t.ask('PUT /api/policies/:id', {
      params: { id: first.id },
      body: { revision: 7, content: {} },
      token: t.officer.writer,
    })
    expect(stale.error.code).toBe('staleEdit')
  })

  it('is discarded while it was never published', async () => {
    const { id } = await draftPolicy(t)
    ok(await t.ask('POST /api/policies/:id/discard', { params: { id }, token: t.officer.writer }))
    expect(
      (await t.ask('GET /api/policies/:id/work', { params: { id }, token: t.officer.writer })).status,
    ).toBe(404)
    expect(await t.deps.models.Policy.countDocuments({ _id: id })).toBe(0)
  })
})

describe('a draft is refused', () => {
  const put = async (content: object) => {
    const { id, revision } = await draftPolicy(t)
    return t.ask('PUT /api/policies/:id', {
      params: { id },
      body: { revision, content },
      token: t.officer.writer,
    })
  }
  const condition = {
    field: 'landArea',
    op: 'gte',
    value: 3000,
    hard: true,
    sourceText: '面积30亩以上。',
  }

  it.each([
    ['a field that there is not', { ...condition, field: 'mood' }, '没有“mood”这一栏'],
    ['an operator that does not fit', { ...condition, op: 'has' }, '不能用'],
    ['half a hundredth of a 亩', { ...condition, value: 10.5 }, '整数'],
    ['no sentence of the document', { ...condition, sourceText: '' }, '原文里的这句话'],
  ])('for %s, with the path of the condition', async (_what, wrong, words) => {
    const { status, error } = await put({ rule: { all: [condition, wrong] } })
    expect(status).toBe(422)
    expect(error.fields).toMatchObject([
      { field: 'content.rule.all.1', message: expect.stringContaining(words) },
    ])
  })

  it('for an unknown kind, a wrong sum or an unknown property, each with its field', async () => {
    const amount = await put({ amount: { kind: 'fixed', fen: '很多' } })
    expect(amount.error.fields).toMatchObject([{ field: 'content.amount.fen' }])
    expect(
      (await put({ window: { kind: 'dates', from: '明天', to: '2026-12-01' } })).error.fields,
    ).toMatchObject([{ field: 'content.window.from' }])
    expect((await put({ mood: 1 })).error.fields).toMatchObject([{ field: 'content.mood' }])
  })

  it('for a day that there is not: nothing that is reckoned from days breaks later', async () => {
    const wrong: [object, string][] = [
      [{ window: { kind: 'dates', from: '2026-02-31', to: '2026-13-01' } }, 'content.window.from'],
      [{ window: { kind: 'untilSpent', from: '2026-06-31' } }, 'content.window.from'],
      [{ validTo: '2027-02-29' }, 'content.validTo'],
      [
        { competition: { kind: 'reviewed', body: '', date: '昨天', conclusion: '' } },
        'content.competition.date',
      ],
    ]
    for (const [content, field] of wrong) {
      const { status, error } = await put(content)
      expect([status, error?.fields?.[0]]).toEqual([
        422,
        { field, message: expect.stringContaining('没有这一天') },
      ])
    }
  })

  it('nested without end: refused before anything walks through it', async () => {
    const { id } = await draftPolicy(t)
    for (const levels of [100, 20_000]) {
      const answer = await t.app.inject({
        method: 'PUT',
        url: `/api/policies/${id}`,
        headers: { authorization: `Bearer ${t.officer.writer}`, 'content-type': 'application/json' },
        payload: `{"revision":0,"content":{"rule":${'{"all":['.repeat(levels)}${']}'.repeat(levels)}}}`,
      })
      expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'malformedJson'])
    }
  })

  it('for a number of a person in any of its texts', async () => {
    const id = '310116199001011239'
    const places: [object, string][] = [
      [{ title: `补贴 ${id}` }, 'content.title'],
      [{ materials: [{ name: '身份证', note: id, held: false }] }, 'content.materials.0.note'],
      [{ rule: { all: [{ ...condition, sourceText: id }] } }, 'content.rule.all.0.sourceText'],
      [{ competition: { kind: 'notConcerned', reason: id } }, 'content.competition.reason'],
      [{ amount: { kind: 'unknown', text: id } }, 'content.amount.text'],
    ]
    for (const [content, field] of places) {
      const { status, error } = await put(content)
      expect([status, error.fields?.[0]?.field]).toEqual([422, field])
    }
  })

  it('keeps of a rule only what a rule is made of', async () => {
    const { body } = await put({ rule: { all: [{ ...condition, mood: 'x', note: 'y' }], more: [1] } })
    expect(body.content.rule).toEqual({ all: [condition] })
  })
})

describe('a draft is not handed in', () => {
  const handIn = async (change: object) => {
    const { id, revision, problems, objections } = await draftPolicy(t, policyContent(change))
    const answer = await t.ask('POST /api/policies/:id/submit', {
      params: { id },
      body: { revision },
      token: t.officer.writer,
    })
    const fields = answer.error?.fields?.map(({ field }) => field) ?? []
    expect(fields).toEqual([...problems, ...objections].map(({ field }) => field))
    return { code: answer.error?.code, fields, message: answer.error?.fields?.[0]?.message ?? '', objections }
  }

  it('without text, interpretation or materials (三同步), or without the fair-competition record', async () => {
    expect(await handIn({ interpretation: '' })).toMatchObject({
      code: 'notReady',
      fields: ['content.interpretation'],
    })
    expect(await handIn({ materials: [] })).toMatchObject({ fields: ['content.materials'] })
    expect(await handIn({ competition: null })).toMatchObject({ fields: ['content.competition'] })
  })

  it('with an amount by something that is not asked', async () => {
    const perUnit = { kind: 'perUnit', fen: 100, unit: '份', units: null, cap: null }
    for (const amount of [
      { ...perUnit, field: 'mood' },
      { ...perUnit, field: 'kind' },
      { kind: 'byValue', field: 'starRating', steps: [{ value: 'nine', fen: 100 }] },
    ])
      expect(await handIn({ amount })).toMatchObject({ code: 'notReady', fields: ['content.amount'] })
  })

  it('with a sentence that does not stand in the document', async () => {
    const { fields, message } = await handIn({ text: '别的文件，没有这些话。' })
    expect(fields.length).toBeGreaterThan(0)
    expect(fields.every((field) => field.startsWith('content.rule.all.'))).toBe(true)
    expect(message).toMatch(/^政策原文里找不到“.+”这句话/)
  })

  it('with what must not be asked for: the words, the basis and the way out', async () => {
    const { fields, objections } = await handIn({ steps: ['提交注册地证明和其他材料。'] })
    expect(new Set(fields)).toEqual(new Set(['content.steps.0']))
    expect(objections.map(({ words }) => words)).toEqual(['注册地', '其他材料'])
    for (const { wayOut, basis } of objections) expect(wayOut && basis).toBeTruthy()
  })

  it('with an impossible window, or an address of somebody’s home', async () => {
    const window = { kind: 'dates', from: '2026-12-10', to: '2026-12-01' }
    expect(await handIn({ window })).toMatchObject({ fields: ['content.window'] })
    const days = { kind: 'dates', from: '2026-12-01', to: '2026-12-31' }
    expect(await handIn({ window: days, validTo: '2026-12-30' })).toMatchObject({
      fields: ['content.window'],
    })
    expect(await handIn({ window: days, validFrom: '2027-01-01', validTo: null })).toMatchObject({
      fields: ['content.window'],
    })
    expect(await handIn({ interpretation: '请打 13812345678 问。' })).toMatchObject({
      fields: ['content.interpretation'],
    })
  })
})

describe('a correction', () => {
  const correct = (id: string) =>
    t.ask('POST /api/policies/:id/correct', { params: { id }, token: tokensOf(t).writer })

  it('is a new edition; a major one is announced, a minor one is not, and the old one can be read', async () => {
    const { id } = await publishedPolicy(t)
    const begun = ok(await correct(id))
    expect(begun).toMatchObject({ edition: 2, state: 'draft', change: { note: '', size: null } })
    expect(begun.problems.map(({ field }) => field)).toEqual(['change.note', 'change.size'])
    const edit = (revision: number, size: 'minor' | 'major') =>
      t.ask('PUT /api/policies/:id', {
        params: { id },
        body: { revision, content: { phone: '021-5555 0140' }, change: { note: '电话改了。', size } },
        token: t.officer.writer,
      })
    await publishedPolicy(t, ok(await edit(begun.revision, 'minor')))
    expect((await announced(id)).map(({ kind }) => kind)).toEqual(['published'])
    const next = ok(await correct(id))
    await publishedPolicy(t, ok(await edit(next.revision, 'major')))
    expect((await announced(id)).map(({ kind }) => kind).sort()).toEqual(['corrected', 'published'])
    const { body } = await t.ask('GET /api/policies/:id', { params: { id } })
    expect(body).toMatchObject({ edition: 3, editions: 3, correction: { size: 'major', note: '电话改了。' } })
    const first = await t.ask('GET /api/policies/:id', { params: { id }, query: { edition: 1 } })
    expect(first.body).toMatchObject({ edition: 1, isCurrent: false, content: policyContent() })
    const { items } = ok(await t.ask('GET /api/policies/:id/editions', { params: { id } }))
    expect(items.map(({ edition, size, isCurrent }) => [edition, size, isCurrent])).toEqual([
      [3, 'major', true],
      [2, 'minor', false],
      [1, null, false],
    ])
  })

  it('is one at a time, and may be dropped', async () => {
    const { id } = await publishedPolicy(t)
    const second = await seedOfficer(t, 'second', 'township-officer', township.code)
    const [one, again] = [ok(await correct(id)), ok(await correct(id))]
    expect(again.revision).toBe(one.revision)
    const other = await t.ask('POST /api/policies/:id/correct', { params: { id }, token: second })
    expect(other).toMatchObject({ status: 409, error: { code: 'policyCorrectionBegun' } })
    ok(await t.ask('POST /api/policies/:id/discard', { params: { id }, token: t.officer.writer }))
    expect((await t.ask('GET /api/policies/:id', { params: { id } })).body).toMatchObject({ edition: 1 })
    const seen = await t.ask('GET /api/policies/:id/work', { params: { id }, token: second })
    expect(ok(seen)).toMatchObject({ edition: 1, state: 'published', mine: false })
  })
})
