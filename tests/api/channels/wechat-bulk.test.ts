import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import wechatTemplates from '../../../config/templates/wechat.json'
import type { EndedAttempt, Message, Reserved } from '../../../server/src/channels/channel'
import { reserveGrants } from '../../../server/src/features/push/grants/grants'
import { wechatChannel } from '../../../server/src/features/push/grants/wechat-channel'
import { type TestApp, testApp } from '../../support/app'
import { aGrant, aPerson, aVillage, openidOf } from '../../support/builders'
import { commandCounter } from '../../support/commands'

let t: TestApp
let count: ReturnType<typeof commandCounter>
let wechat: ReturnType<typeof wechatChannel>
const channel = () => wechatChannel(t.deps)
const open = () => null
const many = Array.from({ length: 200 }, (_, n) => `p${n}`)

beforeAll(async () => {
  t = await testApp({ monitorCommands: true })
  count = commandCounter(t.deps.db)
  wechat = channel()
})
beforeEach(async () => {
  await Promise.all(
    Object.values(t.deps.models).map((model) =>
      (model as { deleteMany(all: object): unknown }).deleteMany({}),
    ),
  )
  await aVillage(t.deps.models)
})
afterAll(() => t.close())

const message: Message = {
  kind: 'single',
  title: '2026年三季度收支',
  name: '财务收支',
  publishedAt: new Date('2026-11-20T02:00:00Z'),
  publishedBy: '护塘村',
  link: 'pages/notice/index?id=n1',
  count: 1,
  lines: [],
  region: '310116109213',
  emergency: false,
  urgent: false,
}
const request = (person: string, more: Partial<Message> = {}, delivery = `d-${person}`) => ({
  delivery,
  person,
  message: { ...message, ...more },
})
async function people(ids: readonly string[], grants: number, verified = false) {
  for (const id of ids) {
    await aPerson(t.deps.models, { id, now: t.clock.now(), verified })
    for (let n = 0; n < grants; n++) await aGrant(t.deps.models, openidOf(id), minutesAgo(10 - n))
  }
}
const minutesAgo = (n: number) => new Date(t.clock.now().getTime() - n * 60_000)
const states = async () =>
  (await t.deps.models.Grant.find().sort({ at: 1 }).lean<{ state: string }[]>()).map(({ state }) => state)
const grantOf = (answer: Reserved | undefined) =>
  answer?.kind === 'reserved' ? answer.reservation.grant : null
const ended = (
  person: string,
  answer: Reserved | undefined,
  effect: EndedAttempt['effect'],
  startedAt = t.clock.now(),
): EndedAttempt => ({
  delivery: `d-${person}`,
  address: openidOf(person),
  template: 'demo-published',
  grant: grantOf(answer),
  fen: 0,
  effect,
  startedAt,
})

describe('grants for two hundred', () => {
  it('are reserved in six commands at most, and ended in three', async () => {
    await people(many, 2)
    const requests = many.map((id) => request(id))
    const first = await count(() => wechat.reserve(requests, open))
    expect(first.commands.length).toBeLessThanOrEqual(6)
    expect([...first.answer.values()].every(({ kind }) => kind === 'reserved')).toBe(true)
    expect(new Set([...first.answer.values()].map(grantOf)).size).toBe(200)

    const again = await wechat.reserve(requests, open)
    for (const [delivery, answer] of again) expect(answer).toEqual(first.answer.get(delivery))

    const ends = many.map((id, n) => ended(id, first.answer.get(`d-${id}`), n % 2 ? 'accepted' : 'refused'))
    const finish = await count(() => wechat.finish(ends))
    expect(finish.commands.length).toBeLessThanOrEqual(3)
    await wechat.finish(ends)
    const { Grant } = t.deps.models
    expect(await Grant.countDocuments({ state: 'spent' })).toBe(100)
    expect(await Grant.countDocuments({ state: 'free', delivery: null })).toBe(300)
  }, 60_000)

  it('are released at once, each only by who holds it', async () => {
    await people(['a', 'b'], 1)
    const answers = await wechat.reserve([request('a'), request('b')], open)
    const held = ['a', 'b'].map((id) => ({
      delivery: `d-${id}`,
      grant: grantOf(answers.get(`d-${id}`)) ?? '',
      fen: 0,
    }))
    await wechat.release(held.map((one) => ({ ...one, delivery: 'another' })))
    expect(await states()).toEqual(['reserved', 'reserved'])
    await wechat.release(held)
    expect(await states()).toEqual(['free', 'free'])
  })

  it('tells who can be reached, for the preview, and spends nothing', async () => {
    await people(['free'], 1)
    await people(['kept'], 1, true)
    await people(['none'], 0)
    const persons = ['free', 'kept', 'none', 'nobody']
    const { answer, commands } = await count(() =>
      wechat.canReach(persons, { urgent: false, emergency: false }),
    )
    expect(Object.fromEntries(answer)).toEqual({
      free: null,
      kept: 'lastGrantKept',
      none: 'noGrant',
      nobody: 'noAccount',
    })
    expect(commands.length).toBeLessThanOrEqual(2)
    const urgent = await wechat.canReach(persons, { urgent: true, emergency: true })
    expect(urgent.get('kept')).toBeNull()
    expect(await states()).toEqual(['free', 'free'])
  })
})

