import type { MissedPart } from '@hutang/shared'
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { newEngine } from '../../server/src/features/push/engines'
import { defaultPreferences } from '../../server/src/features/push/following/preferences'
import type { PreferenceDoc } from '../../server/src/features/push/push.model'
import { aFollower } from '../support/builders'
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

let t: Village
beforeEach(async () => {
  await t?.close()
  t = await villageApp()
})
afterAll(() => t.close())

const minute = 60_000
const later = (ms: number) => t.clock.moveTo(new Date(t.clock.now().getTime() + ms))
const tell = () => newEngine(t.deps).runOnce()
const follows = (who: Who, more: object = {}) =>
  aFollower(t.deps.models, `p-${who}`, {
    region: village.code,
    since: new Date(t.clock.now().getTime() - minute),
    ...more,
  })
const prefers = (who: Who, part: Partial<PreferenceDoc>) =>
  t.deps.models.Preference.create({ ...defaultPreferences, ...part, _id: `p-${who}` })

const reach = (id: string, who: Who = 'publisher', query: object = {}) =>
  t.ask('GET /api/notices/:id/reach', { params: { id }, query: query as never, token: renewed(t, who) })
const told = (id: string, who: Who = 'publisher') =>
  t.ask('GET /api/notices/:id/told', { params: { id }, token: renewed(t, who) })
const peopleOf = (id: string, part: MissedPart, who: Who = 'clerk') =>
  t.ask('GET /api/notices/:id/told/people', { params: { id }, query: { part }, token: renewed(t, who) })
const why = (id: string, who: Who = 'villager', person?: string) =>
  t.ask('GET /api/notices/:id/why', {
    params: { id },
    query: person ? { person } : {},
    token: renewed(t, who),
  })
const digest = async (who: Who = 'villager') =>
  (await t.ask('GET /api/me/digest', { token: renewed(t, who) })).body

const withTable = (item: number) => completeContent(item, { table: true })

