import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { personMark } from '../../server/src/features/residents/residents.model'
import {
  completeContent,
  published,
  renewed,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let t: Village
let land = ''
beforeAll(async () => {
  t = await villageApp()
  land = (await published(t, 31, completeContent(31, { table: true }))).notice
})
afterAll(() => t.close())

const item = async (who: Who) =>
  (await t.ask('GET /api/screens/item', { query: { region: village.code, no: 31 }, token: renewed(t, who) }))
    .body
const home = async (who: Who) =>
  (await t.ask('GET /api/screens/home', { query: { region: village.code }, token: renewed(t, who) })).body
const notice = async (who: Who) =>
  (await t.ask('GET /api/screens/notice', { query: { id: land }, token: renewed(t, who) })).body.notice
const found = async (who: Who, q: string) =>
  (await t.ask('GET /api/screens/search', { query: { region: village.code, q }, token: renewed(t, who) }))
    .body.notices

describe('what is kept in memory for signed-in readers', () => {
  it('shows a publication at once: on the home page, at its item, in a search and in 我家', async () => {
    const before = await home('villager')
    await item('villager')
    expect(await found('villager', '刚刚发布')).toEqual([])
    const content = completeContent(31, { table: true, title: '刚刚发布' })
    t.clock.advance(60_000)
    const { notice: id } = await published(t, 31, content)
    const after = await home('villager')
    expect(after.newest[0]).toMatchObject({ id, title: '刚刚发布', mine: true })
    expect(after.household.map((line) => line.id)).toContain(id)
    expect(after.newest.length).toBe(before.newest.length + 1)
    expect((await item('villager')).notices[0]).toMatchObject({ id })
    expect((await found('villager', '刚刚发布')).map((line) => line.id)).toEqual([id])
  })

  it('is right again when the time has come, without any publication', async () => {
    expect((await item('villager')).state).toBe('published')
    t.clock.advance(400 * 86_400_000)
    await t.deps.models.Session.updateMany(
      {},
      { $set: { expiresAt: new Date(t.clock.now().getTime() + 1e10) } },
    )
    t.forget()
    const late = await item('villager')
    t.clock.advance(-400 * 86_400_000)
    expect([late.state, (await item('villager')).state]).toEqual(['missing', 'published'])
  })

  it('opens and closes with the household of who reads', async () => {
    expect(await notice('villager')).toMatchObject({ access: 'full', table: { access: 'all' } })
    const { models } = t.deps
    const { residence } = (await models.Person.findById('p-villager').lean()) ?? {}
    await models.Person.updateOne({ _id: 'p-villager' }, { $set: { residence: null } })
    await t.deps.marks.move(personMark('p-villager'))
    expect(await notice('villager')).toMatchObject({ access: 'title', table: null })
    expect((await home('villager')).household).toEqual([])
    const other = { ...residence, household: `${village.code}:HT-15-002` }
    await models.Person.updateOne({ _id: 'p-villager' }, { $set: { residence: other } })
    await t.deps.marks.move(personMark('p-villager'))
    const { table } = await notice('villager')
    expect(table?.rows.filter(({ own }) => own).map(({ cells }) => cells[1])).toEqual(['顾为'])
  })

  it('opens with a post, and closes when it ends', async () => {
    expect((await notice('stranger')).access).toBe('title')
    const { models } = t.deps
    const since = new Date(t.clock.now().getTime() - 1000)
    const role = {
      _id: 'stranger:post',
      person: 'p-stranger',
      region: village.code,
      role: 'clerk' as const,
      since,
    }
    await models.Role.create(role)
    await t.deps.marks.move(personMark('p-stranger'))
    expect((await notice('stranger')).access).toBe('full')
    expect((await item('stranger')).canWrite).toBe(true)
    await models.Role.updateOne({ _id: role._id }, { $set: { until: since } })
    await t.deps.marks.move(personMark('p-stranger'))
    expect((await notice('stranger')).access).toBe('title')
    expect((await item('stranger')).canWrite).toBe(false)
  })
})