describe('one grant', () => {
  it('goes to one of many workers, and to one delivery of a batch', async () => {
    await people(['a'], 1)
    const asked = (n: number) => [request('a', {}, `d${n}-1`), request('a', {}, `d${n}-2`)]
    const all = await Promise.all(Array.from({ length: 8 }, (_, n) => channel().reserve(asked(n), open)))
    const kinds = all.flatMap((answers) => [...answers.values()].map(({ kind }) => kind))
    expect(kinds.filter((kind) => kind === 'reserved')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'none')).toHaveLength(15)
  })

  it('that another worker took meanwhile stays theirs (D16)', async () => {
    await people(['a'], 1)
    const { Grant } = t.deps.models
    const grant = (await Grant.findOne().lean<{ _id: string }>())?._id ?? ''
    expect(await reserveGrants(t.deps.db, [{ grant, delivery: 'd1' }])).toEqual(new Set([grant]))
    // Whoever has chosen it too saw it while it was free.
    expect(await reserveGrants(t.deps.db, [{ grant, delivery: 'd2' }])).toEqual(new Set())
    expect(await Grant.findById(grant).lean()).toMatchObject({ state: 'reserved', delivery: 'd1' })
  })

  it('is given to each of many workers while there are enough, however they meet', async () => {
    await people(['a'], 8)
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, n) => channel().reserve([request('a', {}, `d${n}`)], open)),
    )
    const answers = all.flatMap((some) => [...some.values()])
    const grants = answers.map(grantOf).filter((grant) => grant !== null)
    expect(new Set(grants).size).toBe(grants.length)
    // Who lost thrice asks again in a moment; nobody is told that there is none.
    expect(answers.some(({ kind }) => kind === 'none')).toBe(false)
  })

  it('the last of a resident is kept, within a batch too, but for what is urgent', async () => {
    await people(['a'], 2, true)
    const answers = await wechat.reserve(
      [request('a', {}, 'd1'), request('a', {}, 'd2'), request('a', { urgent: true }, 'd3')],
      open,
    )
    expect(answers.get('d1')).toMatchObject({ kind: 'reserved' })
    expect(answers.get('d2')).toEqual({ kind: 'none', why: 'lastGrantKept' })
    expect(answers.get('d3')).toMatchObject({ kind: 'reserved' })
  })

  it('of the person’s second phone is found where the first has none', async () => {
    await people(['a'], 0)
    await t.deps.models.Account.create({
      _id: 'older',
      openid: 'older-phone',
      person: 'a',
      own: 'a',
      name: 'a',
      verifiedAt: null,
      disputedAt: null,
      createdAt: minutesAgo(99),
      seenAt: minutesAgo(99),
    })
    await aGrant(t.deps.models, 'older-phone', minutesAgo(1))
    expect((await wechat.reserve([request('a')], open)).get('d-a')).toMatchObject({
      reservation: { address: 'older-phone', provider: 'wechat', fen: 0 },
    })
  })

  it('of a stopped template waits; who has none goes to the next channel at once', async () => {
    await people(['a'], 1)
    await people(['b'], 0)
    const until = new Date(t.clock.now().getTime() + 600_000)
    const answers = await wechat.reserve([request('a'), request('b')], () => until)
    expect(answers.get('d-a')).toEqual({ kind: 'held', until })
    expect(answers.get('d-b')).toEqual({ kind: 'none', why: 'noGrant' })
  })

  it('of an ordinary template carries an emergency where its own is stopped', async () => {
    await people(['a'], 1)
    await aGrant(t.deps.models, openidOf('a'), minutesAgo(1), 'demo-emergency')
    const stopped = (template: string) => (template === 'demo-emergency' ? t.clock.now() : null)
    const urgent = request('a', { emergency: true, urgent: true })
    expect((await wechat.reserve([urgent], stopped)).get('d-a')).toMatchObject({
      reservation: { template: 'demo-published' },
    })
  })

  it('that the vendor calls gone voids the older ones; an address that is gone voids all', async () => {
    await people(['a', 'b'], 3)
    const answers = await wechat.reserve([request('a'), request('b')], open)
    const ends = [ended('a', answers.get('d-a'), 'grantGone'), ended('b', answers.get('d-b'), 'addressGone')]
    await aGrant(t.deps.models, openidOf('a'), new Date(t.clock.now().getTime() + 1000))
    for (let n = 0; n < 2; n++) {
      await wechat.finish(ends)
      expect((await states()).sort()).toEqual(['free', ...Array.from({ length: 6 }, () => 'void')])
    }
  })
})

describe('a long-term grant', () => {
  const { published } = wechatTemplates
  beforeEach(() => {
    published.kind = 'long'
  })
  afterEach(() => {
    published.kind = 'once'
  })

  it('is never spent and never kept: each message of a resident goes, one after the other', async () => {
    await people(['a'], 1, true)
    expect((await wechat.canReach(['a'], { urgent: false, emergency: false })).get('a')).toBeNull()
    const answers = await wechat.reserve([request('a', {}, 'd-a'), request('a', {}, 'd2')], open)
    expect(answers.get('d-a')).toMatchObject({ kind: 'reserved' })
    // It is under way to the same phone: a moment later, and not by another channel.
    expect(answers.get('d2')).toMatchObject({ kind: 'held' })
    expect((await channel().reserve([request('a', {}, 'd3')], open)).get('d3')).toMatchObject({
      kind: 'held',
    })
    await wechat.finish([ended('a', answers.get('d-a'), 'accepted')])
    expect((await wechat.reserve([request('a', {}, 'd2')], open)).get('d2')).toMatchObject({
      kind: 'reserved',
    })
  })

  it('that was taken back is gone', async () => {
    await people(['a'], 1, true)
    const answers = await wechat.reserve([request('a')], open)
    await wechat.finish([ended('a', answers.get('d-a'), 'grantGone')])
    expect((await wechat.reserve([request('a', {}, 'd2')], open)).get('d2')).toEqual({
      kind: 'none',
      why: 'noGrant',
    })
  })
})
