import { contract, type RouteKey } from '@hutang/shared'
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { visitCountsOf } from '../../server/src/features/push/visits/counts'
import { sealPhone } from '../../server/src/features/residents'
import { readPdf } from '../support/pdf'
import {
  completeContent,
  neighbour,
  published,
  renewed,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let t: Village
beforeEach(async () => {
  await t?.close()
  t = await villageApp()
})
afterAll(() => t.close())

const title = '明天停水，请提前备水'
const home = (code: string, region = village.code) => `${region}:${code}`

/** As the end of a chain writes it: the household, on the list for what was announced. */
async function aVisit(code: string, notice: string, more: object = {}): Promise<string> {
  const announcement = await t.deps.models.Announcement.findOne({ 'subject.id': notice }).lean()
  const household = home(code)
  const _id = `${announcement?._id}:${household}`
  await t.deps.models.Visit.create({
    ...{ _id, announcement: announcement?._id, region: village.code, household, persons: [`p-${code}`] },
    ...{ subject: { kind: 'notice', id: notice }, at: t.clock.now(), round: '2026-W47', told: null },
    ...more,
  })
  return _id
}
async function aNotice(item = 50): Promise<string> {
  return (await published(t, item, completeContent(item, { title }))).notice
}
const list = async (who: Who = 'clerk', query: object = {}) =>
  t.ask('GET /api/regions/:code/visits', {
    params: { code: village.code },
    query: query as never,
    token: renewed(t, who),
  })
const tell = (id: string, how = 'inPerson', who: Who = 'clerk') =>
  t.ask('POST /api/visits/:id/told', { params: { id }, body: { how }, token: renewed(t, who) })
const untell = (id: string, who: Who = 'clerk') =>
  t.ask('DELETE /api/visits/:id/told', { params: { id }, token: renewed(t, who) })
const desk = async (who: Who = 'clerk') =>
  (await t.ask('GET /api/screens/desk', { query: { region: village.code }, token: renewed(t, who) })).body
const later = (hours: number) => t.clock.moveTo(new Date(t.clock.now().getTime() + hours * 3_600_000))

describe('the visit list', () => {
  it('names each household once, with all it is to be told; the desk counts doors', async () => {
    const [one, two] = [await aNotice(), await aNotice()]
    await aVisit('HT-15-001', one)
    await aVisit('HT-15-001', two)
    await aVisit('HT-15-002', one)
    const { body } = await list()
    expect(body.waiting).toBe(2)
    expect(body.households.map(({ code, name, visits }) => [code, name, visits.length])).toEqual([
      ['HT-15-001', '户主HT-15-001', 2],
      ['HT-15-002', '户主HT-15-002', 1],
    ])
    expect(body.households[1]?.visits).toMatchObject([{ title, notice: one, told: null }])
    expect(body.round).toBe('11 月 16 日至 22 日这一轮')
    expect((await desk()).visits).toBe(2)
    expect((await desk('publisher')).visits).toBe(2)
    expect((await desk('supervisor')).visits).toBe(0)
  })

  it('gives words for the door that name nothing of the household', async () => {
    const notice = await aNotice(14)
    await aVisit('HT-15-001', notice)
    const { body } = await list()
    expect(body.households[0]?.visits[0]).toMatchObject({ title, say: '有一条与您家有关的新公开' })
  })

  it('is cut by 片区, 埭 and group', async () => {
    const { Household, RegisterPlace } = t.deps.models
    const place = (kind: 'area' | 'row', name: string) => ({
      ...{ _id: `${village.code}:${kind}:${name}`, region: village.code, kind, name, keeper: '' },
    })
    const [south, first] = [place('area', '南片'), place('row', '一埭')]
    await RegisterPlace.insertMany([south, first])
    await Household.updateOne(
      { _id: home('HT-15-002') },
      { area: south._id, row: first._id, building: '3号' },
    )
    await Household.updateOne({ _id: home('HT-15-003') }, { groupName: '16组' })
    const notice = await aNotice()
    for (const code of ['HT-15-001', 'HT-15-002', 'HT-15-003']) await aVisit(code, notice)
    const whole = (await list()).body
    expect(whole.cuts).toEqual({
      areas: [{ value: south._id, name: '南片', households: 1 }],
      rows: [{ value: first._id, name: '一埭', households: 1 }],
      groups: [
        { value: '15组', name: '15组', households: 2 },
        { value: '16组', name: '16组', households: 1 },
      ],
    })
    const codes = async (query: object) =>
      (await list('clerk', query)).body.households.map(({ code }) => code)
    expect(await codes({ area: south._id })).toEqual(['HT-15-002'])
    expect(await codes({ row: first._id, group: '15组' })).toEqual(['HT-15-002'])
    expect(await codes({ group: '16组' })).toEqual(['HT-15-003'])
    expect(whole.households.find(({ code }) => code === 'HT-15-002')).toMatchObject({
      area: '南片',
      row: '一埭 3号',
    })
  })

  it('leaves out what was withdrawn meanwhile, and what is over', async () => {
    const [withdrawn, dated] = [await aNotice(), await aNotice()]
    await aVisit('HT-15-001', withdrawn)
    await aVisit('HT-15-002', dated)
    await t.deps.models.Announcement.updateOne(
      { 'subject.id': dated },
      { validUntil: new Date(t.clock.now().getTime() + 3_600_000) },
    )
    expect((await list()).body.waiting).toBe(2)
    await t.ask('POST /api/notices/:id/withdraw', {
      params: { id: withdrawn },
      body: { reason: '写错了' },
      token: renewed(t, 'publisher'),
    })
    expect((await list()).body.households.map(({ code }) => code)).toEqual(['HT-15-002'])
    later(2)
    expect((await list()).body).toMatchObject({ waiting: 0, households: [] })
    expect((await desk()).visits).toBe(0)
  })

  it('shows a telephone masked; the whole number only the register gives, and notes who asked', async () => {
    const { Person } = t.deps.models
    await Person.updateOne(
      { _id: 'p-villager' },
      { phoneSealed: sealPhone('13812345678', t.deps.config.secrets.fieldKey) },
    )
    await aVisit('HT-15-001', await aNotice())
    const [clerk, publisher] = [await list(), await list('publisher')]
    expect(clerk.body.households[0]?.phone).toEqual({ person: 'p-villager', masked: '138****5678' })
    expect([clerk.body.seesPhones, publisher.body.seesPhones]).toEqual([true, false])
    expect(JSON.stringify([clerk.body, publisher.body])).not.toContain('13812345678')
  })

  it('is for the clerk and the publisher of the village', async () => {
    const visit = await aVisit('HT-15-001', await aNotice())
    for (const who of ['supervisor', 'villager', 'officer', 'neighbour'] as const) {
      expect((await list(who)).status).toBe(403)
      expect((await tell(visit, 'phone', who)).status).toBe(403)
      expect((await untell(visit, who)).status).toBe(403)
    }
    expect((await tell('nothing-there')).status).toBe(404)
  })
})

describe('a tick', () => {
  it('closes what the household was to be told: who, when and how', async () => {
    const notice = await aNotice()
    const visit = await aVisit('HT-15-001', notice)
    await aVisit('HT-15-002', notice)
    const told = await tell(visit, 'relative')
    expect(told.body.told).toEqual({
      by: '人clerk（村经办）',
      at: t.clock.now().toISOString(),
      how: 'relative',
      canUndo: true,
    })
    expect((await list()).body.households.map(({ code }) => code)).toEqual(['HT-15-002'])
    const done = (await list('publisher', { told: true })).body
    expect(done.households.map(({ code }) => code)).toEqual(['HT-15-001'])
    const announcement = (await t.deps.models.Visit.findById(visit).lean())?.announcement ?? ''
    const counts = await visitCountsOf(t.deps.db, announcement)
    expect([counts.households, counts.told, [...counts.personsTold]]).toEqual([2, 1, ['p-HT-15-001']])
  })

  it('made twice at once is one: the other is told whose', async () => {
    const visit = await aVisit('HT-15-001', await aNotice())
    const answers = await Promise.all([tell(visit, 'inPerson', 'clerk'), tell(visit, 'phone', 'publisher')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.error.message).toMatch(/已经打过钩：(当面|电话)/)
    const [held] = answers.filter(({ status }) => status === 200)
    const stored = await t.deps.models.Visit.findById(visit).lean()
    expect(stored?.told?.how).toBe(held?.body.told?.how)
    // A second tap of the same finger is no error.
    const who = stored?.told?.how === 'phone' ? 'publisher' : 'clerk'
    expect((await tell(visit, stored?.told?.how, who)).status).toBe(200)
  })

  it('is taken back on its own day, and not on the next', async () => {
    const notice = await aNotice()
    const visit = await aVisit('HT-15-001', notice)
    await tell(visit)
    expect((await untell(visit, 'publisher')).body.told).toBeNull()
    expect((await list()).body.waiting).toBe(1)
    await tell(visit, 'phone')
    later(24)
    const late = await untell(visit)
    expect([late.status, late.error.message]).toEqual([409, '打钩只能当天撤回，已经过了。'])
    expect((await list('clerk', { told: true })).body.households[0]?.visits[0]?.told?.canUndo).toBe(false)
  })

  it('of what stands on no list any more is refused, and nothing is written', async () => {
    const visit = await aVisit('HT-15-001', await aNotice(), {
      subject: { kind: 'notice', id: 'taken down' },
    })
    expect((await tell(visit)).status).toBe(404)
    expect((await t.deps.models.Visit.findById(visit).lean())?.told).toBeNull()
  })

  it('asks for one of three ways', async () => {
    const visit = await aVisit('HT-15-001', await aNotice())
    expect((await tell(visit, 'photo')).status).toBe(422)
    expect((await t.deps.models.Visit.findById(visit).lean())?.told).toBeNull()
  })
})

describe('a 组长', () => {
  /** Group 15 has HT-15-001, led by `villager`; group 16 HT-15-003, led by `outsider`. */
  async function twoGroups() {
    const { Household, Role } = t.deps.models
    await Household.updateOne({ _id: home('HT-15-003') }, { groupName: '16组' })
    const since = new Date(t.clock.now().getTime() - 1000)
    const lead = (who: Who, group: string, region = village.code) =>
      Role.create({ _id: `lead-${who}`, person: `p-${who}`, region, role: 'group-leader', group, since })
    await lead('villager', '15组')
    await lead('outsider', '16组')
    await lead('neighbour', '15组', neighbour.code)
    const notice = await aNotice()
    return [await aVisit('HT-15-001', notice), await aVisit('HT-15-003', notice)] as const
  }
  const codes = async (who: Who, query: object = {}) =>
    (await list(who, query)).body.households.map(({ code }) => code)

  it('sees, prints and ticks the own group’s households alone, also by the id of another’s visit', async () => {
    const [own, others] = await twoGroups()
    expect([await codes('villager'), await codes('outsider')]).toEqual([['HT-15-001'], ['HT-15-003']])
    expect(await codes('villager', { group: '16组' })).toEqual([])
    const { body } = await list('villager')
    expect([body.waiting, body.cuts.groups.map(({ value }) => value)]).toEqual([1, ['15组']])
    expect(JSON.stringify(body)).not.toContain('HT-15-003')
    const paper = (query: string) =>
      t.app.inject({
        url: `/api/regions/${village.code}/visits.pdf${query}`,
        headers: { authorization: `Bearer ${renewed(t, 'villager')}` },
      })
    expect(
      readPdf((await paper('')).rawPayload)
        .map(({ text }) => text)
        .join(''),
    ).not.toContain('HT-15-003')
    expect((await paper(`?group=${encodeURIComponent('16组')}`)).statusCode).toBe(409)
    expect((await tell(others, 'inPerson', 'villager')).status).toBe(404)
    expect((await untell(others, 'villager')).status).toBe(404)
    expect((await tell(own, 'inPerson', 'villager')).body.told?.by).toBe('人villager（15组村民小组长）')
    expect((await tell(own, 'phone', 'outsider')).status).toBe(404)
    expect((await untell(own, 'outsider')).status).toBe(404)
    expect(await codes('outsider', { told: true })).toEqual([])
    expect((await t.deps.models.Visit.findById(others).lean())?.told).toBeNull()
  })

  it('learns by guessing no more of a visit that is another’s than of one that is none', async () => {
    const [own] = await twoGroups()
    for (const who of ['neighbour', 'outsider', 'supervisor', 'stranger'] as const) {
      for (const step of [tell, (id: string, _how: string, by: Who) => untell(id, by)]) {
        const [there, none] = [await step(own, 'phone', who), await step(`${own}x`, 'phone', who)]
        expect([there.status, there.error.message]).toEqual([none.status, none.error.message])
      }
    }
  })

  it('whose post has ended sees and ticks nothing, in the next request of an open session', async () => {
    const [own] = await twoGroups()
    expect(await codes('villager')).toEqual(['HT-15-001'])
    await t.deps.models.Role.updateOne({ _id: 'lead-villager' }, { until: t.clock.now() })
    t.clock.advance(1000)
    expect((await list('villager')).status).toBe(403)
    expect((await tell(own, 'inPerson', 'villager')).status).toBe(403)
    expect((await untell(own, 'villager')).status).toBe(403)
    expect((await t.deps.models.Visit.findById(own).lean())?.told).toBeNull()
  })
})

describe('nobody is ranked', () => {
  it('no route takes a photo or a place of a visit, or groups by who told', () => {
    const routes = (Object.keys(contract) as RouteKey[]).filter((key) => key.includes('visits'))
    expect(routes.sort()).toEqual([
      'DELETE /api/visits/:id/told',
      'GET /api/regions/:code/visits',
      'GET /api/regions/:code/visits.pdf',
      'POST /api/visits/:id/told',
    ])
    for (const key of routes) {
      const { query, body, consumes } = contract[key] as (typeof contract)[RouteKey] & { consumes?: string }
      expect(consumes).toBeUndefined()
      const asked = JSON.stringify([query, body])
      expect(asked).not.toMatch(/"(by|teller|who|photo|picture|latitude|longitude|location|account)"/)
    }
  })

  it('and the document of a visit keeps neither', async () => {
    const visit = await aVisit('HT-15-001', await aNotice())
    await tell(visit)
    const stored = await t.deps.models.Visit.findById(visit).lean()
    expect(Object.keys(stored?.told ?? {}).sort()).toEqual(['at', 'by', 'how'])
  })
})

describe('on paper', () => {
  const paper = (who: Who = 'clerk') =>
    t.app.inject({
      url: `/api/regions/${village.code}/visits.pdf`,
      headers: { authorization: `Bearer ${renewed(t, who)}` },
    })

  it('stands by group with boxes to tick, without a telephone number', async () => {
    const { Household, Person } = t.deps.models
    const seal = sealPhone('13812345678', t.deps.config.secrets.fieldKey)
    await Person.updateOne({ _id: 'p-villager' }, { phoneSealed: seal })
    await Household.updateMany({}, { head: '沈大明' })
    await Household.updateOne({ _id: home('HT-15-002') }, { groupName: '16组', head: '陆小青' })
    const notice = await aNotice()
    await aVisit('HT-15-001', notice)
    await aVisit('HT-15-002', notice)
    const answer = await paper()
    expect(answer.statusCode).toBe(200)
    const text = readPdf(answer.rawPayload)
      .map((page) => page.text)
      .join('\n')
    for (const word of ['入户名单', '15组', '16组', '沈大明', '陆小青', 'HT-15-001', '当面', '家人转告'])
      expect(text).toContain(word)
    expect(text).toContain('不用拍照，不计考核')
    expect(text).not.toMatch(/138\*|13812345678/)
  })

  it('is refused to others, and where nobody is to be told', async () => {
    expect((await paper('supervisor')).statusCode).toBe(403)
    expect((await paper()).statusCode).toBe(409)
  })
})
