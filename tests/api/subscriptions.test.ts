import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { newEngine } from '../../server/src/features/push/engines'
import { resetHints } from '../../server/src/features/push/following/hints'
import { type TestApp, testApp } from '../support/app'
import {
  aGrant,
  aNotice,
  announceNotice,
  aPerson,
  aVillage,
  hutang,
  openidOf,
  preferences,
} from '../support/builders'
import { tokenOf } from '../support/tokens'

let t: TestApp
let token: string

beforeAll(async () => {
  t = await testApp()
})
beforeEach(async () => {
  await Promise.all(
    Object.values(t.deps.models).map((model) =>
      (model as { deleteMany(all: object): unknown }).deleteMany({}),
    ),
  )
  await aVillage(t.deps.models)
  await aPerson(t.deps.models, { id: 'wang', now: t.clock.now() })
  token = await tokenOf(t, 'wang')
})
afterAll(() => t.close())

const put = (subscriptions: unknown, as = token) =>
  t.ask('PUT /api/me/subscriptions', { body: { subscriptions }, token: as })
const all = { region: hutang }
const finance = { region: hutang, category: '财务公开' }
const profile = { region: hutang, item: 1 }
const water = { region: hutang, word: '停水' }
const township = hutang.slice(0, 9)

describe('subscriptions', () => {
  it('are kept as a list, in words', async () => {
    const answer = await put([all, finance, profile])
    expect(answer.status).toBe(200)
    expect(answer.body.subscriptions).toMatchObject(
      [
        { ...all, regionName: '护塘村', label: '护塘村全部公开' },
        { ...profile, label: '村简介' },
        { ...finance, label: '财务公开' },
      ].map((one) => expect.objectContaining(one)),
    )
    expect((await t.ask('GET /api/me/subscriptions', { token })).body).toEqual(answer.body)
  })

  it('end and begin as intervals', async () => {
    await put([all, finance])
    t.clock.advance(1000)
    await put([all, profile])
    const kept = await t.deps.models.Subscription.find().sort({ since: 1 }).lean()
    expect(kept).toHaveLength(3)
    expect(kept.find((one) => one.category)).toMatchObject({
      open: false,
      until: t.clock.now(),
    })
    expect(kept.find((one) => one.scope === hutang)).toMatchObject({ open: true })
    expect(kept.find((one) => one.item)).toMatchObject({ open: true, since: t.clock.now() })
    await put([])
    await put([all])
    expect(await t.deps.models.Subscription.countDocuments({ scope: hutang })).toBe(2)
    expect(await t.deps.models.Subscription.countDocuments({ open: true })).toBe(1)
  })

  it('sent ten times at once are one open interval a scope', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => put([all, finance])))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    expect(await t.deps.models.Subscription.countDocuments()).toBe(2)
  })

  it('are to a word too, and to what lies below a place', async () => {
    await aTownship()
    const below = { region: township, below: true }
    const answer = await put([water, below, { ...below, category: '财务公开' }, { ...below, word: '动迁' }])
    expect(answer.body.subscriptions).toMatchObject(
      [
        { ...below, label: '漕泾镇全部公开（连同下面的村镇）', regionName: '漕泾镇' },
        { ...below, category: '财务公开', label: '财务公开（连同下面的村镇）' },
        { ...below, word: '动迁', label: '带“动迁”的公开（连同下面的村镇）' },
        { ...water, label: '带“停水”的公开' },
      ].map((one) => expect.objectContaining(one)),
    )
  })

  it('to what does not exist, says two things, or is there twice, are refused with the field', async () => {
    await aTownship()
    const answer = await put([
      { ...all, region: '999999999999' },
      { ...all, item: 999 },
      { ...all, category: '没有' },
      all,
      all,
      { ...water, word: '停水 ' },
      { ...profile, category: '财务公开' },
      { ...water, word: 'ＰＥ管' },
      { ...water, word: 'pe管' },
      { region: township, below: true, item: 1 },
    ])
    expect(answer.status).toBe(422)
    expect(answer.error.fields?.map(({ field }) => field)).toEqual([
      'subscriptions.0.region',
      'subscriptions.1.item',
      'subscriptions.2.category',
      'subscriptions.4',
      'subscriptions.5.word',
      'subscriptions.6',
      'subscriptions.8',
      'subscriptions.9.item',
    ])
    expect(answer.error.fields?.every(({ message }) => /[。]$/.test(message))).toBe(true)
    expect(await t.deps.models.Subscription.countDocuments()).toBe(0)
  })

  it('are to twenty words at most', async () => {
    const words = Array.from({ length: 21 }, (_, n) => ({ ...water, word: `关键词${n}` }))
    expect((await put(words.slice(0, 20))).status).toBe(200)
    const answer = await put(words)
    expect([answer.status, answer.error.fields]).toEqual([
      422,
      [{ field: 'subscriptions.20.word', message: '最多订阅 20 个关键词，请先去掉几个。' }],
    ])
  })

  it('end in one tap, each by its owner alone', async () => {
    const { subscriptions } = (await put([all, finance])).body
    const id = subscriptions.find(({ category }) => category)?.id ?? ''
    await aPerson(t.deps.models, { id: 'zhao', now: t.clock.now() })
    const other = await tokenOf(t, 'zhao')
    const end = (as: string) => t.ask('DELETE /api/me/subscriptions/:id', { params: { id }, token: as })
    expect((await end(other)).status).toBe(404)
    for (const answer of [await end(token), await end(token)]) {
      expect([answer.status, answer.body.subscriptions.map(({ label }) => label)]).toEqual([
        200,
        ['护塘村全部公开'],
      ])
    }
    expect(await t.deps.models.Subscription.findById(id).lean()).toMatchObject({
      open: false,
      until: t.clock.now(),
    })
  })

  it('need somebody signed in', async () => {
    expect((await t.ask('GET /api/me/subscriptions')).status).toBe(401)
  })

  it('have a screen with everything that can be followed', async () => {
    const { body } = await t.ask('GET /api/screens/subscriptions', { query: { region: hutang }, token })
    expect(body.categories.flatMap(({ items }) => items)).toHaveLength(51)
    expect(body.templates.map(({ templateId }) => templateId)).toEqual(['demo-published', 'demo-emergency'])
    expect(body.preferences).toEqual({ ...preferences(), frequency: 'immediate' })
    expect([body.when, body.mutes, body.welcome]).toEqual(['马上告诉您', [], null])
    expect(
      (await t.ask('GET /api/screens/subscriptions', { query: { region: '999999' }, token })).status,
    ).toBe(404)
  })
})

