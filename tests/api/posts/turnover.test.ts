import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { village } from '../notices-setup'
import { county, type Office, officeApp } from './office'

const day = 86_400_000
const date = '2026-12-01'

let t: Office
beforeAll(async () => {
  t = await officeApp()
})
afterAll(() => t.close())

type Who = Parameters<Office['as']>[0]
type Answers = { line: number; answer: string }[]
const sheetOf = (...lines: string[]) => ['村\t岗位\t姓名\t手机\t起始日期', ...lines].join('\n')
const preview = (text: string, answers: Answers = [], who: Who = 'admin', code: string = county) =>
  t.ask('POST /api/regions/:code/turnovers/preview', {
    params: { code },
    body: { date, text, answers },
    token: t.as(who),
  })
const confirm = (text: string, digest: string, answers: Answers = [], kinChecked = true) =>
  t.ask('POST /api/regions/:code/turnovers', {
    params: { code: county },
    body: { date, text, answers, digest, kinChecked },
    token: t.as('admin'),
  })
const takeBack = (id: string) => t.ask('DELETE /api/turnovers/:id', { params: { id }, token: t.as('admin') })
const rolesOf = async (who: Who) =>
  (await t.ask('GET /api/me', { token: t.as(who) })).body.roles.map(({ role }) => role)

/** 人clerk stays, 人clerk2 goes, 周雅琴 comes; nobody names the publisher. */
const sheet = sheetOf(
  '护塘村\t文书\t人clerk\t\t',
  '\t文书\t周雅琴\t13900000011\t',
  `${village.code}\t村监会主任\t吴监督\t139 0000 0012\t2026年12月3日`,
)

describe('a sheet of 换届', () => {
  it('is shown place by place before anything is stored: who ends, stays, begins, and goes on', async () => {
    const { body, status } = await preview(sheet)
    expect(status).toBe(200)
    expect(body.problems).toEqual([])
    expect(body.counts).toEqual({ villages: 1, ends: 4, stays: 1, begins: 2, asks: 0 })
    const [here] = body.villages
    expect(here?.region.name).toBe('护塘村')
    expect(here?.ends.map(({ name, roleText }) => `${roleText} ${name}`).sort()).toEqual([
      '村监会 人both',
      '村监会 人supervisor',
      '村经办 人both',
      '村经办 人clerk2',
    ])
    expect(here?.stays.map(({ name, line }) => [name, line])).toEqual([['人clerk', 2]])
    expect(here?.begins.map(({ name, since, isNew }) => [name, since, isNew])).toEqual([
      ['周雅琴', '2026-12-01', true],
      ['吴监督', '2026-12-03', true],
    ])
    expect(here?.kept).toEqual(['书记/主任 人both', '书记/主任 人publisher', '管理员 管理员甲'])
    expect(await t.deps.models.Role.countDocuments({ begunIn: { $ne: null } })).toBe(0)
    expect(await t.deps.models.Person.countDocuments({ name: '周雅琴' })).toBe(0)
  })

  it('is confirmed exactly as it was shown, and only after 组织法 37 was checked', async () => {
    const { digest } = (await preview(sheet)).body
    const unchecked = await confirm(sheet, digest, [], false)
    expect(unchecked.error.fields?.[0]).toMatchObject({ field: 'kinChecked' })
    expect((await confirm(sheet, 'another')).error.code).toBe('turnoverChanged')
    expect(await t.deps.models.Turnover.countDocuments()).toBe(0)
  })

  it('changes the powers on the date by the clock alone, and is found written when confirmed again', async () => {
    const { digest } = (await preview(sheet)).body
    const { body } = await confirm(sheet, digest)
    expect(body).toMatchObject({
      state: 'done',
      date,
      takeBack: true,
      text: '1个地方，2人上任，4人离任，12 月 1 日零点起',
    })
    expect(body.invites.map(({ name }) => name).sort()).toEqual(['吴监督', '周雅琴'])
    expect((await confirm(sheet, digest)).body.id).toBe(body.id)
    expect(await t.deps.models.Role.countDocuments({ begunIn: body.id })).toBe(2)
    expect(await rolesOf('clerk2')).toEqual(['clerk'])
    t.clock.advance(11 * day)
    expect(await rolesOf('clerk2')).toEqual([])
    expect(await rolesOf('clerk')).toEqual(['clerk'])
    // The supervision changes two days later, as its line says.
    expect(await rolesOf('supervisor')).toEqual(['supervisor'])
    t.clock.advance(2 * day)
    expect(await rolesOf('supervisor')).toEqual([])
    t.clock.advance(-13 * day)
  })

  it('is in the audit, each change by itself', async () => {
    const acts = await t.deps.models.Audit.find({ region: village.code, kind: 'role' }).lean()
    expect(acts.filter(({ act }) => act === 'roleGiven')).toHaveLength(2)
    expect(acts.filter(({ act }) => act === 'roleEndSet')).toHaveLength(4)
  })

  it('is taken back until its date; what was changed by hand since stays', async () => {
    const [turnover] = (
      await t.ask('GET /api/regions/:code/turnovers', { params: { code: county }, token: t.as('admin') })
    ).body.turnovers
    const id = turnover?.id ?? ''
    const byHand = await t.ask('POST /api/posts/:id/end', {
      params: { id: `clerk2:${village.code}:clerk` },
      body: { last: '2026-11-28' },
      token: t.as('admin'),
    })
    expect(byHand.status).toBe(200)
    t.clock.advance(11 * day)
    expect((await takeBack(id)).error.code).toBe('turnoverBegun')
    t.clock.advance(-11 * day)
    expect((await takeBack(id)).status).toBe(200)
    expect(await t.deps.models.Role.countDocuments({ begunIn: id })).toBe(0)
    const ends = await t.deps.models.Role.find({ region: village.code, until: { $ne: null } }).lean()
    expect(ends.map(({ person }) => person)).toEqual(['p-clerk2'])
    expect((await takeBack(id)).status).toBe(200)
  })

  it('is not taken back by an administrator whose own post it ends', async () => {
    const text = sheetOf('金山区\t管理员\t人新管\t13900000077\t')
    const { digest } = (await preview(text, [], 'admin2')).body
    const made = await t.ask('POST /api/regions/:code/turnovers', {
      params: { code: county },
      body: { date, text, answers: [], digest, kinChecked: true },
      token: t.as('admin2'),
    })
    expect(made.body.state).toBe('done')
    expect((await takeBack(made.body.id)).error.code).toBe('ownPost')
    const { until } = (await t.deps.models.Role.findById('admin-role').lean()) ?? {}
    expect(until).not.toBeNull()
    await t.deps.models.Role.updateMany(
      { endedIn: made.body.id },
      { $set: { until: null, endedIn: null, endedBy: null } },
    )
  })

  it('may be confirmed once more after that', async () => {
    const { digest } = (await preview(sheet)).body
    const { body } = await confirm(sheet, digest)
    expect(body.state).toBe('done')
    await takeBack(body.id)
  })
})

