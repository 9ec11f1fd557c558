import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { neighbour, village } from '../notices-setup'
import { clerkBody, county, type Office, officeApp, places, supervisorBody, today } from './office'

let t: Office
beforeAll(async () => {
  t = await officeApp()
})
afterAll(() => t.close())

type Who = Parameters<Office['as']>[0]
const appoint = (body: object, who: Who = 'admin', code: string = village.code) =>
  t.ask('POST /api/regions/:code/posts', { params: { code }, body, token: t.as(who) })
const list = (who: Who = 'admin', code: string = village.code) =>
  t.ask('GET /api/regions/:code/posts', { params: { code }, token: t.as(who) })

describe('a post', () => {
  it('is given by an administrator to somebody new, who is found again by name and number', async () => {
    const { body, status } = await appoint(clerkBody)
    expect(status).toBe(200)
    expect(body.asks).toEqual([])
    expect(body.post).toMatchObject({
      name: '周雅琴',
      roleText: '村经办',
      since: today,
      until: null,
      state: 'working',
      text: '任职中',
      committee: false,
      signedIn: false,
      given: '管理员甲定，11 月 20 日',
    })
    const again = await appoint(clerkBody)
    expect(again.body.post?.id).toBe(body.post?.id)
    expect(await t.deps.models.Role.countDocuments({ person: body.post?.person })).toBe(1)
  })

  it('is recorded with who gave it to whom, and its administrator can read that', async () => {
    const { body } = await t.ask('GET /api/regions/:code/posts/history', {
      params: { code: village.code },
      token: t.as('village-admin'),
    })
    expect(body.items[0]?.text).toBe('管理员甲：周雅琴有了岗位：村经办')
  })

  it('keeps neither the number nor anything else of it readable', async () => {
    const persons = await t.deps.models.Person.find({ name: '周雅琴' }).lean()
    expect(JSON.stringify(persons)).not.toContain('13900000001')
    expect(persons[0]?.phoneSealed).toMatch(/^\w{8}\./)
  })

  it.each([
    ['a clerk', 'clerk', village.code],
    ['a villager', 'villager', village.code],
    ['the village’s administrator in the next village', 'village-admin', neighbour.code],
    ['the village’s administrator in the county', 'village-admin', county],
  ] as const)('is not given by %s', async (_who, who, code) => {
    const { error, status } = await appoint(clerkBody, who, code)
    expect([status, error.code]).toEqual([403, 'postsManaged'])
  })

  it('is given by nobody to themselves', async () => {
    const { error } = await appoint({ person: 'p-village-admin', role: 'publisher' }, 'village-admin')
    expect(error.code).toBe('ownPost')
  })

  it('is one that the place has, with dates that make sense', async () => {
    const wrong = async (body: object) =>
      (await appoint({ ...clerkBody, ...body })).error.fields?.[0]?.message
    expect(await wrong({ role: 'township-officer' })).toBe('护塘村没有“镇经办”这个岗位。')
    expect(await wrong({ role: 'operator' })).toBe('护塘村没有“系统运维”这个岗位。')
    expect(await wrong({ since: '2026-02-30' })).toBe('开始日期：没有这一天。')
    expect(await wrong({ since: '2026-12-01', until: '2026-11-30' })).toBe('最后一天在开始日期以前，请核对。')
    expect(await wrong({ until: '2026-11-19' })).toBe('最后一天：这一天已经过了，请写今天或以后。')
    expect(await wrong({ as: 'deputy' })).toBe('代理要写清代到哪一天。')
    expect(await wrong({ name: '周雅琴', phone: '1390000' })).toBe('手机号要写11位。')
    expect(await wrong({ name: '310116198001011234' })).toMatch(/^姓名要写/)
    expect(await wrong({ name: '别人', phone: '13900000001' })).toMatch(/登记在另一个姓名下/)
  })
})

describe('a namesake', () => {
  it('is asked about, and only the answer decides', async () => {
    const { Person } = t.deps.models
    const residence = {
      region: village.code,
      household: `${village.code}:HT-15-001`,
      member: true,
      state: 'living' as const,
      endedAt: null,
    }
    await Person.create({ _id: 'r-qian', name: '钱同名', residence })
    const body = { name: '钱 同名', phone: '13900000009', role: 'clerk', committee: false }
    const { body: asked } = await appoint(body)
    expect(asked.post).toBeNull()
    expect(asked.asks).toEqual([
      {
        what: 'same',
        text: '村里已有“钱同名”。是同一个人吗？',
        choices: [
          { value: 'r-qian', label: '是，15组 HT-15-001' },
          { value: 'new', label: '不是，是另一个人' },
        ],
      },
    ])
    expect((await appoint({ ...body, same: 'r-qian' })).body.post?.person).toBe('r-qian')
    const other = (await appoint({ ...body, same: 'new' })).body.post
    expect(other?.person).toMatch(/^office-/)
  })
})

