import type { EditionWork } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { publishDue } from '../../server/src/features/notices/workflow/scheduled'
import { begun, publish, saved } from './corrections-setup'
import {
  approved,
  draftOf,
  published,
  renewed,
  submitted,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

const hour = 3_600_000
const day = 24 * hour

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const ready = async () => approved(t, await submitted(t, await draftOf(t, 27)))
const inMs = (ms: number) => new Date(t.clock.now().getTime() + ms).toISOString()
const schedule = (work: EditionWork, at: string, who: Who = 'publisher', headers = {}) =>
  t.ask('POST /api/notices/:id/schedule', {
    params: { id: work.notice },
    body: { at, contentHash: work.contentHash },
    token: renewed(t, who),
    headers,
  })
const cancel = (work: EditionWork, who: Who = 'publisher') =>
  t.ask('POST /api/notices/:id/cancel', { params: { id: work.notice }, token: renewed(t, who) })
const stored = (work: EditionWork) => t.deps.models.Edition.findById(work.edition).lean()
const statusOf = async ({ notice }: EditionWork) =>
  (await t.ask('GET /api/notices/:id', { params: { id: notice } })).status
const announced = ({ notice }: EditionWork) =>
  t.deps.models.Announcement.countDocuments({ 'subject.id': notice })

describe('a publication that is scheduled', () => {
  it('is published once at its instant, and both times are kept', async () => {
    const work = await ready()
    const at = inMs(2 * hour)
    const answer = await schedule(work, at)
    expect(answer.body).toMatchObject({ state: 'scheduled', stateText: '定时发布', scheduledFor: at })
    const desk = await t.ask('GET /api/screens/desk', {
      query: { region: village.code },
      token: renewed(t, 'publisher'),
    })
    expect(desk.body.approved).toMatchObject([{ notice: work.notice, state: 'scheduled', scheduledFor: at }])
    t.clock.advance(2 * hour - 1)
    expect(await publishDue(t.deps)).toBe(0)
    expect(await statusOf(work)).toBe(404)
    t.clock.advance(61_000)
    const runs = await Promise.all([publishDue(t.deps), publishDue(t.deps), publishDue(t.deps)])
    expect(runs.reduce((sum, one) => sum + one)).toBe(1)
    expect(await publishDue(t.deps)).toBe(0)
    expect(await statusOf(work)).toBe(200)
    expect(await announced(work)).toBe(1)
    const edition = await stored(work)
    expect(edition).toMatchObject({ state: 'published', publishedAt: t.clock.now(), owed: [] })
    expect(edition?.scheduledFor?.toISOString()).toBe(at)
    expect(edition?.history.at(-1)).toMatchObject({ verb: 'publish', person: 'p-publisher' })
  })

  it('is made up after an outage, with the time at which it was really published', async () => {
    const work = await ready()
    const other = await ready()
    await schedule(work, inMs(hour))
    await schedule(other, inMs(2 * hour))
    t.clock.advance(3 * day)
    expect(await publishDue(t.deps)).toBe(2)
    const { body } = await t.ask('GET /api/notices/:id', { params: { id: work.notice } })
    expect(body.publishedAt).toBe(t.clock.now().toISOString())
    expect(await announced(other)).toBe(1)
  })

  it('is neither in the past nor more than ninety days ahead', async () => {
    const work = await ready()
    for (const at of [inMs(-1), inMs(0), inMs(90 * day + 1)]) {
      const { status, error } = await schedule(work, at)
      expect([status, error.fields?.[0]?.field]).toEqual([422, 'at'])
    }
    expect((await schedule(work, 'morgen')).status).toBe(422)
    expect((await schedule(work, inMs(90 * day))).status).toBe(200)
    expect((await schedule(work, inMs(hour))).error.code).toBe('wrongState')
  })

  it('is taken back by a publisher, and by an edit of its writer', async () => {
    const work = await ready()
    await schedule(work, inMs(hour))
    expect((await cancel(work, 'clerk')).error.code).toBe('forbidden')
    expect((await cancel(work)).body).toMatchObject({ state: 'approved', scheduledFor: null })
    const again = await schedule(work, inMs(hour))
    await saved(t, again.body, { body: '再改一处' })
    expect(await stored(work)).toMatchObject({ state: 'draft', scheduledFor: null })
    t.clock.advance(2 * hour)
    expect(await publishDue(t.deps)).toBe(0)
    expect(await statusOf(work)).toBe(404)
  })

  it('may be published at once', async () => {
    const work = await ready()
    await schedule(work, inMs(hour))
    expect((await publish(t, work)).body.state).toBe('published')
    t.clock.advance(2 * hour)
    expect(await publishDue(t.deps)).toBe(0)
    expect(await announced(work)).toBe(1)
  })

  it('is scheduled by nobody who wrote it, nor with another content, and once for a key', async () => {
    const own = await draftOf(t, 27, undefined, 'both')
    const sent = await t.ask('POST /api/notices/:id/submit', {
      params: { id: own.notice },
      body: { revision: own.revision },
      token: renewed(t, 'both'),
    })
    const work = await approved(t, sent.body)
    expect((await schedule(work, inMs(hour), 'both')).error.code).toBe('ownWork')
    expect((await schedule({ ...work, contentHash: 'a'.repeat(64) }, inMs(hour))).error.code).toBe(
      'wrongState',
    )
    const at = inMs(hour)
    const key = { 'idempotency-key': 'schedule-1' }
    const answers = await Promise.all([1, 2].map(() => schedule(work, at, 'publisher', key)))
    expect(answers.map(({ status, body }) => [status, body.revision])).toEqual([
      [200, answers[0]?.body.revision],
      [200, answers[0]?.body.revision],
    ])
    expect((await schedule(work, inMs(2 * hour), 'publisher', key)).error.code).toBe('idempotencyReused')
    await cancel(work)
  })

  it('goes back to whoever has the post now, where the post of its publisher has ended', async () => {
    const work = await ready()
    await schedule(work, inMs(hour))
    const { Role } = t.deps.models
    const role = { _id: `publisher:${village.code}:publisher` }
    await Role.updateOne(role, { until: t.clock.now() })
    t.clock.advance(2 * hour)
    expect(await publishDue(t.deps)).toBe(1)
    expect(await publishDue(t.deps)).toBe(0)
    expect(await statusOf(work)).toBe(404)
    const back = await stored(work)
    expect(back).toMatchObject({ state: 'approved', scheduledFor: null })
    expect(back?.history.at(-1)).toMatchObject({
      verb: 'cancel',
      by: '系统',
      reason: expect.stringContaining('岗位'),
    })
    await Role.updateOne(role, { until: null })
    expect((await publish(t, work)).body.state).toBe('published')
  })

  it('of a correction goes back, where its notice has been withdrawn meanwhile', async () => {
    const { notice } = await published(t, 27)
    const draft = await saved(t, await begun(t, notice), {}, { note: '改', size: 'major' })
    const work = await approved(t, await submitted(t, draft))
    await schedule(work, inMs(hour))
    await t.deps.models.Notice.updateOne({ _id: notice }, { state: 'withdrawn' })
    t.clock.advance(2 * hour)
    await publishDue(t.deps)
    expect(await stored(work)).toMatchObject({ state: 'approved', publishedAt: null })
    expect(await announced(work)).toBe(1)
  })
})

describe('four eyes', () => {
  it('count every writer of any revision, also when the history has forgotten the edit', async () => {
    const draft = await draftOf(t, 27)
    // The account is somebody else's for one edit, as when a verification is tied and ended again.
    await t.deps.models.Account.updateOne({ _id: 'a-clerk' }, { person: 'p-both' })
    await t.deps.models.Role.updateOne({ person: 'p-clerk', role: 'clerk' }, { person: 'p-both' })
    let work = await saved(t, draft, { body: '这一句是另一个人写的' })
    await t.deps.models.Account.updateOne({ _id: 'a-clerk' }, { person: 'p-clerk' })
    await t.deps.models.Role.updateOne(
      { person: 'p-both', role: 'clerk', _id: /clerk:/ },
      { person: 'p-clerk' },
    )
    for (let n = 0; n < 25; n++) work = await saved(t, work, { body: `第 ${n} 次` })
    expect((await stored(work))?.history.some(({ person }) => person === 'p-both')).toBe(false)
    const sent = await submitted(t, work)
    const review = await t.ask('POST /api/notices/:id/review', {
      params: { id: sent.notice },
      body: { decision: 'approve', contentHash: sent.contentHash },
      token: renewed(t, 'both'),
    })
    expect(review.error.code).toBe('ownWork')
  })

  it('see through another account of the same person', async () => {
    const draft = await draftOf(t, 27)
    const work = await approved(t, await submitted(t, draft))
    // Afterwards the writer's account and the publisher's turn out to be one resident's.
    const { Account, Person, Role } = t.deps.models
    await Person.create({ _id: 'p-resident', name: '同一个人', residence: null })
    await Role.create({
      _id: 'resident:publisher',
      person: 'p-resident',
      region: village.code,
      role: 'publisher',
      since: t.clock.now(),
    })
    await Account.updateMany({ _id: { $in: ['a-clerk', 'a-publisher'] } }, { person: 'p-resident' })
    t.clock.advance(1)
    expect((await publish(t, work)).error.code).toBe('ownWork')
    await Account.updateOne({ _id: 'a-clerk' }, { person: 'p-clerk' })
    await Account.updateOne({ _id: 'a-publisher' }, { person: 'p-publisher' })
    expect((await publish(t, work)).body.state).toBe('published')
  })

  it('hold for a correction: neither its writer nor the writer of what it corrects decides on it', async () => {
    const { notice } = await published(t, 27)
    const draft = await begun(t, notice, 'both')
    const named = await t.ask('PUT /api/notices/:id', {
      params: { id: notice },
      body: { revision: draft.revision, content: {}, change: { note: '改', size: 'minor' } },
      token: renewed(t, 'both'),
    })
    const sent = await t.ask('POST /api/notices/:id/submit', {
      params: { id: notice },
      body: { revision: named.body.revision },
      token: renewed(t, 'both'),
    })
    const { contentHash } = sent.body
    const decide = (who: Who) =>
      t.ask('POST /api/notices/:id/review', {
        params: { id: notice },
        body: { decision: 'approve', contentHash },
        token: renewed(t, who),
      })
    expect((await decide('both')).error.code).toBe('ownWork')
    await t.deps.models.Role.create({
      _id: 'clerk-reviews',
      person: 'p-clerk',
      region: village.code,
      role: 'supervisor',
      since: t.clock.now(),
    })
    t.clock.advance(1)
    t.forget()
    expect((await decide('clerk')).error.code).toBe('ownWork')
    expect((await decide('supervisor')).body.state).toBe('approved')
  })
})