describe('before publishing', () => {
  it('who works on the draft sees how many will be told, and nobody else', async () => {
    await follows('villager')
    const draft = await draftOf(t, 1)
    expect((await reach(draft.notice, 'clerk')).body).toMatchObject({
      kind: 'published',
      persons: 1,
      inbox: 1,
    })
    // It was not handed over yet.
    expect((await reach(draft.notice, 'publisher')).status).toBe(403)
    const work = await approved(t, await submitted(t, draft))
    expect((await reach(work.notice, 'publisher')).body.persons).toBe(1)
    for (const who of ['villager', 'neighbour', 'officer', 'clerk2'] as const)
      expect([who, (await reach(work.notice, who)).status]).toEqual([who, 403])
  })

  it('says when, of a time that is about to be chosen: what goes at once then, and what waits', async () => {
    await follows('villager')
    await follows('neighbour')
    await prefers('villager', { frequency: 'immediate' })
    await prefers('neighbour', { frequency: 'daily' })
    const work = await approved(t, await submitted(t, await draftOf(t, 1)))
    const chosen = '2026-11-25T18:00:00+08:00'
    const { when, sms } = (await reach(work.notice, 'publisher', { at: chosen })).body
    expect(when).toMatchObject({ now: 1, later: [{ at: '2026-11-25T10:30:00.000Z', persons: 1 }] })
    expect(sms.month).toBe('2026-11')
    const january = '2027-01-05T18:00:00+08:00'
    expect((await reach(work.notice, 'publisher', { at: january })).body.sms.month).toBe('2027-01')
    expect((await reach(work.notice, 'publisher', { at: '明天' })).status).toBe(422)
  })

  it('counts the households of its table, and whoever no message reaches as the publisher chooses', async () => {
    const draft = await draftOf(t, 31, withTable(31))
    const without = (await reach(draft.notice, 'clerk')).body
    expect(without).toMatchObject({
      persons: 2,
      inbox: 2,
      visit: { asked: false, persons: 0, households: 0 },
    })
    // A household without an account is told by its head, where a visit is asked for; here the register has nobody.
    const withVisit = (await reach(draft.notice, 'clerk', { visit: true })).body
    expect(withVisit).toMatchObject({
      persons: 2,
      inbox: 0,
      visit: { asked: true, persons: 2, households: 2 },
    })
    expect(withVisit.unreachable).toEqual([
      { code: 'noGrant', text: '没有允许微信提醒，或者次数用完了', persons: 2 },
    ])
    expect(withVisit.text.join('')).not.toContain('人villager')
  })

  it('says that it is published already', async () => {
    const { notice } = await published(t, 1)
    const answer = await reach(notice)
    expect([answer.status, answer.error.message]).toEqual([409, '这条已经公开了，告诉了谁请看“告诉情况”。'])
  })

  it('of a correction counts those who had it, and of a small one nobody', async () => {
    await follows('villager')
    await follows('outsider')
    const { notice } = await published(t, 1)
    await tell()
    await t.deps.models.Subscription.deleteMany({ person: 'p-outsider' })
    await prefers('neighbour', {})
    later(minute)
    const correct = (size: 'major' | 'minor') =>
      t.ask('POST /api/notices/:id/correct', {
        params: { id: notice },
        body: { change: { note: '日期写错了，改过来', size, displayAnew: false } },
        token: renewed(t, 'clerk'),
      })
    expect((await correct('major')).status).toBe(201)
    // Both wait for the digest of the evening: they will be told what is current then.
    expect((await reach(notice, 'clerk')).body).toMatchObject({ kind: 'corrected', persons: 0 })
    await t.deps.models.Match.updateMany({}, { state: 'sent' })
    expect((await reach(notice, 'clerk')).body.persons).toBe(2)
    await t.deps.models.Edition.updateMany({ base: { $ne: null } }, { 'change.size': 'minor' })
    t.forget()
    expect((await reach(notice, 'clerk')).body.persons).toBe(0)
  })

  it('of a withdrawal counts those who had it, for who decides about it', async () => {
    await follows('villager')
    await prefers('villager', { frequency: 'immediate' })
    const { notice } = await published(t, 1)
    await tell()
    const ending = { ending: 'withdrawn' }
    expect((await reach(notice, 'publisher', ending)).body).toMatchObject({ kind: 'withdrawn', persons: 1 })
    expect((await reach(notice, 'clerk', ending)).status).toBe(403)
  })

  it('of an emergency that is withdrawn says that everybody is told at once, also by SMS', async () => {
    await prefers('villager', { frequency: 'daily' })
    const { notice } = await published(t, 50)
    await tell()
    const { when } = (await reach(notice, 'publisher', { ending: 'withdrawn' })).body
    expect(when.now).toBeGreaterThan(0)
    expect(when.later).toEqual([])
  })
})

describe('after publishing', () => {
  it('numbers go to who works in the village, and names to who knows them anyway', async () => {
    await follows('villager')
    await prefers('villager', { frequency: 'immediate' })
    const { notice } = await published(t, 1)
    await tell()
    const { body } = await told(notice, 'supervisor')
    expect(body).toMatchObject({ received: 1, opened: 0, names: false, region: { code: village.code } })
    expect(body.announcements).toHaveLength(1)
    expect(body.announcements[0]).toMatchObject({ kind: 'published', expected: 1 })
    expect(body.announcements[0]?.parts.find(({ part }) => part === 'inbox')).toMatchObject({
      persons: 1,
      listed: true,
    })
    expect((await told(notice, 'villager')).status).toBe(403)
    expect((await told(notice, 'neighbour')).status).toBe(403)
    expect((await peopleOf(notice, 'inbox', 'supervisor')).status).toBe(403)
    const names = (await peopleOf(notice, 'inbox')).body
    expect(names).toMatchObject({
      elsewhere: 0,
      households: [
        {
          code: 'HT-15-001',
          name: '户主HT-15-001',
          persons: [{ name: '人villager', text: '没有允许微信提醒，或者次数用完了' }],
        },
      ],
    })
  })

  it('names nobody of what somebody has chosen, or has read', async () => {
    await follows('villager')
    await prefers('villager', { frequency: 'immediate', muted: ['item:310116109213#1'] })
    const { notice } = await published(t, 1)
    await tell()
    const parts = (await told(notice)).body.announcements[0]?.parts ?? []
    expect(parts.filter(({ persons }) => persons > 0)).toMatchObject([{ part: 'dropped', listed: false }])
    for (const part of ['dropped', 'read', 'told', 'waiting'])
      expect((await peopleOf(notice, part as MissedPart)).status).toBe(422)
  })

  it('names nobody of another village, but counts them', async () => {
    await follows('neighbour')
    await prefers('neighbour', { frequency: 'immediate' })
    const { notice } = await published(t, 1)
    await tell()
    expect((await peopleOf(notice, 'inbox')).body).toMatchObject({ households: [], elsewhere: 1 })
  })
})

