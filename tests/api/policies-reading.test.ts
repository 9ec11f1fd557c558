import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { township, village } from './notices-setup'
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
let greenFood: string
let firm: string
let household: string
beforeAll(async () => {
  t = await townshipApp()
  const publish = async (key: string, change = {}) =>
    (await publishedPolicy(t, await draftPolicy(t, policyContent(change, key)))).id
  greenFood = await publish('green-food', {
    window: { kind: 'dates', from: '2026-11-01', to: '2026-11-30' },
    documentNo: '示农委发〔2026〕31号',
  })
  firm = await publish('first-software', { window: { kind: 'always' }, validTo: null, validFrom: null })
  household = await publish('old-age-allowance')
})
afterAll(() => t.close())

const list = async (query: Record<string, string> = {}) => ok(await t.ask('GET /api/policies', { query }))
const ids = async (query: Record<string, string>) => (await list(query)).items.map(({ id }) => id)

describe('the list of policies', () => {
  it('tells of each how it stands today, what closes first before the others', async () => {
    const { items, total } = await list({ audience: 'enterprise' })
    expect([total, items.map(({ id }) => id)]).toEqual([2, [greenFood, firm]])
    expect(items[0]).toMatchObject({
      region: township.code,
      regionName: township.name,
      amount: '120元/亩，每年最高30万元',
      status: {
        state: 'closing',
        text: '即将截止',
        closesOn: '2026-11-30',
        daysLeft: 10,
        workingDaysLeft: 6,
        deadline: '11月30日截止，还有6个工作日。',
      },
    })
  })

  it('gives the phone what decides the villagers’ ones, and those of firms not', async () => {
    const { policies, day } = ok(
      await t.ask('GET /api/household-policies', { query: { region: village.code } }),
    )
    expect(day).toBe('2026-11-20')
    expect(policies.map(({ line }) => line.id)).toEqual([household])
    const [policy] = policies
    expect(JSON.stringify(policy?.rule)).toContain('ageYears')
    expect(policy).toMatchObject({ window: { kind: 'always' }, phone: expect.stringContaining('021') })
    expect(JSON.stringify(policy)).not.toContain('interpretation')
    const away = await t.ask('GET /api/household-policies', { query: { region: '310117' } })
    expect(away.status).toBe(404)
  })

  it('is narrowed by audience, benefit, need, industry, status and place', async () => {
    expect(await ids({ audience: 'household' })).toEqual([household])
    expect(await ids({ benefit: 'award', audience: 'enterprise', industry: 'A0141' })).toEqual([greenFood])
    expect(await ids({ industry: 'C26', audience: 'enterprise' })).not.toContain(greenFood)
    expect(await ids({ need: 'market' })).toContain(greenFood)
    expect(await ids({ need: 'market' })).not.toContain(household)
    expect(await ids({ status: 'closing' })).toEqual([greenFood])
    expect(await ids({ status: 'now', audience: 'enterprise' })).toEqual([greenFood, firm])
    expect(await ids({ region: village.code, audience: 'enterprise' })).toEqual([greenFood, firm])
    expect(await ids({ region: '310116', audience: 'enterprise' })).toEqual([greenFood, firm])
    expect((await t.ask('GET /api/policies', { query: { region: '310117' } })).error.code).toBe(
      'regionNotFound',
    )
  })

  it('finds words, and a document number in whatever brackets', async () => {
    expect(await ids({ q: '绿色食品' })).toEqual([greenFood])
    expect(await ids({ q: '绿色 证书' })).toEqual([greenFood])
    expect(await ids({ q: '绿色 火箭' })).toEqual([])
    for (const q of [
      '示农委发〔2026〕31号',
      '示农委发[2026]31号',
      '（2026）31号',
      '示农委发【2026】31',
      '[2026]31号',
    ])
      expect([q, await ids({ q })]).toEqual([q, [greenFood]])
    expect(await ids({ q: '示农委发〔2026〕3号' })).toEqual([])
  })

  it('comes in pages', async () => {
    const first = await list({ limit: '2' })
    const second = await list({ limit: '2', cursor: first.next ?? '' })
    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, undefined])
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3)
    expect((await t.ask('GET /api/policies', { query: { cursor: 'x' } })).error.code).toBe('invalidCursor')
  })

  it('counts the last day, and is over the day after', async () => {
    const statusOn = async (instant: string) => {
      t.clock.advance(new Date(instant).getTime() - t.clock.now().getTime())
      t.forget()
      return (await list({ audience: 'enterprise', q: '绿色食品' })).items[0]?.status
    }
    const before = t.clock.now().toISOString()
    expect(await statusOn('2026-11-30T15:59:00Z')).toMatchObject({ state: 'closing', deadline: '今天截止。' })
    expect(await statusOn('2026-11-30T16:01:00Z')).toMatchObject({
      state: 'closed',
      daysLeft: null,
      deadline: '',
    })
    expect(await statusOn(before)).toMatchObject({ state: 'closing' })
  })
})

