import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { newSetupCode, setupState } from '../../server/src/features/setup'
import { openDoor } from '../../server/src/features/setup/door'
import { type TestApp, testApp } from '../support/app'
import { countyTable, largeCounty, setupForm } from '../support/setup-form'
import { emptyAll } from './identity/people'

let t: TestApp
let code: string
beforeAll(async () => {
  t = await testApp({ demo: false })
})
afterAll(() => t.close())
beforeEach(async () => {
  await emptyAll(t)
  t.forget()
  code = await newSetupCode(t.deps)
})

const start = (changed: object = {}) => t.ask('POST /api/setup', { body: { ...setupForm(code), ...changed } })
const look = (changed: object = {}) =>
  t.ask('POST /api/setup/look', { body: { ...setupForm(code), ...changed } })
const counts = async () => {
  const { Region, Person, Role, Account, Invite } = t.deps.models
  const all = await Promise.all(
    [Region, Person, Role, Account, Invite].map((model) => model.countDocuments()),
  )
  return { regions: all[0], persons: all[1], roles: all[2], accounts: all[3], invites: all[4] }
}

describe('an installation that is empty', () => {
  it('shows what the tables would become, and writes nothing', async () => {
    expect((await t.ask('GET /api/setup')).body).toEqual({ state: 'open', today: '2026-11-20' })
    const { status, body } = await look()
    expect(status).toBe(200)
    expect(body).toMatchObject({
      kind: 'county',
      townships: 1,
      villages: 2,
      people: 5,
      administrator: '顾示例',
    })
    expect(body.problems).toEqual([])
    expect(body.regions.find(({ name }) => name === '护塘村')).toMatchObject({
      people: 3,
      parent: '310116109',
    })
    expect(body.warnings).toContain('荷月村还没有村经办、村监会、书记/主任的人，补上之前公开发不出去。')
    expect(await counts()).toEqual({ regions: 0, persons: 0, roles: 0, accounts: 0, invites: 0 })
  })

  it('says what is wrong by row and column, and does not begin with it', async () => {
    const text = `${countyTable}\n310116109233\t`
    const { body } = await look({ text, administrator: '顾示例' })
    expect(body.problems).toEqual([
      { field: 'text', row: 6, column: '名称', message: '第 6 行“名称”：没有写。' },
    ])
    const answer = await start({ text, administrator: '顾示例' })
    expect([answer.status, answer.error.code]).toEqual([422, 'invalidFields'])
    expect(answer.error.fields).toEqual(body.problems)
    expect(await counts()).toMatchObject({ regions: 0, roles: 0 })
  })

  it('becomes a county: places, offices, people, posts, and whoever set it up is in', async () => {
    const { status, body } = await start()
    expect(status).toBe(201)
    expect(body).toMatchObject({ region: { code: '310116', name: '金山区' }, people: 5 })
    expect(body.session.user).toMatchObject({
      name: '顾示例',
      roles: [{ role: 'administrator', region: { code: '310116' } }],
    })
    const tree = (await t.ask('GET /api/regions')).body.regions
    expect(tree[0]?.children[0]?.children.map(({ name }) => name)).toEqual(['护塘村', '荷月村'])
    const view = await t.ask('GET /api/regions/:code', { params: { code: '310116109213' } })
    expect(view.body.office).toMatchObject({ name: '护塘村村民委员会', phone: '021-00000002' })
    const slips = await t.ask('POST /api/regions/:code/invites', {
      params: { code: '310116' },
      body: {},
      token: body.session.accessToken,
    })
    expect(slips.body.items.map(({ name }) => name).sort()).toEqual(['周示例', '林示例', '沈示例', '陆示例'])
    expect(await counts()).toEqual({ regions: 4, persons: 5, roles: 5, accounts: 1, invites: 4 })
  })

  it('keeps phones sealed, posts from their days, and the start of every place', async () => {
    await start()
    const { Region, Person, Role } = t.deps.models
    const stored = JSON.stringify([await Person.find().lean(), await t.deps.models.Setup.find().lean()])
    expect(stored).not.toMatch(/1990000000/)
    const days = (await Role.find().lean()).map(({ role, since }) => [role, since.toISOString()])
    expect(Object.fromEntries(days)).toMatchObject({
      publisher: '2024-02-29T16:00:00.000Z',
      supervisor: '2026-12-31T16:00:00.000Z',
      clerk: t.clock.now().toISOString(),
    })
    for (const { since } of await Region.find().lean())
      expect(since?.toISOString()).toBe('2026-11-19T16:00:00.000Z')
  })

  it('has a first administrator at once, whatever day the table gives, and a start within a year', async () => {
    const text = setupForm(code).text.replace('顾示例\t管理员\t\t', '顾示例\t管理员\t\t2027-01-01')
    const { body } = await start({ text })
    expect(body.session.user.roles.map(({ role }) => role)).toEqual(['administrator'])
    const { status } = await t.ask('POST /api/regions', {
      token: body.session.accessToken,
      body: { text: '区划代码\t名称\n310116109333\t新示例村', look: true },
    })
    expect(status).toBe(200)
  })

  it('refuses a start of another century: every duty would be overdue, or none ever due', async () => {
    for (const since of ['1926-11-20', '2062-11-20'])
      expect((await look({ since })).body.problems).toEqual([
        { field: 'since', message: '启用日期离今天超过一年，请核对年份。' },
      ])
  })

  it('becomes a village alone as the pilot of its county, with what it was filed under', async () => {
    const text = countyTable.split('\n').slice(0, 4).join('\n')
    const alone = { text, administrator: '周示例' }
    expect((await start(alone)).error.fields).toEqual([
      { field: 'filing', message: '只有一个村时，请写所在区县的小程序备案号。' },
    ])
    const { body } = await start({ ...alone, filing: '沪ICP备00000000号' })
    expect(body.region).toEqual({ code: '310116109213', name: '护塘村', level: 'village' })
    expect((await t.ask('GET /api/regions')).body.regions).toMatchObject([{ name: '护塘村', children: [] }])
    const [stored] = await t.deps.models.Region.find().lean()
    expect(stored).toMatchObject({ filing: '沪ICP备00000000号', within: '金山区漕泾镇', parent: null })
  })

  it('becomes a county of 300 villages and 1,800 people in one go', async () => {
    const whole = { text: largeCounty(300), administrator: '顾示例' }
    expect((await look(whole)).body).toMatchObject({
      villages: 300,
      people: 1801,
      problems: [],
    })
    const began = performance.now()
    const { status, body } = await start(whole)
    if (process.env.FIGURES)
      process.stdout.write(`300 villages: ${Math.round(performance.now() - began)} ms\n`)
    expect([status, body.people]).toEqual([201, 1801])
    expect(await counts()).toMatchObject({ regions: 311, persons: 1801, roles: 1801 })
  }, 30_000)

  it('is set up once: afterwards there is nothing to open', async () => {
    await start()
    expect(await setupState(t.deps.db)).toBe('done')
    for (const answer of [
      await t.ask('GET /api/setup'),
      await look(),
      await start({ administrator: '别人' }),
    ])
      expect([answer.status, answer.error.code]).toEqual([404, 'setupDone'])
    expect(await openDoor(t.deps, 'http://x')).toBeNull()
  })

  it('answers again for ten minutes when the answer was lost', async () => {
    const first = await start()
    const again = await start()
    expect(again.status).toBe(201)
    expect(again.body.session.user.account).toBe(first.body.session.user.account)
    t.clock.advance(11 * 60_000)
    expect((await start()).status).toBe(404)
    t.clock.advance(-11 * 60_000)
    expect(await counts()).toMatchObject({ persons: 5, roles: 5, accounts: 1 })
  })

  it('of two who begin at once with different tables carries out one, and tells the other', async () => {
    const other = { administrator: '王示例', text: countyTable }
    const answers = await Promise.all([start(), start(other), start(), start(other)])
    const told = answers.map(({ status }) => status).sort()
    expect(told.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1)
    for (const { status, error } of answers)
      if (status !== 201) expect(['setupRunning', 'setupDone']).toContain(error.code)
    const administrators = await t.deps.models.Role.find({ role: 'administrator' }).lean()
    expect(administrators).toHaveLength(1)
  })

  it('leaves an entry of the start, of each post, and no name in the audit', async () => {
    await start()
    const entries = await t.deps.models.Audit.find().lean()
    expect(entries.filter(({ act }) => act === 'roleGiven')).toHaveLength(5)
    expect(entries.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['setupOpened', 'setUp', 'signedIn']),
    )
    expect(JSON.stringify(entries)).not.toMatch(/示例|1990000000/)
  })
})

