import { randomUUID } from 'node:crypto'
import type { RouteKey } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { newEngine } from '../../server/src/features/push/engines'
import { matchAnnouncement } from '../../server/src/features/push/matching/match'
import type { AskOptions } from '../support/app'
import { accountsOf, october } from '../support/ledgers'
import {
  approved,
  completeContent,
  draftOf,
  published,
  renewed,
  submitted,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

/** Quarterly; every event; monthly. */
const [seals, insurance, finances] = [10, 34, 39]
const period = '2026-Q3'
const plain = '第三季度没有用过印章'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const as = <K extends RouteKey>(who: Who | null, key: K, options: AskOptions<K> = {}) =>
  t.ask(key, { ...options, ...(who ? { token: renewed(t, who) } : {}) })

const say = (
  no: number,
  body: object = { period, plain },
  who: Who = 'clerk',
  headers: Record<string, string> = {},
) => as(who, 'POST /api/regions/:code/items/:no/nil', { params: { code: village.code, no }, body, headers })

const review = (id: string, contentHash: string, who: Who = 'supervisor') =>
  as(who, 'POST /api/notices/:id/review', { params: { id }, body: { decision: 'approve', contentHash } })
const publish = (id: string, contentHash: string, who: Who = 'publisher') =>
  as(who, 'POST /api/notices/:id/publish', { params: { id }, body: { contentHash } })
const page = async (no: number, who: Who | null = null) =>
  (await as(who, 'GET /api/screens/item', { query: { region: village.code, no } })).body

async function said(no: number, body: object = { period, plain }) {
  const { notice, contentHash } = (await say(no, body)).body
  await review(notice, contentHash)
  return (await publish(notice, contentHash)).body
}

describe('a nil return', () => {
  it('goes the way of a notice: clerk, supervisor, publisher, and nobody twice', async () => {
    const before = await page(seals)
    expect(before).toMatchObject({ state: 'missing', published: 0, nils: [] })
    const made = await say(seals)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      state: 'submitted',
      nil: { period: '2026年第三季度' },
      content: { title: '印章管理：2026年第三季度本期无', plain, elements: [], table: null },
      item: { no: seals, elements: [] },
      mine: true,
    })
    const { notice, contentHash } = made.body
    expect(made.body.history.map(({ verb }) => verb)).toEqual(['create', 'submit'])
    expect((await as('villager', 'GET /api/notices/:id', { params: { id: notice } })).status).toBe(404)

    expect((await review(notice, contentHash, 'clerk')).status).toBe(403)
    expect((await review(notice, contentHash, 'villager')).status).toBe(403)
    expect((await publish(notice, contentHash)).status).toBe(409)
    expect((await review(notice, contentHash)).body).toMatchObject({ state: 'approved' })
    expect((await publish(notice, contentHash, 'supervisor')).status).toBe(403)
    expect((await publish(notice, contentHash)).body).toMatchObject({ state: 'published' })

    const text = `${plain}，村监会11月20日已审核`
    expect(await page(seals, 'villager')).toMatchObject({
      state: 'nil',
      stateText: '第三季度本期无，村监会11月20日已审核',
      published: 0,
      lastAt: null,
      notices: [],
      nils: [{ id: notice, text: `${text}。`, outdated: false }],
    })
    const read = await as('villager', 'GET /api/notices/:id', { params: { id: notice } })
    expect(read.body).toMatchObject({ nil: text, plain, elements: [], table: null })
  })

  it('counts as in order and not as a publication', async () => {
    const home = (await as(null, 'GET /api/screens/home', { query: { region: village.code } })).body
    const catalogue = await as(null, 'GET /api/screens/catalogue', { query: { region: village.code } })
    const of = (state: string) => catalogue.body.items.filter((one) => one.state === state).length
    expect(of('nil')).toBe(1)
    expect(home).toMatchObject({ published: 0, missingItems: of('missing'), newest: [] })
    expect(home.missingItems).toBe(home.items - 1 - of('unrecorded'))
    const list = await as(null, 'GET /api/regions/:code/notices', {
      params: { code: village.code },
      query: {},
    })
    expect(list.body.items).toEqual([])
  })

  it('is one for each item and period', async () => {
    const again = await say(seals)
    expect([again.status, again.error.code]).toEqual([409, 'wrongState'])
    expect(again.error.message).toContain('已经报过“本期无”')
    const both = await Promise.all([say(15), say(15, { period, plain }, 'clerk2')])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(both.find(({ status }) => status === 409)?.error.message).toContain('已经有人在报')
    expect(await t.deps.models.Notice.countDocuments({ item: 15 })).toBe(1)
  })

  it('is made once for one Idempotency-Key, also when the request is repeated later', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const [one, two] = await Promise.all([
      say(13, { period, plain }, 'clerk', headers),
      say(13, { period, plain }, 'clerk', headers),
    ])
    expect([one.status, two.status]).toEqual([201, 201])
    expect(two.body.notice).toBe(one.body.notice)
    await review(one.body.notice, one.body.contentHash)
    const later = await say(13, { period, plain }, 'clerk', headers)
    expect(later.body).toMatchObject({ notice: one.body.notice, state: 'approved' })
    const other = await say(13, { period, plain: '别的话' }, 'clerk', headers)
    expect([other.status, other.error.code]).toEqual([409, 'idempotencyReused'])
  })

  it('is refused for a period that is not the last one over, and where there are no periods', async () => {
    for (const [no, asked, sentence] of [
      [18, '2026-Q4', '第四季度还没有过完，过完再报。'],
      [18, '2026-Q2', '只能报刚过去的一期（第三季度）'],
      [18, '2026-10', '期别写得不对'],
      [18, 'x', '期别写得不对'],
      [finances, '2026-11', '11月还没有过完'],
      [1, '2026-Q3', '有变化才公开'],
    ] as const) {
      const answer = await say(no, { period: asked, plain })
      expect([answer.status, answer.error.fields?.[0]?.field]).toEqual([422, 'period'])
      expect(answer.error.fields?.[0]?.message).toContain(sentence)
    }
    expect((await say(99)).status).toBe(404)
    expect((await say(18, { period })).status).toBe(422)
    expect((await say(18, { period, plain }, 'villager')).status).toBe(403)
    expect((await say(18, { period, plain }, 'officer')).status).toBe(403)
  })

  it('goes through the privacy gate', async () => {
    const answer = await say(18, { period, plain: '第三季度没有，问 13812345678' })
    expect([answer.status, answer.error.fields?.[0]?.field]).toEqual([422, 'plain'])
    expect(await t.deps.models.Notice.countDocuments({ item: 18 })).toBe(0)
  })

  it('is refused where something was published, with the way out', async () => {
    await published(t, finances, { ...accountsOf(october), title: '10月财务收支' })
    const answer = await say(finances, { period: '2026-10', plain: '10月没有收支' })
    expect([answer.status, answer.error.code]).toEqual([409, 'wrongState'])
    expect(answer.error.message).toBe(
      '10月已经公开过《10月财务收支》，不能再报“本期无”。要改内容，请在那一条上更正。',
    )
    expect((await page(finances, 'clerk')).nilOffer).toBeNull()
  })

  it('is not published over what was published meanwhile; what comes later makes it outdated', async () => {
    const { notice, contentHash } = (await say(41)).body
    await review(notice, contentHash)
    await published(t, 41, completeContent(41, { title: '三季度债权债务' }))
    expect((await publish(notice, contentHash)).error.message).toContain(
      '第三季度已经公开过《三季度债权债务》',
    )
    expect(await page(41)).toMatchObject({ state: 'published', nils: [] })

    await said(44)
    await published(t, 44, completeContent(44, { title: '三季度补助资金' }))
    expect(await page(44)).toMatchObject({ state: 'published', nils: [{ outdated: true }] })
  })

  it('that was returned is mended in its sentence alone, and may be discarded', async () => {
    const { notice, contentHash } = (await say(21)).body
    const back = await as('supervisor', 'POST /api/notices/:id/review', {
      params: { id: notice },
      body: { decision: 'return', reason: '请写清楚。', contentHash },
    })
    const edit = (content: object) =>
      as('clerk', 'PUT /api/notices/:id', {
        params: { id: notice },
        body: { revision: back.body.revision, content },
      })
    for (const [content, field] of [
      [{ title: '别的期' }, 'content.title'],
      [{ table: { caption: '', columns: [{ key: 'a', label: '甲', kind: 'text' }] } }, 'content.table'],
      [{ elements: [{ name: '统计', text: '有' }] }, 'content.elements.0.name'],
    ] as const) {
      const refused = await edit(content)
      expect([refused.status, refused.error.fields?.[0]?.field]).toEqual([422, field])
    }
    const mended = (await edit({ plain: '第三季度没有新的困境儿童' })).body
    const sent = await as('clerk', 'POST /api/notices/:id/submit', {
      params: { id: notice },
      body: { revision: mended.revision },
    })
    expect(sent.body).toMatchObject({ state: 'submitted', nil: { period: '2026年第三季度' } })
    const again = await as('supervisor', 'POST /api/notices/:id/review', {
      params: { id: notice },
      body: { decision: 'return', reason: '不用报。', contentHash: sent.body.contentHash },
    })
    expect(again.status).toBe(200)
    expect((await as('clerk', 'DELETE /api/notices/:id', { params: { id: notice } })).status).toBe(200)
    expect((await say(21)).status).toBe(201)
  })

  it('is offered to those who may write, with the last period and words to begin with', async () => {
    const offer = { period, name: '第三季度', plain: '第三季度没有这一项的内容' }
    expect((await page(25, 'clerk')).nilOffer).toEqual(offer)
    expect((await page(25, 'supervisor')).nilOffer).toBeNull()
    expect((await page(25)).nilOffer).toBeNull()
    expect((await page(seals, 'clerk')).nilOffer).toBeNull()
    expect((await page(1, 'clerk')).nilOffer).toBeNull()
    const desk = await as('clerk', 'GET /api/screens/desk', { query: { region: village.code } })
    expect(desk.body.missing.find(({ no }) => no === 25)?.nilOffer).toEqual(offer)
  })

  it('is said in its own words to who may read it, and to the others without', async () => {
    const words = '第三季度没有慰问优抚对象'
    await said(19, { period, plain: words })
    const others = await page(19)
    expect(others.stateText).toBe('第三季度本期无，村监会11月20日已审核')
    expect(JSON.stringify(others.nils)).not.toContain('慰问')
    expect((await page(19, 'villager')).nils[0]?.text).toBe(`${words}，村监会11月20日已审核。`)
    // A public item: the state itself says it.
    await said(49, { period, plain: '第三季度没有帮扶项目' })
    expect((await page(49)).stateText).toBe('第三季度没有帮扶项目，村监会11月20日已审核')
  })

  it('lies in the inbox of who follows the item, and is sent to nobody', async () => {
    const { Subscription, Match, Delivery, Announcement } = t.deps.models
    const follow = (person: string, scope: string) =>
      Subscription.create({
        _id: `${person}:${scope}`,
        person,
        region: village.code,
        scope,
        since: new Date(0),
      })
    await follow('p-villager', `${village.code}#42`)
    await follow('p-outsider', village.code)
    const { notice } = await said(42)
    const announcement = await Announcement.findOne({ 'subject.id': notice }).lean()
    expect(announcement).toMatchObject({
      urgency: 'quiet',
      scopes: [`${village.code}#42`],
      kind: 'published',
    })
    if (!announcement) return
    await matchAnnouncement({ deps: t.deps, reached: async () => undefined } as never, announcement)
    const matches = await Match.find({ announcement: announcement._id }).lean()
    expect(matches.map(({ person, state, outcome }) => [person, state, outcome])).toEqual([
      ['p-villager', 'dropped', 'quiet'],
    ])
    await newEngine(t.deps).runOnce()
    expect(await Delivery.countDocuments({ 'items.subject.id': notice })).toBe(0)
    const inbox = (await as('villager', 'GET /api/screens/inbox', { query: {} })).body
    expect(inbox.unread).toBe(1)
    expect(inbox.items).toMatchObject([{ notice: { id: notice, nil: true }, kind: 'published' }])
  })
})

describe('an item of an event', () => {
  it('is grey until its quarter has to be accounted for, and then missing', async () => {
    expect(await page(insurance)).toMatchObject({
      state: 'unrecorded',
      stateText: '本期未登记：第四季度还没有登记',
    })
    t.clock.advance(41 * 86_400_000)
    expect((await page(insurance, 'villager')).state).toBe('unrecorded')
    t.clock.advance(11 * 86_400_000)
    expect(await page(insurance, 'villager')).toMatchObject({
      state: 'missing',
      stateText: '应公开未公开：还从未公开',
    })
    await said(insurance, { period: '2026-Q4', plain: '第四季度没有镇保名额' })
    expect((await page(insurance, 'villager')).state).toBe('nil')
  })
})

describe('an ordinary notice', () => {
  it('cannot pass for a nil return', async () => {
    const work = await approved(t, await submitted(t, await draftOf(t, 45)))
    expect(work).not.toHaveProperty('nil')
  })
})
