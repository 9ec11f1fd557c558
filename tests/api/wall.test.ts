import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { renewed, type Village, village, villageApp, type Who } from './notices-setup'

let t: Village
const code = village.code

beforeAll(async () => {
  t = await villageApp()
  const { models } = t.deps
  await models.Group.create({ _id: `${code}:16`, region: code, no: 16, name: '16组' })
  await models.Household.create({
    _id: `${code}:HT-16-001`,
    region: code,
    code: 'HT-16-001',
    group: 16,
    groupName: '16组',
    head: '沈国良',
  })
  await models.Person.create({
    _id: 'p-head',
    name: '沈国良',
    residence: { region: code, household: `${code}:HT-16-001`, member: true, state: 'living', endedAt: null },
  })
  await models.Role.create({
    _id: 'admin',
    person: 'p-publisher',
    role: 'administrator',
    region: code,
    since: new Date(0),
  })
  await models.Role.create({
    _id: 'lead',
    person: 'p-villager',
    role: 'group-leader',
    group: '15组',
    region: code,
    since: new Date(0),
  })
})
afterAll(() => t.close())

const said = { place: '东河边仓库后面', problem: '沈国良家堆了砖头', progress: '约好周五清完' }
const report = (who: Who, body: Partial<typeof said & { group: string }> = {}) =>
  t.ask('POST /api/regions/:code/wall', {
    params: { code },
    body: { group: '15组', ...said, ...body },
    token: renewed(t, who),
  })
const wall = (who: Who) => t.ask('GET /api/regions/:code/wall', { params: { code }, token: renewed(t, who) })
const take = (id: string, who: Who = 'clerk') =>
  t.ask('POST /api/wall-reports/:id/taken', { params: { id }, token: renewed(t, who) })

describe('村民小组长', () => {
  it('is given with a group of the village, and nobody else has one', async () => {
    const give = (body: object) =>
      t.ask('POST /api/regions/:code/posts', {
        params: { code },
        body: { person: 'p-head', role: 'group-leader', ...body } as never,
        token: renewed(t, 'publisher'),
      })
    expect((await give({})).error.fields?.[0]).toMatchObject({ field: 'group' })
    expect((await give({ group: '99组' })).error.fields?.[0]).toMatchObject({ field: 'group' })
    expect((await give({ role: 'clerk', group: '16组' })).error.fields?.[0]).toMatchObject({ field: 'group' })
    expect((await give({ group: '16组' })).body.post).toMatchObject({
      group: '16组',
      roleText: '16组村民小组长',
    })
    const me = await t.ask('GET /api/me', { token: renewed(t, 'villager') })
    expect(me.body.roles).toMatchObject([{ role: 'group-leader', group: '15组' }])
  })

  it('reports of the own group alone, with names masked and no number of a person', async () => {
    for (const who of ['outsider', 'neighbour', 'clerk', 'stranger'] as const)
      expect((await report(who)).status).toBe(403)
    expect((await report('villager', { group: '16组' })).status).toBe(403)
    for (const field of ['place', 'problem', 'progress'] as const) {
      const refused = await report('villager', { [field]: '打13812345678' })
      expect([refused.status, refused.error.fields?.[0]?.field]).toEqual([422, field])
    }
    const { status, body } = await report('villager')
    expect([status, body.problem, body.by]).toEqual([201, '沈＊良家堆了砖头', '人villager（15组村民小组长）'])
    expect(JSON.stringify(await t.deps.models.WallReport.find().lean())).not.toContain('沈国良')
  })

  it('tells the clerk, who makes it a row of the week’s draft', async () => {
    const { body: first } = await report('villager', { place: '村口' })
    const { body: second } = await report('villager', { place: '桥头' })
    expect((await wall('villager')).body).toMatchObject({ groups: ['15组'], takes: false, missing: [] })
    expect((await wall('clerk')).body).toMatchObject({ groups: [], takes: true, missing: ['16组'] })
    expect((await wall('outsider')).status).toBe(403)
    const told = await t.deps.models.Announcement.find({ 'subject.kind': 'wallReport' }).lean()
    expect(told.map(({ subject }) => subject.id)).toEqual(expect.arrayContaining([first.id, second.id]))
    expect((await take(first.id, 'villager')).status).toBe(403)
    expect((await take(first.id, 'neighbour')).status).toBe(404)
    const one = await take(first.id)
    const two = await take(second.id)
    expect([one.status, two.body.notice]).toEqual([200, one.body.notice])
    expect((await take(first.id)).status).toBe(409)
    const rows = await t.ask('GET /api/notices/:id/rows', {
      params: { id: one.body.notice ?? '' },
      query: { work: true },
      token: renewed(t, 'clerk'),
    })
    expect(rows.body.rows.map(({ cells }) => cells)).toEqual([
      ['15组', '村口', '沈＊良家堆了砖头', null, '约好周五清完'],
      ['15组', '桥头', '沈＊良家堆了砖头', null, '约好周五清完'],
    ])
    const edition = await t.deps.models.Edition.findOne({ notice: one.body.notice }).lean()
    expect([edition?.item, edition?.state, edition?.ledger?.body]).toEqual([47, 'draft', 'committee'])
  })

  it('takes a report back until it is taken, and only the own', async () => {
    const { body } = await report('villager', { place: '路口' })
    const drop = (who: Who) =>
      t.ask('DELETE /api/wall-reports/:id', { params: { id: body.id }, token: renewed(t, who) })
    expect((await drop('clerk')).status).toBe(404)
    expect((await drop('villager')).status).toBe(200)
    expect((await drop('villager')).status).toBe(409)
    expect((await take(body.id)).status).toBe(409)
  })

  it('sees and ticks the visit list of the own group alone, and nothing once the post has ended', async () => {
    const visit = (id: string, household: string) => ({
      _id: id,
      region: code,
      subject: { kind: 'wallReport', id: 'none' },
      announcement: 'none',
      household,
      told: null,
      at: t.clock.now(),
    })
    await t.deps.models.Visit.create([
      visit('v15', `${code}:HT-15-001`),
      visit('v16', `${code}:HT-16-001`),
    ] as never)
    const list = (who: Who) =>
      t.ask('GET /api/regions/:code/visits', { params: { code }, token: renewed(t, who) })
    expect((await list('villager')).status).toBe(200)
    expect((await list('outsider')).status).toBe(403)
    const tick = (id: string) =>
      t.ask('POST /api/visits/:id/told', {
        params: { id },
        body: { how: 'inPerson' },
        token: renewed(t, 'villager'),
      })
    expect((await tick('v16')).status).toBe(404)
    await t.deps.models.Role.updateOne({ _id: 'lead' }, { until: t.clock.now() })
    await t.deps.marks.move('person:p-villager')
    t.clock.advance(2000)
    expect((await list('villager')).status).toBe(403)
    expect((await report('villager')).status).toBe(403)
  })
})
