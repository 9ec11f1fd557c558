import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { features } from '../../server/src/app'
import { systemClock } from '../../server/src/clock'
import type { Feature } from '../../server/src/feature'
import { type Migration, migrate, storedIn } from '../../server/src/storage/migrations'
import { type TestApp, testApp } from '../support/app'
import { aNotice, aPerson, aVillage, hutang } from '../support/builders'
import { tokenOf } from '../support/tokens'

let t: TestApp
const at = new Date('2026-11-19T02:00:00Z')
const all: Migration[] = (features as readonly Feature[]).flatMap(({ migrations }) => migrations ?? [])

beforeAll(async () => {
  t = await testApp()
})
beforeEach(async () => {
  for (const model of Object.values(t.deps.models)) {
    await (model as { deleteMany(all: object): Promise<unknown> }).deleteMany({})
  }
  await aVillage(t.deps.models)
  await t.deps.models.Region.create({
    ...{ _id: '310116109', name: '漕泾镇', level: 'township', parent: null },
    office: { name: '', phone: '', address: '', hours: '' },
  })
  await aPerson(t.deps.models, { id: 'wang', now: at })
})
afterAll(() => t.close())

const stored = (name: string) => storedIn<{ _id: string }>(t.deps.db, name)

/** Documents as the first version wrote them. */
async function oldAnnouncement(notice: string, item: number): Promise<void> {
  await aNotice(t.deps.models, { id: notice, item, at })
  await stored('announcements').insertOne({
    _id: `${notice}:${notice}-e1:published`,
    ...{ notice, edition: `${notice}-e1`, kind: 'published', region: hutang, item, category: '财务公开' },
    ...{ at, matchedAt: at },
  } as never)
}

const oldMatch = (notice: string, reasons: string[], more: object = {}) => ({
  _id: `${notice}:${notice}-e1:published::wang`,
  ...{ announcement: `${notice}:${notice}-e1:published`, person: 'wang', notice, region: hutang },
  ...{ kind: 'published', wish: 'immediate', reasons, at, readAt: null, state: 'sent' },
  ...{ delivery: null, claim: null, outcome: null, nextAt: null, ...more },
})

const run = () => migrate(t.deps.db, all, systemClock)
const match = (notice: string) => stored('matches').findOne({ 'subject.id': notice } as never)