describe('why', () => {
  it('says by what, when and how, with the way out', async () => {
    await follows('villager')
    const { notice } = await published(t, 31)
    await tell()
    const { body } = await why(notice)
    expect(body.answers).toHaveLength(1)
    const [answer] = body.answers
    expect(answer).toMatchObject({ outcome: 'waiting', kindName: '公开' })
    expect(answer?.headline).toBe('今天 18:30 汇总时一起告诉。')
    expect(answer?.window[0]).toMatchObject({
      text: '您选的是每天傍晚6点半汇总。',
      way: { page: '/account/subscriptions/index' },
    })
    expect(answer?.channels.map(({ channel, state }) => [channel, state])).toContainEqual([
      'wechat',
      'skipped',
    ])
    expect(answer?.channels.find(({ channel }) => channel === 'wechat')?.way).toEqual({
      text: '允许微信提醒',
      page: '/account/subscriptions/index',
    })
  })

  it.each([
    ['who follows nothing', async () => undefined, 'notSubscribed'],
    [
      'who followed later',
      async () => {
        later(minute)
        await follows('villager', { since: t.clock.now() })
      },
      'subscribedLater',
    ],
  ])('tells %s why nothing came', async (_, prepare, code) => {
    const { notice } = await published(t, 1)
    await prepare()
    await tell()
    const [answer] = (await why(notice)).body.answers
    expect(answer).toMatchObject({ outcome: 'notTold', headline: '这条没有发给您。' })
    expect(answer?.criteria.map((one) => one.code)).toEqual([code])
  })

  it('tells who has muted it, or has ended their subscription before it went', async () => {
    await follows('villager')
    await follows('outsider')
    await prefers('villager', { frequency: 'immediate', muted: ['item:310116109213#1'] })
    const { notice } = await published(t, 1)
    await tell()
    await t.deps.models.Subscription.updateMany(
      { person: 'p-outsider' },
      { open: false, until: t.clock.now() },
    )
    later(9 * 60 * minute)
    await tell()
    const [muted] = (await why(notice)).body.answers
    expect(muted).toMatchObject({
      outcome: 'dropped',
      headline: '没有发提醒：您选了这一条或这一项不再提醒。',
    })
    const [ended] = (await why(notice, 'outsider')).body.answers
    expect(ended).toMatchObject({ outcome: 'dropped', headline: '没有发提醒：发之前您已经取消订阅。' })
    // The office learns neither.
    for (const who of ['villager', 'outsider']) {
      const [shown] = (await why(notice, 'clerk', `p-${who}`)).body.answers
      expect(shown).toMatchObject({
        outcome: 'dropped',
        headline: '没有发提醒：不用再发，或者本人选了不发。',
        window: [],
      })
      expect(JSON.stringify(shown)).not.toMatch(/不再提醒|取消订阅|订阅了“/)
    }
  })

  it('is for the support of who keeps the register, without what is read; and the audit knows', async () => {
    await follows('villager')
    await prefers('villager', { frequency: 'immediate' })
    const { notice } = await published(t, 1)
    await tell()
    await t.deps.models.Match.updateMany({}, { readAt: t.clock.now() })
    const { status, body } = await why(notice, 'clerk', 'p-villager')
    expect([status, body.answers[0]?.outcome]).toEqual([200, 'inbox'])
    expect(JSON.stringify(body)).not.toMatch(/看过|您/)
    expect(await t.deps.models.Audit.find({ act: 'whyShown' }).lean()).toMatchObject([
      { subject: 'p-villager', region: village.code, account: 'a-clerk' },
    ])
    for (const [who, person] of [
      ['publisher', 'p-villager'],
      ['clerk', 'p-neighbour'],
      ['clerk', 'p-nobody'],
      ['villager', 'p-outsider'],
    ] as const)
      expect([who, (await why(notice, who, person)).status]).toEqual([who, 403])
    expect(await t.deps.models.Audit.countDocuments({ act: 'whyShown' })).toBe(1)
  })

  it('is answered for the own entries of the inbox alone', async () => {
    await follows('villager')
    await prefers('villager', { frequency: 'immediate' })
    await published(t, 1)
    await tell()
    const [entry] = await t.deps.models.Match.find({ person: 'p-villager' }).lean()
    const ask = (who: Who) =>
      t.ask('GET /api/me/inbox/:id/why', { params: { id: entry?._id ?? '' }, token: renewed(t, who) })
    expect((await ask('villager')).body).toMatchObject({
      outcome: 'inbox',
      criteria: [{ code: 'subscribed', text: '您11 月 20 日订阅了“护塘村全部公开”。' }],
    })
    expect((await ask('outsider')).status).toBe(404)
  })
})