describe('a line', () => {
  const problems = async (...lines: string[]) => {
    const { body } = await preview(sheetOf(...lines))
    return body.problems.map(({ row, message }) => `${row ?? ''} ${message}`)
  }

  it('tells what is wrong with it, and the way out', async () => {
    expect(await problems('没有村\t文书\t王小明\t13900000021\t')).toEqual([
      expect.stringMatching(/^2 .*没有“没有村”/),
    ])
    expect(await problems('护塘村\t舞蹈队长\t王小明\t13900000021\t')).toEqual([
      expect.stringMatching(/^2 .*不认识“舞蹈队长”.*可以写/),
    ])
    expect(await problems('护塘村\t文书\t王小明\t\t')).toEqual(['2 请写手机号：登录和通知都要用。'])
    expect(await problems('护塘村\t文书\t王小明\t13900000021\t2026-11-01')).toEqual([
      '2 起始日期已经过了。换届请写今天或以后的日期。',
    ])
  })

  it('of a supervisor who sits on the committee is refused with the article', async () => {
    const both = await problems(
      '护塘村\t书记\t王小明\t13900000021\t',
      '护塘村\t村监会\t王小明\t13900000021\t',
    )
    expect(both.join()).toMatch(/王小明同时是.*第三十七条/)
    const listed = await problems('护塘村\t村监会、村委会委员\t李小红\t13900000022\t')
    expect(listed.join()).toMatch(/村委会委员，不能当村监会成员.*第三十七条/)
  })

  it('of a namesake asks whether it is the same person, and waits for the answer', async () => {
    const residence = {
      region: village.code,
      household: `${village.code}:HT-15-002`,
      member: true,
      state: 'living' as const,
      endedAt: null,
    }
    await t.deps.models.Person.create({ _id: 'r-zhao', name: '赵同名', residence })
    const text = sheetOf('护塘村\t文书\t赵同名\t13900000031\t')
    const { body } = await preview(text)
    expect(body.villages[0]?.asks[0]).toMatchObject({ line: 2, what: 'same' })
    const open = await confirm(text, body.digest)
    expect(open.error.fields?.[0]).toMatchObject({ field: 'answers', row: 2 })
    const answers = [{ line: 2, answer: 'r-zhao' }]
    const known = (await preview(text, answers)).body
    expect(known.counts.asks).toBe(0)
    expect(known.villages[0]?.begins).toMatchObject([{ name: '赵同名', isNew: false }])
  })

  it('without a heading above it is not guessed at', async () => {
    const { body } = await preview('护塘村\t文书\t王小明\t13900000021')
    expect(body.problems[0]?.message).toMatch(/^没有找到表头/)
  })
})

describe('whose villages', () => {
  it('are those of the administrator alone', async () => {
    expect((await preview(sheet, [], 'clerk', village.code)).error.code).toBe('postsManaged')
    expect((await preview(sheet, [], 'village-admin')).error.code).toBe('postsManaged')
    const { body } = await preview(
      sheetOf('荷月村\t文书\t王小明\t13900000021\t'),
      [],
      'village-admin',
      village.code,
    )
    expect(body.problems[0]?.message).toMatch(/没有“荷月村”/)
    const other = await t.ask('DELETE /api/turnovers/:id', {
      params: { id: `${county}:x` },
      token: t.as('village-admin'),
    })
    expect(other.error.code).toBe('turnoverNotFound')
  })
})