describe('组织法 37', () => {
  it('is asked before somebody supervises, and the answer is kept with who and when', async () => {
    const { name, phone, role } = supervisorBody
    const { body } = await appoint({ name, phone, role })
    expect(body.post).toBeNull()
    expect(body.asks.map(({ what }) => what)).toEqual(['committee', 'kin'])
    expect(body.asks[1]?.text).toContain('第三十七条')
    const { post } = (await appoint(supervisorBody)).body
    expect(post?.kin?.text).toBe('不是村委会成员，也不是近亲属（管理员甲答，11 月 20 日）')
  })

  it.each([
    ['a member of the committee', { committee: true }],
    ['a near relative', { kin: true }],
  ])('refuses %s', async (_who, answer) => {
    const { error, status } = await appoint({
      ...supervisorBody,
      name: '郑委员',
      phone: '13900000003',
      ...answer,
    })
    expect([status, error.code]).toEqual([409, 'supervisorsApart'])
  })

  it('refuses who publishes, and a clerk who sits on the committee; the other way round, too', async () => {
    const { error } = await appoint({
      person: 'p-publisher',
      role: 'supervisor',
      committee: false,
      kin: false,
    })
    expect(error.message).toContain('同一个人同时是书记/主任')
    const back = await appoint({ person: 'p-supervisor', role: 'clerk', committee: true })
    expect(back.error.code).toBe('supervisorsApart')
    expect((await appoint({ person: 'p-supervisor', role: 'clerk', committee: false })).status).toBe(200)
  })

  it('keeps one person out of both, also when two administrators appoint at the same moment', async () => {
    const name = '冯两难'
    const phone = '13900000007'
    await Promise.all([
      appoint({ name, phone, role: 'supervisor', committee: false, kin: false }),
      appoint({ name, phone, role: 'publisher' }, 'admin2'),
    ])
    const person = await t.deps.models.Person.findOne({ name }).lean()
    const held = await t.deps.models.Role.find({ person: person?._id ?? '' }).lean()
    expect(held.length).toBeLessThan(2)
  })

  it('asks for a second look where the register has both in one household', async () => {
    const { Person, Role } = t.deps.models
    const residence = {
      region: village.code,
      household: `${village.code}:HT-15-003`,
      member: true,
      state: 'living' as const,
      endedAt: null,
    }
    await Person.create({ _id: 'r-head', name: '沈主任', residence })
    await Person.create({ _id: 'r-son', name: '沈小明', residence })
    const since = t.clock.now()
    await Role.create({ _id: 'head', person: 'r-head', region: village.code, role: 'publisher', since })
    const body = { person: 'r-son', role: 'supervisor', committee: false, kin: false }
    const { asks, post } = (await appoint(body)).body
    expect(post).toBeNull()
    expect(asks[0]).toMatchObject({ what: 'household', choices: [{ value: 'looked' }] })
    expect(asks[0]?.text).toContain('沈小明和沈主任在同一户')
    const given = (await appoint({ ...body, looked: true })).body.post
    expect(given?.kin?.text).toMatch(/^同户，又核对过：/)
  })
})

describe('who holds what', () => {
  it('is read by those who work there, with what is missing', async () => {
    const { body } = await list('clerk')
    expect(body.manages).toBe(false)
    expect(body.groups.map(({ region }) => region.name)).toEqual(['护塘村'])
    const names = body.groups[0]?.posts.map(({ name, roleText }) => `${roleText} ${name}`)
    expect(names).toEqual(expect.arrayContaining(['书记/主任 人publisher', '村经办 人clerk']))
  })

  it('is shown to an officer of the township for each of its villages', async () => {
    const { body } = await list('officer', places.township)
    expect(body.groups.map(({ region }) => region.name)).toEqual(['漕泾镇', '护塘村', '荷月村'])
  })

  it('tells the county in a line which villages lack somebody', async () => {
    await t.deps.models.Role.create({
      _id: 'lonely',
      person: 'p-stranger',
      region: neighbour.code,
      role: 'clerk',
      since: t.clock.now(),
    })
    const { body } = await list('admin', county)
    expect(body.groups.map(({ region }) => region.name)).toEqual(['金山区', '漕泾镇'])
    expect(body.groups[1]?.warnings).toContain('1个村缺人：荷月村。')
  })

  it.each(['villager', 'stranger', 'neighbour'] as const)('is not read by %s', async (who) => {
    expect((await list(who)).status).toBe(403)
  })
})