describe('the preview of the next digest', () => {
  it('is what the digest then says', async () => {
    await follows('villager')
    await published(t, 31, withTable(31))
    await published(t, 1)
    await tell()
    const before = await digest()
    expect(before).toMatchObject({
      at: '2026-11-20T10:30:00.000Z',
      atText: '今天 18:30',
      count: 2,
      empty: null,
    })
    later(9 * 60 * minute)
    await tell()
    const [delivery] = await t.deps.models.Delivery.find({ kind: 'daily', person: 'p-villager' }).lean()
    const lines = before.groups.flatMap((group) =>
      group.lines.map((line) => [group.category, line.title, line.why]),
    )
    expect(lines).toEqual(delivery?.items.map(({ category, title, why: told }) => [category, title, told]))
    expect(before.title).toBe('今天有2条新公开')
  })

  it('says that there is none, and when', async () => {
    expect(await digest()).toMatchObject({
      count: 0,
      groups: [],
      empty: '现在没有要汇总的。到时候还是没有，就不发。',
    })
    await prefers('outsider', { frequency: 'immediate' })
    expect(await digest('outsider')).toMatchObject({ at: null, empty: '您选的是马上告诉，不汇总。' })
  })

  it('says tomorrow where today’s has gone and the hour was moved to a later one', async () => {
    await follows('villager')
    await published(t, 1)
    await tell()
    later(9 * 60 * minute)
    await tell()
    await published(t, 2)
    await tell()
    await prefers('villager', { hour: '20:00' })
    t.forget()
    expect(await digest()).toMatchObject({ at: '2026-11-21T12:00:00.000Z', title: '有1条新公开' })
  })

  it('says next week where this week’s has gone and the day was moved to a later one', async () => {
    await prefers('villager', { frequency: 'weekly', weekday: 6 })
    const at = new Date('2026-11-16T10:30:00Z')
    const gone = { _id: 'weekly:2026-W47:p-villager', person: 'p-villager', kind: 'weekly' as const, at }
    await t.deps.models.Delivery.create({ ...gone, state: 'done', token: 'x', leaseUntil: at })
    expect((await digest()).at).toBe('2026-11-28T10:30:00.000Z')
  })

  it('leaves out what is over by then, what was muted meanwhile, and what was withdrawn', async () => {
    await follows('villager')
    const one = await published(t, 1)
    await published(t, 2)
    await tell()
    expect((await digest()).count).toBe(2)
    await prefers('villager', { muted: [`notice:${one.notice}`] })
    t.forget()
    expect((await digest()).count).toBe(1)
  })
})
