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
        scopes: [hutang, `${hutang}/财务公开`, `${hutang}#38`],
        urgency: 'ordinary',
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