async function aTownship(): Promise<void> {
  await t.deps.models.Region.create({
    ...{ _id: township, name: '漕泾镇', level: 'township', parent: null },
    office: { name: '', phone: '', address: '', hours: '' },
  })
}

describe('preferences', () => {
  const save = (body: object) => t.ask('PUT /api/me/preferences', { body, token })

  it('of who has chosen nothing are each day at half past six, by every channel', async () => {
    await t.deps.models.Preference.deleteMany({})
    const { body } = await t.ask('GET /api/me/preferences', { token })
    expect(body).toEqual({
      ...{ textSize: 'standard', frequency: 'daily', hour: '18:30', weekday: 5 },
      ...{
        channels: ['wechat', 'sms', 'email'],
        quietFrom: '22:00',
        quietTo: '07:00',
        household: true,
        personal: true,
      },
    })
  })

  it('are kept, and what is not asked for stays', async () => {
    await t.deps.models.Preference.updateOne({ _id: 'wang' }, { muted: ['notice:n1'] })
    const wanted = preferences({ textSize: 'elder', frequency: 'weekly', channels: ['sms', 'wechat'] })
    expect((await save(wanted)).body).toEqual(wanted)
    expect((await t.ask('GET /api/me/preferences', { token })).body).toEqual(wanted)
    expect(await t.deps.models.Preference.findById('wang').lean()).toMatchObject({ muted: ['notice:n1'] })
    const wrong: object[] = [
      { quietFrom: '25:00' },
      { hour: '18:15' },
      { weekday: 0 },
      { channels: ['sms', 'sms'] },
      { frequency: 'never' },
    ]
    for (const part of wrong) expect((await save({ ...wanted, ...part })).status).toBe(422)
  })

  it('that change hint anew at what waits, and leave what came too thick', async () => {
    const waiting = (_id: string, lane: string, more: object = {}) => ({
      ...{ _id, person: 'wang', urgency: 'ordinary', state: 'pending', lane, at: t.clock.now() },
      ...{ nextAt: t.clock.now(), ...more },
    })
    await t.deps.models.Match.insertMany([
      waiting('ordinary', 'now'),
      waiting('prompt', 'digest', { urgency: 'prompt' }),
      waiting('ends', 'now', { validUntil: new Date('2026-11-20T10:00:00Z') }),
      waiting('burst', 'burst'),
      waiting('sent', 'now', { state: 'sent' }),
      waiting('other', 'now', { person: 'zhao' }),
    ])
    const hints = async () =>
      Object.fromEntries(
        (await t.deps.models.Match.find().lean()).map(({ _id, lane, nextAt }) => [
          _id,
          `${lane} ${nextAt.toISOString().slice(5, 16)}`,
        ]),
      )
    const [now, others] = [
      '11-20T02:00',
      { burst: 'burst 11-20T02:00', sent: 'now 11-20T02:00', other: 'now 11-20T02:00' },
    ]
    await save(preferences({ hour: '18:30' }))
    expect(await hints()).toEqual({
      ...{ ordinary: 'digest 11-20T10:30', prompt: `now ${now}`, ends: `now ${now}`, ...others },
    })
    await save(
      preferences({ frequency: 'weekly', weekday: 4, hour: '12:00', quietFrom: '09:00', quietTo: '13:00' }),
    )
    const later = 'now 11-20T05:00'
    expect(await hints()).toEqual({ ordinary: 'digest 11-26T05:00', prompt: later, ends: later, ...others })
    await save(preferences({ frequency: 'immediate' }))
    expect(await hints()).toEqual({
      ordinary: `now ${now}`,
      prompt: `now ${now}`,
      ends: `now ${now}`,
      ...others,
    })
  })

  it('of thousands who wait are hinted anew by the hour, but what is due is left where it is', async () => {
    const many = Array.from({ length: 1203 }, (_, n) => ({
      ...{
        _id: `m${n}`,
        person: 'wang',
        urgency: 'ordinary',
        state: 'pending',
        lane: 'now',
        at: t.clock.now(),
      },
      nextAt: new Date(t.clock.now().getTime() + (n === 0 ? 0 : 60_000)),
    }))
    await t.deps.models.Match.insertMany(many, { lean: true })
    await t.deps.models.Preference.updateOne({ _id: 'wang' }, { frequency: 'daily' })
    await resetHints(t.deps)
    expect(await t.deps.models.Match.countDocuments({ lane: 'digest' })).toBe(1202)
    expect(await t.deps.models.Match.findById('m0').lean()).toMatchObject({ lane: 'now' })
  })
})