describe('data of the first version', () => {
  it('have announcements with a subject, the keys they are followed by, and their urgency', async () => {
    await oldAnnouncement('n1', 38)
    await oldAnnouncement('n2', 50)
    await run()
    expect(await stored('announcements').find({}).sort({ _id: 1 }).toArray()).toEqual([
      {
        _id: 'n1:n1-e1:published',
        ...{ edition: 'n1-e1', kind: 'published', region: hutang, at, matchedAt: at },
        subject: { kind: 'notice', id: 'n1' },
        scopes: [
          ...[hutang, `${hutang}/财务公开`, `${hutang}#38`],
          ...[`${hutang}+`, `${hutang}+/财务公开`, '310116109+', '310116109+/财务公开'],
        ],
        urgency: 'ordinary',
        ...{ validUntil: null, visit: false, againHours: null },
      },
      expect.objectContaining({ subject: { kind: 'notice', id: 'n2' }, urgency: 'emergency' }),
    ])
  })

  it('have reasons as codes, and the inbox says what it said', async () => {
    const { category } = await aNotice(t.deps.models, { id: 'n1', item: 31, at })
    const sentences = ['订阅了护塘村全部公开', `订阅了${category}`, '订阅了土地经营权流转及流转资金使用']
    await stored('matches').insertOne(oldMatch('n1', [...sentences, '与我家有关', '应急信息']) as never)
    await aNotice(t.deps.models, { id: 'n2', item: 1, at })
    const held = { state: 'claimed', claim: 'worker', delivery: 'n2' }
    await stored('matches').insertOne(oldMatch('n2', ['订阅了护塘村'], held) as never)
    await run()
    expect(await match('n1')).toMatchObject({
      subject: { kind: 'notice', id: 'n1' },
      reasons: [
        `scope:${hutang}`,
        `scope:${hutang}/${category}`,
        `scope:${hutang}#31`,
        'household',
        'emergency',
      ],
    })
    expect(await match('n2')).toMatchObject({ reasons: [`scope:${hutang}`], state: 'taken', token: 'worker' })
    for (const one of [await match('n1'), await match('n2')]) {
      expect(Object.keys(one ?? {})).not.toEqual(expect.arrayContaining(['notice']))
      expect(Object.keys(one ?? {})).not.toEqual(expect.arrayContaining(['claim']))
    }
    const { body } = await t.ask('GET /api/me/inbox', { token: await tokenOf(t, 'wang') })
    expect(body.items.find(({ notice }) => notice.id === 'n1')?.reasons).toEqual([
      ...sentences,
      '与我家有关',
      '应急信息',
    ])
  })

  it('have sealed items with their subject and link', async () => {
    const words = { edition: 'n1-e1', title: '标题', publishedAt: at, publishedBy: '村委会' }
    const flags = { emergency: false, urgent: true }
    await stored('deliveries').insertOne({
      _id: 'm1',
      state: 'sealed',
      items: [{ match: 'm1', notice: 'n1', itemName: '村简介', ...words, ...flags }],
    } as never)
    await run()
    expect(await stored('deliveries').findOne({ _id: 'm1' })).toMatchObject({
      items: [
        {
          match: 'm1',
          subject: { kind: 'notice', id: 'n1' },
          name: '村简介',
          link: 'pages/notice/index?id=n1',
          ...words,
          ...flags,
        },
      ],
    })
  })

  it('have attempts with an address and an effect, and one call under way for an address', async () => {
    const attempts = stored('attempts')
    await attempts.createIndex(
      { openid: 1 },
      { unique: true, partialFilterExpression: { state: 'sending', channel: 'wechat' } },
    )
    const attempt = (_id: string, state: string, code: string | null = null) => ({
      ...{ _id, delivery: _id, channel: 'wechat', person: _id, openid: `openid-${_id}` },
      ...{ template: 'demo-published', state, tries: 0, token: 't', code, grant: null },
    })
    await attempts.insertMany([
      attempt('a', 'sending'),
      attempt('b', 'sending'),
      attempt('c', 'accepted'),
      attempt('d', 'refused', '43101'),
      attempt('e', 'waiting', '-1'),
      attempt('f', 'refused', '40003'),
    ] as never)
    await run()
    const changed = await attempts.find({}).sort({ _id: 1 }).toArray()
    expect(changed.map((one) => (one as unknown as { effect: string }).effect)).toEqual([
      null,
      null,
      'accepted',
      'grantGone',
      'refused',
      'addressGone',
    ])
    expect(changed).toMatchObject(changed.map(({ _id }) => ({ address: `openid-${_id}`, stopUntil: null })))
    expect(changed.every((one) => !('openid' in one))).toBe(true)
    const second = { ...attempt('g', 'sending'), openid: undefined, address: 'openid-a' }
    await expect(attempts.insertOne(second as never)).rejects.toMatchObject({ code: 11_000 })
  })

  describe('with wishes by topic', () => {
    const wished = (person: string, scope: string, wish: string, open = true) => ({
      ...{ _id: `${person} ${scope} ${wish}`, person, region: hutang, category: null, item: null },
      ...{ scope, wish, since: at, until: open ? null : at, open },
    })
    const frequencies = async () =>
      Object.fromEntries(
        (await stored('preferences').find({}).toArray()).map((one) => [
          one._id,
          (one as unknown as { frequency: string }).frequency,
        ]),
      )

    beforeEach(async () => {
      await stored('preferences').deleteMany({})
      for (const id of ['li', 'zhao', 'sun']) await aPerson(t.deps.models, { id, now: at, preference: null })
      await stored('subscriptions').insertMany([
        wished('wang', hutang, 'weekly'),
        wished('wang', `${hutang}#1`, 'daily'),
        wished('wang', `${hutang}#2`, 'immediate', false),
        wished('li', hutang, 'daily'),
        wished('li', `${hutang}#1`, 'immediate'),
        wished('zhao', hutang, 'weekly'),
      ] as never)
      const old = { textSize: 'elder', quietFrom: '21:00', quietTo: '06:00' }
      await stored('preferences').insertMany([
        { _id: 'wang', ...old, wechat: false },
        { _id: 'zhao', ...old, wechat: true },
      ] as never)
    })

    it('are told as often as the quickest, and at once where there was none; nobody follows less', async () => {
      await run()
      expect(await frequencies()).toEqual({
        wang: 'daily',
        li: 'immediate',
        zhao: 'weekly',
        sun: 'immediate',
      })
      expect(await stored('preferences').findOne({ _id: 'wang' })).toEqual({
        ...{ _id: 'wang', textSize: 'elder', quietFrom: '21:00', quietTo: '06:00', frequency: 'daily' },
        ...{ hour: '18:30', weekday: 5, channels: [], household: true, muted: [], welcomedAt: null },
      })
      expect(await stored('preferences').findOne({ _id: 'sun' })).toMatchObject({
        ...{ channels: ['wechat', 'sms', 'email'], quietFrom: '22:00', quietTo: '07:00', textSize: null },
      })
      const subscriptions = await stored('subscriptions').find({}).toArray()
      expect(subscriptions).toHaveLength(6)
      expect(subscriptions.every((one) => !('wish' in one))).toBe(true)
      expect(subscriptions).toMatchObject(subscriptions.map(() => ({ below: false, word: null })))
      const token = await tokenOf(t, 'li')
      expect((await t.ask('GET /api/me/subscriptions', { token })).body.subscriptions).toHaveLength(2)
    })

    it('are not forgotten by a start that was cut off, nor by two at once', async () => {
      const people = Array.from({ length: 1203 }, (_, n) => `p${n}`)
      await stored('subscriptions').insertMany(
        people.flatMap((id) => [wished(id, hutang, 'weekly'), wished(id, `${hutang}#1`, 'daily')]) as never,
      )
      await Promise.all([run(), run()])
      const kept = await frequencies()
      expect(people.filter((id) => kept[id] !== 'daily')).toEqual([])
    })

    it('have matches that wait where their wish had them wait', async () => {
      const waiting = (id: string, wish: string, more: object = {}) => ({
        ...oldMatch(id, []),
        ...{ subject: { kind: 'notice', id }, reasons: [`scope:${hutang}`], wish, state: 'pending', ...more },
      })
      await oldAnnouncement('n50', 50)
      const morning = new Date('2026-11-20T23:00:00Z')
      await stored('matches').insertMany([
        waiting('n1', 'immediate', { nextAt: morning }),
        waiting('n2', 'daily'),
        waiting('n3', 'weekly'),
        waiting('n50', 'immediate'),
      ] as never)
      await run()
      const changed = await stored('matches').find({}).sort({ _id: 1 }).toArray()
      const base = { validUntil: null, againAt: null, state: 'pending' }
      expect(changed).toMatchObject([
        { ...base, lane: 'now', nextAt: morning, urgency: 'ordinary' },
        { ...base, lane: 'digest', nextAt: at },
        { ...base, lane: 'digest', nextAt: at },
        { ...base, lane: 'now', nextAt: at, urgency: 'emergency' },
      ])
      expect(changed.every((one) => !('wish' in one))).toBe(true)
    })

    it('have deliveries with their channel, their lines and a true end, and attempts with a provider', async () => {
      await aNotice(t.deps.models, { id: 'n1', item: 1, at })
      await stored('matches').insertOne({
        ...oldMatch('n1', []),
        ...{ _id: 'm1', subject: { kind: 'notice', id: 'n1' }, reasons: [`scope:${hutang}#1`] },
      } as never)
      const item = { match: 'm1', subject: { kind: 'notice', id: 'n1' }, name: '村简介', title: '标题' }
      await stored('deliveries').insertMany([
        { _id: 'm1', kind: 'immediate', state: 'done', result: 'visit', reason: '43101', items: [item] },
        { _id: 'm2', kind: 'immediate', state: 'open', result: null, reason: null, items: [] },
      ] as never)
      await stored('attempts').insertOne({
        _id: 'm1:wechat',
        channel: 'wechat',
        effect: 'grantGone',
      } as never)
      await run()
      expect(await stored('deliveries').find({}).sort({ _id: 1 }).toArray()).toMatchObject([
        {
          ...{ kind: 'single', channels: ['wechat'], visit: false, result: 'inbox', reason: '43101' },
          items: [{ ...item, category: '综合村务', why: '订阅了村简介' }],
        },
        { kind: 'single', state: 'open', channels: ['wechat'], result: null },
      ])
      expect(await stored('attempts').findOne({})).toMatchObject({ provider: 'wechat', fen: 0 })
    })
  })

  it('may be half changed by a start that was cut off, or changed by two at once', async () => {
    await stored('matches').insertMany(
      Array.from({ length: 1203 }, (_, n) => oldMatch(`n${n}`, ['与我家有关'])) as never,
    )
    await stored('matches').updateMany({ _id: { $lt: 'n5' } }, {
      $set: { subject: { kind: 'notice', id: 'done before' }, reasons: ['emergency'] },
    } as never)
    const before = await stored('matches').countDocuments({ reasons: 'emergency' } as never)
    await Promise.all([run(), run()])
    expect(await stored('matches').countDocuments({ reasons: 'emergency' } as never)).toBe(before)
    expect(await stored('matches').countDocuments({ reasons: 'household' } as never)).toBe(1203 - before)
    expect(await stored('matches').countDocuments({ subject: { $exists: false } } as never)).toBe(0)
  })
})
