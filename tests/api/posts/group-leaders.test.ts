import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { newSetupCode } from '../../../server/src/features/setup'
import { type TestApp, testApp } from '../../support/app'
import { setupForm } from '../../support/setup-form'
import { village } from '../notices-setup'
import { county, type Office, officeApp } from './office'

const groups = [
  '村\t组\t组长\t手机\t户号',
  '护塘村\t第十五组\t沈国良\t\tHT-15-002',
  '\t16 组\t顾阿大\t13900000016\t',
  '\t17组\t\t\t',
].join('\n')

describe('the sheets of a start', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await testApp({ demo: false })
  })
  afterAll(() => t.close())

  const leaders = async () => {
    const roles = await t.deps.models.Role.find({ role: 'group-leader' }).lean()
    const persons = new Map((await t.deps.models.Person.find().lean()).map((one) => [one._id, one.name]))
    return roles.map(({ person, group, region }) => [persons.get(person), group, region]).sort()
  }

  it('take who leads which group, beside the people; what is wrong is said by row and column', async () => {
    const code = await newSetupCode(t.deps)
    const form = setupForm(code)
    const wrong = `${form.text}\n\n${groups}\n\t\t陆某\t\t\n\t18组\t王强13\t\t\n\t19组\t王强\t1380\t`
    const { body } = await t.ask('POST /api/setup/look', { body: { ...form, text: wrong } })
    expect(body.problems.map(({ row, column }) => [row, column])).toEqual([
      [18, '组'],
      [19, '姓名'],
      [20, '手机'],
    ])
    expect(body.problems[0]?.message).toBe(
      '第 18 行“组”：没有写“陆某”是哪个组的组长。请在“组”这一列写上，例如 15组。',
    )
    const text = `${form.text}\n护塘村\t林示例\t16组副组长\t\t\n\n${groups}`
    const again = await t.ask('POST /api/setup/look', { body: { ...form, text } })
    expect(again.body.problems.map(({ message }) => message).join()).toContain('村民小组长')
    const good = { ...form, text: `${form.text}\n护塘村\t周示例\t3组组长\t19900000004\t\n\n${groups}` }
    expect((await t.ask('POST /api/setup', { body: good })).status).toBe(201)
    expect(await leaders()).toEqual([
      ['周示例', '3组', village.code],
      ['沈国良', '15组', village.code],
      ['顾阿大', '16组', village.code],
    ])
    const acts = await t.deps.models.Audit.find({ act: 'roleGiven', detail: 'group-leader' }).lean()
    expect(acts).toHaveLength(3)
    // The same form again joins the first, and makes nothing twice.
    expect((await t.ask('POST /api/setup', { body: good })).status).toBe(201)
    expect(await leaders()).toHaveLength(3)
  })
})

