import type { EditionWork } from '@hutang/shared'
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { publishDue } from '../../server/src/features/notices/workflow/scheduled'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import { newEngine } from '../../server/src/features/push/engines'
import {
  approved,
  draftOf,
  renewed,
  submitted,
  type Village,
  village,
  villageApp,
  type Who,
} from '../api/notices-setup'

let t: Village
beforeEach(async () => {
  await t?.close()
  t = await villageApp()
})
afterAll(() => t.close())

const run = () => newEngine(t.deps).runOnce()
const inbox = async (who: Who) =>
  (await t.ask('GET /api/me/inbox', { query: {}, token: renewed(t, who) })).body.items.filter(
    ({ kind }) => kind === 'work',
  )
const titles = async (who: Who) => (await inbox(who)).map(({ notice }) => notice.title)
const returned = async (work: EditionWork, reason = '合计不对'): Promise<EditionWork> =>
  (
    await t.ask('POST /api/notices/:id/review', {
      params: { id: work.notice },
      body: { decision: 'return', reason, contentHash: work.contentHash },
      token: renewed(t, 'supervisor'),
    })
  ).body
const mended = async ({ notice, revision }: EditionWork, plain: string): Promise<EditionWork> =>
  (
    await t.ask('PUT /api/notices/:id', {
      params: { id: notice },
      body: { revision, content: { plain } },
      token: renewed(t, 'clerk'),
    })
  ).body
const at = (time: string) => t.clock.moveTo(new Date(`2026-11-${time}+08:00`))
async function aSupervisor(id: string, more: object = {}): Promise<void> {
  const since = new Date(t.clock.now().getTime() - 1000)
  await t.deps.models.Person.create({ _id: `p-${id}`, name: `审${id}`, residence: null })
  await t.deps.models.Account.create({
    ...{ _id: `a-${id}`, openid: `o-${id}`, person: `p-${id}`, own: `p-${id}`, name: id, verifiedAt: null },
    ...{ createdAt: t.clock.now(), seenAt: t.clock.now() },
  })
  await t.deps.models.Role.create({
    ...{ _id: id, person: `p-${id}`, region: village.code, role: 'supervisor', since, ...more },
  })
}
const toldOf = async () =>
  (await t.deps.models.Match.find({ kind: 'work' }).lean()).map(({ person }) => person).sort()