describe('the code of the setup', () => {
  it('is asked for, ten times at most, until the next start', async () => {
    for (let n = 0; n < 9; n++)
      expect((await look({ code: '2222-2222-2222' })).error.code).toBe('setupCodeInvalid')
    expect((await look()).status).toBe(200)
    for (let n = 0; n < 10; n++) expect((await start({ code: 'AAAA' })).error.code).toBe('setupCodeInvalid')
    const locked = await start()
    expect([locked.status, locked.error.code]).toEqual([409, 'setupLocked'])
    expect(locked.error.message).toContain('npm run admin -- reset')
    code = await newSetupCode(t.deps)
    expect((await look()).status).toBe(200)
  })

  it('is void after a day, and when a new one is made', async () => {
    const old = code
    code = await newSetupCode(t.deps)
    expect((await look({ code: old })).error.code).toBe('setupCodeInvalid')
    t.clock.advance(86_400_000)
    expect((await look()).error.code).toBe('setupCodeInvalid')
    t.clock.advance(-86_400_000)
  })

  it('may be typed in small letters and without dashes', async () => {
    expect((await look({ code: ` ${code.toLowerCase().replaceAll('-', '')} ` })).status).toBe(200)
  })

  it('is in the database as a hash alone', async () => {
    const stored = JSON.stringify([
      await t.deps.models.Setup.find().lean(),
      await t.deps.models.Audit.find().lean(),
    ])
    expect(stored).not.toContain(code)
  })
})

describe('the demo', () => {
  it('is never set up', async () => {
    const demo = await testApp({ demo: true })
    const answers = [
      await demo.ask('GET /api/setup'),
      await demo.ask('POST /api/setup', { body: setupForm('AAAA') }),
      await demo.ask('POST /api/setup/look', { body: setupForm('AAAA') }),
    ]
    for (const { status, error } of answers) {
      expect([status, error.code]).toEqual([404, 'setupDone'])
      expect(error.message).toContain('演示')
    }
    await demo.close()
  })
})