describe('a deadline', () => {
  it('goes into a calendar as the last day, which counts', async () => {
    const answer = await t.app.inject(`/api/policies/${greenFood}/deadline.ics`)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
    const lines = answer.body.split('\r\n')
    expect(lines).toEqual(
      expect.arrayContaining(['DTSTART;VALUE=DATE:20261130', 'DTEND;VALUE=DATE:20261201']),
    )
    expect(answer.body.replaceAll('\r\n ', '')).toContain('SUMMARY:申报截止：绿色食品奖补（示例）')
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })

  it('is told not to be there where there is none', async () => {
    const answer = await t.ask('GET /api/policies/:id/deadline.ics', { params: { id: firm } })
    expect(answer).toMatchObject({ status: 404, error: { message: '这条政策没有截止日，不用记在日历上。' } })
  })
})

describe('我要办', () => {
  it('is counted, and nobody is named', async () => {
    const tap = (token?: string) =>
      t.ask('POST /api/policies/:id/applied', { params: { id: firm }, ...(token ? { token } : {}) })
    expect(ok(await tap())).toEqual({ done: true })
    ok(await tap(t.token.villager))
    const work = await t.ask('GET /api/policies/:id/work', {
      params: { id: firm },
      token: tokensOf(t).writer,
    })
    expect(ok(work).applied).toBe(2)
    const kept = JSON.stringify(await t.deps.models.Policy.findById(firm).lean())
    expect(kept).not.toContain('p-villager')
    expect((await t.ask('POST /api/policies/:id/applied', { params: { id: 'none' } })).status).toBe(404)
  })
})

describe('the desk', () => {
  it('shows the office what is in work and what is published', async () => {
    const draft = await draftPolicy(t)
    const desk = async (token: string) =>
      ok(await t.ask('GET /api/regions/:code/policy-desk', { params: { code: township.code }, token }))
    const { writer, reviewer } = tokensOf(t)
    const own = await desk(writer)
    expect(own.may).toEqual({ write: true, review: false, publish: false })
    expect(own.open.map(({ id }) => id)).toEqual([draft.id])
    expect(own.published.map(({ id }) => id).sort()).toEqual([greenFood, firm, household].sort())
    expect((await desk(reviewer)).open).toEqual([])
  })
})

describe('the feed', () => {
  it('gives every published policy in the order of its change, and is taken by another office as drafts', async () => {
    const feed = ok(await t.ask('GET /api/feeds/policies', { query: { limit: 2 } }))
    expect(feed).toMatchObject({ format: 'hutang-policies', version: 1 })
    const rest = ok(await t.ask('GET /api/feeds/policies', { query: { limit: 2, cursor: feed.next ?? '' } }))
    expect([...feed.items, ...rest.items].map(({ key }) => key).sort()).toEqual(
      [greenFood, firm, household].sort(),
    )
    expect(rest.next).toBeUndefined()

    const take = async (items: object[]) =>
      t.ask('POST /api/regions/:code/policies/import', {
        params: { code: township.code },
        body: { format: 'hutang-policies', version: 1, items },
        token: tokensOf(t).writer,
      })
    const item = [...feed.items, ...rest.items].find(({ key }) => key === greenFood)
    if (!item) throw new Error('no item')
    const taken = ok(
      await take([
        item,
        { key: 'another-one', content: item.content },
        { key: 'a-wrong-rule', content: { ...item.content, rule: { all: [{ field: 'mood' }] } } },
      ]),
    )
    expect(taken.items.map(({ outcome }) => outcome)).toEqual(['same', 'new', 'refused'])
    expect(taken.items[2]?.problems[0]?.field).toBe('items.2.content.rule.all.0')
    const draft = await t.ask('GET /api/policies/:id/work', {
      params: { id: 'another-one' },
      token: tokensOf(t).writer,
    })
    expect(ok(draft)).toMatchObject({ state: 'draft', policyState: 'none', content: item.content })
    expect((await t.ask('GET /api/policies/:id', { params: { id: 'another-one' } })).status).toBe(404)

    const content = { ...item.content, phone: '021-5555 0141' }
    const again = ok(
      await take([
        { ...item, content },
        { key: 'another-one', content },
      ]),
    )
    expect(again.items.map(({ outcome, text }) => [outcome, text])).toEqual([
      ['changed', '有改动，已起草更正。'],
      ['changed', '有改动，草稿已更新。'],
    ])
    expect((await t.ask('GET /api/policies/:id', { params: { id: greenFood } })).body).toMatchObject({
      edition: 1,
    })
  })

  it('takes nothing with a number of a person in it', async () => {
    const { items } = ok(await t.ask('GET /api/feeds/policies', {}))
    const [item] = items
    const answer = await t.ask('POST /api/regions/:code/policies/import', {
      params: { code: township.code },
      body: {
        format: 'hutang-policies',
        version: 1,
        items: [{ ...item, key: 'a-new-key', content: { ...item?.content, place: '310116199001011239' } }],
      },
      token: tokensOf(t).writer,
    })
    expect(answer.error.fields).toMatchObject([{ field: 'items.0.content.place' }])
    expect(await t.deps.models.Policy.exists({ _id: 'a-new-key' })).toBeNull()
  })
})