describe('a sheet of 组长 later on', () => {
  let t: Office
  beforeAll(async () => {
    t = await officeApp()
    const { Group, Household, Person } = t.deps.models
    await Group.create({ _id: `${village.code}:16`, region: village.code, no: 16, name: '16组' })
    for (const code of ['HT-15-002', 'HT-15-003']) {
      const id = `${village.code}:${code}`
      await Household.updateOne({ _id: id }, { $set: { head: '沈国良' } })
      const residence = { region: village.code, household: id, member: true, state: 'living', endedAt: null }
      await Person.create({ _id: `p-${code}`, name: '沈国良', residence: residence as never })
    }
  })
  afterAll(() => t.close())

  const date = '2026-11-20'
  const preview = async (text: string, who: Parameters<Office['as']>[0] = 'admin') =>
    t.ask('POST /api/regions/:code/turnovers/preview', {
      params: { code: county },
      body: { date, text, answers: [] },
      token: t.as(who),
    })
  const confirmed = async (text: string) => {
    const { body } = await preview(text)
    return t.ask('POST /api/regions/:code/turnovers', {
      params: { code: county },
      body: { date, text, answers: [], digest: body.digest, kinChecked: true },
      token: t.as('admin'),
    })
  }
  const sheet = (...rows: string[]) => ['村\t组\t组长\t手机\t户号', ...rows].join('\n')
  const leaders = async () =>
    (await t.deps.models.Role.find({ role: 'group-leader', until: null }).lean())
      .map(({ person, group }) => `${group} ${person}`)
      .sort()

  it('tells two of one name apart by the row of the register, or asks', async () => {
    const asked = await preview(sheet('护塘村\t15组\t沈国良\t\t'))
    expect(asked.body.counts).toMatchObject({ begins: 0, asks: 1 })
    const told = await preview(sheet('护塘村\t15组\t沈国良\t\tHT15-003'))
    expect(told.body.problems).toEqual([])
    expect(told.body.villages[0]?.begins.map(({ name, roleText, isNew }) => [name, roleText, isNew])).toEqual(
      [['沈国良', '15组村民小组长', false]],
    )
  })

  it('says what is wrong by row, with the way out, and writes nothing of it', async () => {
    const { body } = await preview(
      sheet('护塘村\t51组\t顾某\t13900000051\t', '\t15组\t沈国良\t\tHT-15-009', '\t16组\t顾阿大\t\t'),
    )
    expect(body.problems.map(({ row, message }) => [row, message])).toEqual([
      [2, '没有“51组”。这里有：15组、16组。请照户籍册里的写，或先在“组和片区”里加上。'],
      [3, '户籍册里，HT-15-009 户没有“沈国良”，请核对户号和姓名。'],
      [4, '请写手机号：登录和通知都要用。'],
    ])
    const refused = await confirmed(sheet('护塘村\t51组\t顾某\t13900000051\t'))
    expect([refused.status, await leaders()]).toEqual([422, []])
  })

  it('is only for who manages posts', async () => {
    for (const who of ['clerk', 'publisher', 'supervisor', 'villager'] as const)
      expect((await preview(sheet('护塘村\t15组\t沈国良\t\tHT-15-003'), who)).status).toBe(403)
  })

  it('gives each group its own 组长, the same again nothing, another one ends the one before of that group alone', async () => {
    const text = sheet('护塘村\t15组\t沈国良\t\tHT-15-003', '\t16组\t顾阿大\t13900000016\t')
    expect((await confirmed(text)).status).toBe(200)
    const [first, second] = await leaders()
    expect([first, second?.split(' ')[0]]).toEqual(['15组 p-HT-15-003', '16组'])
    const acts = await t.deps.models.Audit.find({ act: 'roleGiven', detail: 'group-leader' }).lean()
    expect(acts.map(({ region }) => region)).toEqual([village.code, village.code])
    expect((await preview(text)).body.counts).toMatchObject({ begins: 0, ends: 0, stays: 2 })
    t.clock.advance(60_000)
    expect((await confirmed(sheet('护塘村\t15组\t沈国良\t\tHT-15-002'))).status).toBe(200)
    expect(await leaders()).toEqual(['15组 p-HT-15-002', second])
    const posts = (await t.deps.models.Role.find({ region: village.code, role: 'clerk', until: null }).lean())
      .length
    expect(posts).toBeGreaterThan(0)
  })

  it('谁是组长 answers from it: on the page of questions, and where the groups are kept', async () => {
    const home = await t.ask('GET /api/screens/home', {
      query: { region: village.code },
      token: t.as('villager'),
    })
    expect(home.body.asked.find(({ key }) => key === 'leaders')?.text).toBe('15组组长：沈国良')
    const visitor = await t.ask('GET /api/screens/home', { query: { region: village.code } })
    expect(visitor.body.asked.find(({ key }) => key === 'leaders')?.text).toBeUndefined()
    const places = await t.ask('GET /api/regions/:code/register/places', {
      params: { code: village.code },
      token: t.as('clerk'),
    })
    expect(
      places.body.places.filter(({ kind }) => kind === 'group').map(({ name, keeper }) => [name, keeper]),
    ).toEqual([
      ['15组', '沈国良'],
      ['16组', '顾阿大'],
    ])
  })

  it('one person who leads two groups has both', async () => {
    const text = sheet('护塘村\t15组\t顾阿大\t13900000016\t', '\t16组\t顾阿大\t13900000016\t')
    t.clock.advance(60_000)
    expect((await confirmed(text)).status).toBe(200)
    expect((await leaders()).map((one) => one.split(' ')[0])).toEqual(['15组', '16组'])
  })
})