describe('the inbox', () => {
  async function received(notices: number) {
    await put([all])
    for (let n = 0; n < notices; n++) {
      t.clock.advance(1000)
      const notice = await aNotice(t.deps.models, { id: `n${n}`, item: 1, at: t.clock.now() })
      await announceNotice(t.deps.models, notice, t.clock.now())
    }
    await newEngine(t.deps).runOnce()
  }

  it('comes newest first, page by page, with reasons and the unread count', async () => {
    await received(5)
    const first = (await t.ask('GET /api/me/inbox', { query: { limit: 2 }, token })).body
    expect(first).toMatchObject({
      unread: 5,
      items: [
        {
          notice: { id: 'n4', title: '关于第1项的公开' },
          kind: 'published',
          reasons: ['订阅了护塘村全部公开'],
          readAt: null,
        },
        { notice: { id: 'n3' } },
      ],
    })
    const second = (
      await t.ask('GET /api/me/inbox', { query: { limit: 2, cursor: first.next ?? '' }, token })
    ).body
    const third = (
      await t.ask('GET /api/me/inbox', { query: { limit: 2, cursor: second.next ?? '' }, token })
    ).body
    expect([...second.items, ...third.items].map(({ notice }) => notice.id)).toEqual(['n2', 'n1', 'n0'])
    expect(third.next).toBeUndefined()
    expect((await t.ask('GET /api/screens/inbox', { query: { cursor: '%%' }, token })).status).toBe(422)
  })

  it('is read one by one or altogether, by its owner only', async () => {
    await received(3)
    const [entry] = (await t.ask('GET /api/screens/inbox', { token })).body.items
    await aPerson(t.deps.models, { id: 'zhao', now: t.clock.now() })
    const other = await tokenOf(t, 'zhao')
    const read = (body: object, as = token) => t.ask('POST /api/me/inbox/read', { body, token: as })
    expect((await read({}, other)).body).toEqual({ unread: 0 })
    expect((await read({ ids: [entry?.id] })).body).toEqual({ unread: 2 })
    expect((await read({ ids: [entry?.id] })).body).toEqual({ unread: 2 })
    expect((await read({})).body).toEqual({ unread: 0 })
  })

  it('does not name what was taken down', async () => {
    await received(2)
    const title = (await t.deps.models.Notice.findById('n1').lean())?.head?.title ?? 'n1 has no title'
    await t.deps.models.Notice.updateOne({ _id: 'n1' }, { state: 'takenDown' })
    const { items } = (await t.ask('GET /api/me/inbox', { token })).body
    const gone = items.find(({ notice }) => notice.id === 'n1')
    expect(gone?.notice).toMatchObject({ state: 'takenDown', plain: null })
    expect(JSON.stringify(gone)).not.toContain(title)
  })
})

describe('grants', () => {
  const report = (results: object[]) => t.ask('POST /api/me/grants', { body: { results }, token })
  const accepted = { templateId: 'demo-published', result: 'accept' }

  it('reported are counted; refusals and foreign templates are not', async () => {
    await aGrant(t.deps.models, openidOf('wang'), new Date(0), 'demo-emergency')
    const answer = await report([
      accepted,
      { templateId: 'demo-emergency', result: 'reject' },
      { templateId: 'unheard-of', result: 'accept' },
    ])
    expect(answer.body.grants).toEqual([
      { templateId: 'demo-published', free: 1 },
      { templateId: 'demo-emergency', free: 1 },
    ])
    expect(await t.deps.models.Grant.countDocuments()).toBe(2)
  })
})
