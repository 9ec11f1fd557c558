import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { publishDue } from '../../server/src/features/notices/workflow/scheduled'
import { readPdf } from '../support/pdf'
import {
  approved,
  completeContent,
  draftOf,
  published,
  renewed,
  submitted,
  type Village,
  villageApp,
} from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const hours = (n: number) => new Date(t.clock.now().getTime() + n * 3_600_000).toISOString()

async function draftTold(telling: object, no = 29, table = false) {
  const draft = await draftOf(t, no, completeContent(no, { table }))
  const body = { revision: draft.revision, content: {}, telling }
  const answer = await t.ask('PUT /api/notices/:id', {
    params: { id: draft.notice },
    body,
    token: renewed(t, 'clerk'),
  })
  return answer
}
const publish = (id: string, contentHash: string, telling?: object) =>
  t.ask('POST /api/notices/:id/publish', {
    params: { id },
    body: { contentHash, ...(telling ? { telling } : {}) },
    token: renewed(t, 'publisher'),
  })
const announced = (notice: string) =>
  t.deps.models.Announcement.findOne({ 'subject.id': notice, 'subject.kind': 'notice' }).lean()
const view = async (id: string) => (await t.ask('GET /api/notices/:id', { params: { id } })).body

describe('what a publisher chooses', () => {
  it('goes with the draft to the announcement, and readers see 有效至 alone', async () => {
    const validUntil = hours(22)
    const draft = await draftTold({ validUntil, visit: true, againHours: 48 })
    expect(draft.body.telling).toEqual({ validUntil, visit: true, againHours: 48 })
    const work = await approved(t, await submitted(t, draft.body))
    expect((await publish(work.notice, work.contentHash)).status).toBe(200)
    expect(await announced(work.notice)).toMatchObject({
      validUntil: new Date(validUntil),
      visit: true,
      againHours: 48,
    })
    expect(await view(work.notice)).toMatchObject({ validUntil })
    const { items } = (
      await t.ask('GET /api/regions/:code/notices', { params: { code: '310116109213' }, query: { item: 29 } })
    ).body
    expect(items.find(({ id }) => id === work.notice)).toMatchObject({ validUntil })
  })

  it('stands on the paper that is signed, and on the one that hangs outside', async () => {
    const draft = (await draftTold({ validUntil: hours(22), visit: true, againHours: 48 })).body
    const handedIn = await submitted(t, draft)
    const paper = async (path: string, who: Parameters<typeof renewed>[1]) =>
      readPdf(
        (await t.app.inject({ url: path, headers: { authorization: `Bearer ${renewed(t, who)}` } }))
          .rawPayload,
      )
        .map(({ text }) => text)
        .join('')
    const sheet = await paper(`/api/notices/${draft.notice}/review-sheet.pdf`, 'supervisor')
    for (const word of ['有效至', '上门或打电话告诉', '48 小时还没看的']) expect(sheet).toContain(word)
    const work = await approved(t, handedIn)
    await publish(work.notice, work.contentHash)
    expect(await paper(`/api/notices/${draft.notice}/board.pdf?size=A3`, 'villager')).toContain('有效至')
  })

  it('is by itself: nobody visited, nobody told again, valid for good', async () => {
    const work = await published(t, 29)
    expect(await announced(work.notice)).toMatchObject({ validUntil: null, visit: false, againHours: null })
    expect((await view(work.notice)).validUntil).toBeNull()
  })

  it('is a visit for an emergency, and for what has an end and concerns households', async () => {
    const emergency = await draftOf(t, 50)
    expect(emergency.telling.visit).toBe(true)
    const dated = await draftTold({ validUntil: hours(22) }, 29, true)
    expect(dated.body.telling.visit).toBe(true)
    const work = await approved(t, await submitted(t, dated.body))
    await publish(work.notice, work.contentHash)
    expect(await announced(work.notice)).toMatchObject({ visit: true })
    // Dated, and about nobody's household.
    expect((await draftTold({ validUntil: hours(22) })).body.telling.visit).toBe(false)
    // The publisher asked for none.
    const none = await draftTold({ validUntil: hours(22), visit: false }, 29, true)
    const other = await approved(t, await submitted(t, none.body))
    await publish(other.notice, other.contentHash)
    expect(await announced(other.notice)).toMatchObject({ visit: false })
  })

  it('of it 有效至 is content: it changes what is approved; the others do not', async () => {
    const draft = (await draftTold({ visit: true, againHours: 24 })).body
    const plain = await submitted(t, draft)
    const { revision, notice } = plain
    const body = { revision, content: {}, telling: { visit: false, againHours: null } }
    const again = (
      await t.ask('PUT /api/notices/:id', { params: { id: notice }, body, token: renewed(t, 'clerk') })
    ).body
    const same = await submitted(t, again)
    expect(same.contentHash).toBe(plain.contentHash)
    const dated = (
      await t.ask('PUT /api/notices/:id', {
        params: { id: notice },
        body: { revision: same.revision, content: {}, telling: { validUntil: hours(5) } },
        token: renewed(t, 'clerk'),
      })
    ).body
    expect((await submitted(t, dated)).contentHash).not.toBe(plain.contentHash)
  })

  it('cannot have ended before it begins: said in Chinese, with the field, and at each step', async () => {
    const draft = (await draftTold({ validUntil: hours(-1) })).body
    const refused = await t.ask('POST /api/notices/:id/submit', {
      params: { id: draft.notice },
      body: { revision: draft.revision },
      token: renewed(t, 'clerk'),
    })
    expect(refused.status).toBe(422)
    expect(refused.error.fields).toEqual([
      { field: 'telling.validUntil', message: expect.stringContaining('已经过了') },
    ])
    const soon = (await draftTold({ validUntil: hours(3) })).body
    const work = await approved(t, await submitted(t, soon))
    const late = await t.ask('POST /api/notices/:id/schedule', {
      params: { id: work.notice },
      body: { at: hours(4), contentHash: work.contentHash },
      token: renewed(t, 'publisher'),
    })
    expect([late.status, late.error.message]).toEqual([409, expect.stringContaining('早于定时发布')])
    t.clock.moveTo(new Date(t.clock.now().getTime() + 3 * 3_600_000))
    const over = await publish(work.notice, work.contentHash)
    expect([over.status, over.error.message]).toEqual([409, expect.stringContaining('已经过了')])
    const { abilities } = (
      await t.ask('GET /api/screens/edit', { query: { id: work.notice }, token: renewed(t, 'publisher') })
    ).body.work
    expect(abilities.find(({ verb }) => verb === 'publish')).toMatchObject({
      allowed: false,
      failureReasons: [expect.stringContaining('已经过了')],
    })
  })

  it('may be chosen otherwise by who publishes; the history says so, and the content stays', async () => {
    const work = await approved(t, await submitted(t, (await draftTold({})).body))
    const answer = await publish(work.notice, work.contentHash, { visit: true, againHours: 24 })
    expect(answer.status).toBe(200)
    expect(await announced(work.notice)).toMatchObject({ visit: true, againHours: 24 })
    expect(answer.body.history.at(-1)).toMatchObject({
      verb: 'publish',
      reason: '没收到的，上门或打电话告诉；重要：24 小时还没看的，再提醒一次',
    })
    expect(answer.body.contentHash).toBe(work.contentHash)
  })

  it('that ended while a late schedule waited is not published, and waits for its publisher', async () => {
    const draft = (await draftTold({ validUntil: hours(3) })).body
    const work = await approved(t, await submitted(t, draft))
    await t.ask('POST /api/notices/:id/schedule', {
      params: { id: work.notice },
      body: { at: hours(1), contentHash: work.contentHash },
      token: renewed(t, 'publisher'),
    })
    t.clock.moveTo(new Date(t.clock.now().getTime() + 5 * 3_600_000))
    await publishDue(t.deps)
    expect(await t.deps.models.Edition.findOne({ notice: work.notice }).lean()).toMatchObject({
      state: 'approved',
      history: expect.arrayContaining([
        expect.objectContaining({ verb: 'cancel', reason: expect.stringContaining('已经过了') }),
      ]),
    })
  })

  it('is taken over by a correction, and a changed 有效至 is in the difference', async () => {
    const first = hours(30)
    const draft = (await draftTold({ validUntil: first, againHours: 24 })).body
    const work = await approved(t, await submitted(t, draft))
    await publish(work.notice, work.contentHash)
    const params = { id: work.notice }
    const change = { note: '供水提前恢复', size: 'major' }
    const begun = (
      await t.ask('POST /api/notices/:id/correct', { params, body: { change }, token: renewed(t, 'clerk') })
    ).body
    expect(begun.telling).toMatchObject({ validUntil: first, againHours: 24 })
    const second = hours(20)
    const edited = (
      await t.ask('PUT /api/notices/:id', {
        params,
        body: { revision: begun.revision, content: {}, telling: { validUntil: second } },
        token: renewed(t, 'clerk'),
      })
    ).body
    const query = { work: true }
    const difference = await t.ask('GET /api/notices/:id/editions/:no/difference', {
      params: { ...params, no: 2 },
      query,
      token: renewed(t, 'clerk'),
    })
    expect(difference.body).toMatchObject({ same: false, validUntil: { before: first, after: second } })
    const corrected = await approved(t, await submitted(t, edited))
    await publish(work.notice, corrected.contentHash)
    const shown = await t.ask('GET /api/notices/:id/editions/:no/difference', {
      params: { ...params, no: 2 },
    })
    expect(shown.body).toMatchObject({ same: false, validUntil: { before: first, after: second } })
    expect((await view(work.notice)).validUntil).toBe(second)
  })

  it.each([
    [{ againHours: 12 }, 'telling.againHours'],
    [{ validUntil: '明天' }, 'telling.validUntil'],
    [{ visit: 'ja' }, 'telling.visit'],
  ])('refuses %j with its field', async (telling, field) => {
    const { status, error } = await draftTold(telling)
    expect(status).toBe(422)
    expect(error.fields?.map((one) => one.field)).toContain(field)
  })
})
