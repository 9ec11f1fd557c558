import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { newEngine } from '../../server/src/features/push/engines'
import { type TestApp, testApp } from '../support/app'
import { aGrant, aNotice, announceNotice, aPerson, aVillage, hutang, openidOf } from '../support/builders'
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
const all = { region: hutang, wish: 'immediate' }
const finance = { region: hutang, category: '财务公开', wish: 'daily' }
const profile = { region: hutang, item: 1, wish: 'weekly' }

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

  it('end and begin as intervals; a wish changes within one', async () => {
    await put([all, finance])
    t.clock.advance(1000)
    await put([{ ...all, wish: 'weekly' }, profile])
    const kept = await t.deps.models.Subscription.find().sort({ since: 1 }).lean()
    expect(kept).toHaveLength(3)
    expect(kept.find((one) => one.category)).toMatchObject({
      open: false,
      until: t.clock.now(),
      wish: 'daily',
    })
    expect(kept.find((one) => one.scope === hutang)).toMatchObject({ open: true, wish: 'weekly' })
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

  it('to what does not exist, or twice, are refused with the field', async () => {
    const answer = await put([
      { ...all, region: '999999999999' },
      { ...all, item: 999 },
      { ...all, category: '没有' },
      all,
      all,
    ])
    expect(answer.status).toBe(422)
    expect(answer.error.fields?.map(({ field }) => field)).toEqual([
      'subscriptions.0.region',
      'subscriptions.1.item',
      'subscriptions.2.category',
      'subscriptions.4',
    ])
    expect(await t.deps.models.Subscription.countDocuments()).toBe(0)
  })

  it('need somebody signed in', async () => {
    expect((await t.ask('GET /api/me/subscriptions')).status).toBe(401)
  })

  it('have a screen with everything that can be followed', async () => {
    const { body } = await t.ask('GET /api/screens/subscriptions', { query: { region: hutang }, token })
    expect(body.categories.flatMap(({ items }) => items)).toHaveLength(51)
    expect(body.templates.map(({ templateId }) => templateId)).toEqual(['demo-published', 'demo-emergency'])
    expect(body.preferences).toEqual({
      textSize: 'standard',
      quietFrom: '22:00',
      quietTo: '07:00',
      wechat: true,
    })
    expect(
      (await t.ask('GET /api/screens/subscriptions', { query: { region: '999999' }, token })).status,
    ).toBe(404)
  })
})

describe('preferences', () => {
  it('are kept, and what waited is looked at again', async () => {
    const wanted = { textSize: 'elder', quietFrom: '12:00', quietTo: '12:00', wechat: false }
    await t.deps.models.Match.create({ _id: 'm', person: 'wang', state: 'pending', nextAt: t.clock.now() })
    expect((await t.ask('PUT /api/me/preferences', { body: wanted, token })).body).toEqual(wanted)
    expect((await t.ask('GET /api/me/preferences', { token })).body).toEqual(wanted)
    expect(await t.deps.models.Match.findById('m').lean()).toMatchObject({ nextAt: null })
    const wrong = { ...wanted, quietFrom: '25:00' }
    expect((await t.ask('PUT /api/me/preferences', { body: wrong, token })).status).toBe(422)
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