describe('work to be done', () => {
  it('goes to whoever has the next step, and never to who wrote it', async () => {
    const work = await submitted(t, await draftOf(t, 29))
    await run()
    // `both` may review what others wrote.
    expect(await toldOf()).toEqual(['p-both', 'p-supervisor'])
    expect(await inbox('supervisor')).toMatchObject([
      {
        reasons: ['等您来办'],
        notice: {
          title: '有一条公开等您审核',
          link: `cadre/review/index?id=${work.notice}`,
          stateText: null,
        },
      },
    ])
    await approved(t, work)
    await run()
    expect(await titles('publisher')).toEqual(['有一条公开等您发布'])
    expect((await inbox('supervisor'))[0]?.notice.stateText).toBe('已办')
    expect(await titles('clerk')).toEqual([])
  })

  it('says its title to who may see the work, and nothing on a locked screen', async () => {
    await submitted(t, await draftOf(t, 29))
    await run()
    const [entry] = await inbox('supervisor')
    expect(entry?.notice.plain).toMatch(/^有一条公开等您审核：/)
    const announced = await t.deps.models.Announcement.findOne({ kind: 'work' }).lean()
    expect(announced).toMatchObject({ urgency: 'prompt', scopes: [], visit: false, validUntil: null })
  })

  it('returned again and again is told each time, once', async () => {
    let work = await submitted(t, await draftOf(t, 29))
    for (const round of ['一', '二', '三']) {
      await run()
      await run()
      const back = await returned(work)
      await run()
      work = await submitted(t, await mended(back, `改了第${round}次。`))
    }
    await run()
    expect(await titles('clerk')).toEqual(Array(3).fill('有一条公开退回给您，请改一改'))
    expect(await titles('supervisor')).toEqual(Array(4).fill('有一条公开等您审核'))
    const open = (await inbox('supervisor')).filter(({ notice }) => notice.stateText === null)
    expect(open).toHaveLength(1)
    // Whoever goes on with it is told of what came back, the others are not.
    expect(await titles('clerk2')).toEqual([])
  })

  it('comes to every reviewer, by the posts of this moment', async () => {
    await aSupervisor('second')
    await aSupervisor('gone', { until: new Date(t.clock.now().getTime() - 1) })
    const from = new Date(t.clock.now().getTime() - 1)
    const until = new Date(t.clock.now().getTime() + 1e9)
    await aSupervisor('resting', { leaves: [{ from, until }] })
    const work = await submitted(t, await draftOf(t, 29))
    await run()
    expect(await toldOf()).toEqual(['p-both', 'p-second', 'p-supervisor'])
    await approved(t, work)
    expect(await t.deps.models.Match.countDocuments({ kind: 'work' })).toBe(3)
  })

  it('comes to who holds a post under the person the account was before it was tied to a resident', async () => {
    const { Account, Role } = t.deps.models
    await Role.deleteMany({ role: 'supervisor' })
    const since = new Date(t.clock.now().getTime() - 1000)
    await Role.create({ _id: 'own', person: 'p-stranger', region: village.code, role: 'supervisor', since })
    await Account.updateOne({ _id: 'a-stranger' }, { person: 'p-villager', verifiedAt: t.clock.now() })
    t.forget()
    await submitted(t, await draftOf(t, 29))
    await run()
    expect(await toldOf()).toEqual(['p-villager'])
    expect(await titles('stranger')).toEqual(['有一条公开等您审核'])
  })

  it('waits in quiet hours, and what was done meanwhile is not told in the morning', async () => {
    at('20T22:30:00')
    const [done, open] = [await submitted(t, await draftOf(t, 29)), await submitted(t, await draftOf(t, 29))]
    await run()
    const states = async () =>
      (await t.deps.models.Match.find({ person: 'p-supervisor', kind: 'work' }).lean()).map(
        ({ subject, state, outcome }) => [subject.id.split(':')[0], state, outcome],
      )
    expect((await states()).map(([, state]) => state)).toEqual(['pending', 'pending'])
    await approved(t, done)
    at('21T07:01:00')
    await run()
    const after = new Map((await states()).map(([id, ...rest]) => [id, rest]))
    expect(after.get(done.notice)).toEqual(['dropped', 'done'])
    expect(after.get(open.notice)?.[0]).not.toBe('dropped')
    expect(await titles('supervisor')).toHaveLength(1)
  })

  it('is told where a schedule could not be kept', async () => {
    const work = await approved(t, await submitted(t, await draftOf(t, 29)))
    const hour = 3_600_000
    await t.ask('POST /api/notices/:id/schedule', {
      params: { id: work.notice },
      body: { at: new Date(t.clock.now().getTime() + hour).toISOString(), contentHash: work.contentHash },
      token: renewed(t, 'publisher'),
    })
    await t.deps.models.Role.deleteMany({ person: 'p-publisher' })
    t.forget()
    t.clock.moveTo(new Date(t.clock.now().getTime() + 2 * hour))
    await publishDue(t.deps)
    await run()
    expect(await titles('both')).toContain('有一条定时没发出去，等您发布')
  })

  it('is forgotten by no crash: the sweep tells what a step still owes, once', async () => {
    const { Announcement, Edition } = t.deps.models
    const work = await submitted(t, await draftOf(t, 29))
    await Announcement.deleteMany({})
    await Edition.updateOne({ _id: work.edition }, { $push: { owed: 'work' } })
    await finishPending(t.deps)
    await finishPending(t.deps)
    expect(await Announcement.countDocuments({ kind: 'work' })).toBe(1)
    expect((await Edition.findById(work.edition).lean())?.owed).not.toContain('work')
  })

  it('of a nil return goes to its reviewer, too', async () => {
    const answer = await t.ask('POST /api/regions/:code/items/:no/nil', {
      params: { code: village.code, no: 31 },
      body: { period: '2026-Q3', plain: '第三季度没有' },
      token: renewed(t, 'clerk'),
    })
    expect(answer.status).toBeLessThan(300)
    await run()
    expect(await titles('supervisor')).toEqual(['有一条公开等您审核'])
  })
})
