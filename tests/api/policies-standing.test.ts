import type { Availability } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  draftPolicy,
  ok,
  policyContent,
  publishedPolicy,
  type Township,
  tokensOf,
  townshipApp,
} from './policies-setup'

let t: Township
beforeAll(async () => {
  t = await townshipApp()
})
afterAll(() => t.close())

const window = { kind: 'dates', from: '2026-11-01', to: '2026-11-30' } as const
const aPolicy = async (): Promise<string> =>
  (await publishedPolicy(t, await draftPolicy(t, policyContent({ window, validTo: '2026-12-31' })))).id

const stand = (
  id: string,
  change: Partial<Availability>,
  headers: Record<string, string> = {},
  token?: string,
) =>
  t.ask('POST /api/policies/:id/availability', {
    params: { id },
    body: { state: 'open', extendedTo: null, note: '', ...change },
    token: token ?? tokensOf(t).signatory,
    headers,
  })
const kinds = async (id: string) =>
  (await t.deps.models.Announcement.find({ 'subject.id': id }).lean()).map(({ kind }) => kind).sort()

describe('额满, 暂停, 恢复, 延期', () => {
  it('change how it stands without a new edition; each is recorded and announced once', async () => {
    const id = await aPolicy()
    const spent = ok(
      await stand(id, { state: 'spent', note: '第一批 20 家已满。' }, { 'idempotency-key': 'full' }),
    )
    expect(spent.steps).toMatchObject([
      {
        verb: 'availability',
        text: '额满，停止申报',
        note: '第一批 20 家已满。',
        by: '人signatory（镇签发）',
      },
    ])
    ok(await stand(id, { state: 'spent', note: '第一批 20 家已满。' }, { 'idempotency-key': 'full' }))
    expect((await t.ask('GET /api/policies/:id', { params: { id } })).body).toMatchObject({
      edition: 1,
      availability: { state: 'spent', note: '第一批 20 家已满。' },
      status: { state: 'spent', text: '额满' },
    })
    ok(await stand(id, { state: 'open' }))
    const longer = ok(await stand(id, { extendedTo: '2026-12-10' }))
    expect(longer.steps.map(({ text }) => text)).toEqual([
      '延期到2026年12月10日',
      '恢复申报',
      '额满，停止申报',
    ])
    expect(longer.status.closesOn).toBe('2026-12-10')
    expect(await kinds(id)).toEqual(['published', 'status', 'status', 'status'])
    expect(longer.revision).toBe(spent.revision)
  })

  it('are refused where they make no sense, with the field', async () => {
    const id = await aPolicy()
    const fieldOf = async (change: Partial<Availability>) =>
      (await stand(id, change)).error.fields?.[0]?.field
    expect(await fieldOf({})).toBe('state')
    expect(await fieldOf({ extendedTo: '2026-11-30' })).toBe('extendedTo')
    expect(await fieldOf({ extendedTo: '2026-13-40' })).toBe('extendedTo')
    expect(await fieldOf({ extendedTo: '2027-01-01' })).toBe('extendedTo')
    expect(await fieldOf({ state: 'paused', note: '请打 13812345678' })).toBe('note')
    const always = await publishedPolicy(
      t,
      await draftPolicy(t, policyContent({ window: { kind: 'always' } })),
    )
    expect((await stand(always.id, { extendedTo: '2026-12-01' })).error.fields).toMatchObject([
      { field: 'extendedTo' },
    ])
  })

  it('are the signatory’s, and only of what is public', async () => {
    const id = await aPolicy()
    expect((await stand(id, { state: 'paused' }, {}, tokensOf(t).writer)).status).toBe(403)
    const draft = await draftPolicy(t)
    expect((await stand(draft.id, { state: 'paused' })).error.code).toBe('wrongState')
  })
})

describe('a withdrawal', () => {
  const withdraw = (id: string, reason: string) =>
    t.ask('POST /api/policies/:id/withdraw', {
      params: { id },
      body: { reason },
      token: tokensOf(t).signatory,
    })

  it('needs a reason without personal data, leaves the text readable, and is announced once', async () => {
    const id = await aPolicy()
    expect((await withdraw(id, ' ')).error.fields).toMatchObject([{ field: 'reason' }])
    expect((await withdraw(id, '找 13812345678')).error.fields).toMatchObject([{ field: 'reason' }])
    expect(ok(await withdraw(id, '上级文件已经废止。'))).toMatchObject({ policyState: 'withdrawn' })
    expect((await t.ask('GET /api/policies/:id', { params: { id } })).body).toMatchObject({
      state: 'withdrawn',
      status: { text: '已撤回' },
      ended: { reason: '上级文件已经废止。', body: '村委会' },
    })
    const { items } = ok(await t.ask('GET /api/policies', {}))
    expect(items.map((one) => one.id)).not.toContain(id)
    expect(await kinds(id)).toEqual(['published', 'withdrawn'])
    expect((await withdraw(id, '再撤一次。')).error.code).toBe('wrongState')
    const correct = await t.ask('POST /api/policies/:id/correct', {
      params: { id },
      token: tokensOf(t).writer,
    })
    expect(correct.error.code).toBe('wrongState')
  })

  it('stops a correction that was approved', async () => {
    const id = await aPolicy()
    const token = tokensOf(t)
    const begun = ok(await t.ask('POST /api/policies/:id/correct', { params: { id }, token: token.writer }))
    const edited = ok(
      await t.ask('PUT /api/policies/:id', {
        params: { id },
        body: { revision: begun.revision, content: {}, change: { note: '改了。', size: 'major' } },
        token: token.writer,
      }),
    )
    const handed = ok(
      await t.ask('POST /api/policies/:id/submit', {
        params: { id },
        body: { revision: edited.revision },
        token: token.writer,
      }),
    )
    const { contentHash } = handed
    ok(
      await t.ask('POST /api/policies/:id/review', {
        params: { id },
        body: { decision: 'approve', contentHash },
        token: token.reviewer,
      }),
    )
    ok(await withdraw(id, '上级文件已经废止。'))
    const publish = await t.ask('POST /api/policies/:id/publish', {
      params: { id },
      body: { contentHash },
      token: token.signatory,
    })
    expect(publish).toMatchObject({ status: 409, error: { message: expect.stringContaining('撤回') } })
    expect(await kinds(id)).toEqual(['published', 'withdrawn'])
  })
})
