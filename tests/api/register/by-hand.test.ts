import { randomUUID } from 'node:crypto'
import type { HouseholdPage } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { completeContent, published, type Village, village, villageApp, type Who } from '../notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const home = (code: string) => `${village.code}:${code}`
const key = () => randomUUID()
const at = <T extends object>(rest: T) => ({ code: village.code, ...rest })

function ok<T>({ status, body, error }: { status: number; body: T; error: unknown }): T {
  if (status >= 300) throw new Error(JSON.stringify(error))
  return body
}
const born = async (household: string, name: string, body: object = {}) =>
  ok(
    await t.ask('POST /api/regions/:code/register/people', {
      params: { code: village.code },
      body: { key: key(), why: 'birth', household: home(household), name, ...body },
      token: t.token.clerk,
    }),
  )
const page = async (household: string): Promise<HouseholdPage> =>
  ok(
    await t.ask('GET /api/regions/:code/register/households/:household', {
      params: at({ household: home(household) }),
      token: t.token.clerk,
    }),
  )
const personOf = ({ household }: HouseholdPage, name: string) => {
  const person = household.people.find((one) => one.name === name)
  if (!person) throw new Error(`nobody called ${name}`)
  return person
}
/** The rows of a published table that somebody sees as their own. */
async function ownRows(who: Who, notice: string) {
  const { rows } = ok(
    await t.ask('GET /api/notices/:id/rows', { params: { id: notice }, token: t.token[who] }),
  )
  return rows.filter(({ own }) => own).map(({ household }) => household)
}

describe('the register by hand', () => {
  it('takes a birth once for its key, with the telephone sealed and shown only when asked for', async () => {
    const body = {
      key: key(),
      why: 'birth',
      household: home('HT-15-003'),
      name: '沈　小宝',
      relation: '子',
      sex: 'male',
      birthYear: 2026,
      member: true,
      phone: '138 0000 1234',
    }
    const ask = (change: object = {}) =>
      t.ask('POST /api/regions/:code/register/people', {
        params: { code: village.code },
        body: { ...body, ...change },
        token: t.token.clerk,
      })
    const first = ok(await ask())
    expect(ok(await ask()).household).toEqual(first.household)
    expect((await ask({ name: '别人' })).error.code).toBe('idempotencyReused')
    const [person] = first.household.people
    expect(first.household.people).toHaveLength(1)
    expect(person).toMatchObject({
      name: '沈小宝',
      relation: '子',
      sex: 'male',
      birthYear: 2026,
      phone: '138****1234',
    })
    expect(first.events).toMatchObject([{ text: '登记出生：沈小宝', by: '人clerk' }])
    const { Audit, RegisterEvent } = t.deps.models
    const shown = await t.ask('GET /api/regions/:code/register/people/:person/phone', {
      params: at({ person: person?.id ?? '' }),
      token: t.token.clerk,
    })
    expect(shown.body).toEqual({ phone: '13800001234' })
    expect(await Audit.countDocuments({ act: 'phoneShown', region: village.code, subject: person?.id })).toBe(
      1,
    )
    expect(JSON.stringify(await RegisterEvent.find().lean())).not.toContain('0000')
  })

  it('changes what is kept of a person, and keeps the old beside the new', async () => {
    const made = await born('HT-15-003', '沈阿大', { birthYear: 1990 })
    const { id } = personOf(made, '沈阿大')
    const changed = ok(
      await t.ask('PUT /api/regions/:code/register/people/:person', {
        params: at({ person: id }),
        body: { key: key(), birthYear: 1991, member: true },
        token: t.token.clerk,
      }),
    )
    expect(personOf(changed, '沈阿大')).toMatchObject({ birthYear: 1991, member: true })
    expect(changed.events[0]?.changes).toEqual([
      { field: '出生年份', before: '1990', after: '1991' },
      { field: '是否成员', before: '否', after: '是' },
    ])
  })

  it('ends the verification of who dies or moves out, as the desk does', async () => {
    const ended = await t.ask('POST /api/regions/:code/register/people/:person/end', {
      params: at({ person: 'p-outsider' }),
      body: { key: key(), why: 'movedOut' },
      token: t.token.clerk,
    })
    expect(ended.body).toMatchObject({ left: [{ id: 'p-outsider', state: 'moved' }] })
    const me = await t.ask('GET /api/me', { token: t.token.outsider })
    expect(me.body.residence).toBeNull()
    expect((await t.deps.models.Account.findById('a-outsider').lean())?.verifiedAt).toBeNull()
  })

  it('parts a household and joins two: rows that were published stay whose they were', async () => {
    const { notice } = await published(t, 31, completeContent(31, { table: true }))
    expect(await ownRows('villager', notice)).toEqual([home('HT-15-001')])
    await born('HT-15-001', '陆小明')
    await born('HT-15-001', '陆小红')
    const before = await page('HT-15-001')
    const going = ['陆小明', '陆小红'].map((name) => personOf(before, name).id)
    const split = ok(
      await t.ask('POST /api/regions/:code/register/households/:household/split', {
        params: at({ household: home('HT-15-001') }),
        body: { key: key(), people: going, head: going[0], householdCode: 'HT-15-009' },
        token: t.token.clerk,
      }),
    )
    expect(split.household).toMatchObject({ code: 'HT-15-009', head: '陆小明', group: '15组' })
    expect(split.household.people.map(({ name, relation }) => [name, relation])).toEqual([
      ['陆小明', '户主'],
      ['陆小红', null],
    ])
    const merged = ok(
      await t.ask('POST /api/regions/:code/register/households/:household/merge', {
        params: at({ household: home('HT-15-001') }),
        body: { key: key(), into: home('HT-15-003') },
        token: t.token.clerk,
      }),
    )
    expect(merged.household.people.map(({ id }) => id)).toContain('p-villager')
    expect(merged.links).toMatchObject([{ code: 'HT-15-001', ended: true }])
    // The row of HT-15-003 is theirs now, and the one of their old household still is.
    expect((await ownRows('villager', notice)).sort()).toEqual([home('HT-15-001'), home('HT-15-003')])
  })

  it('verifies who still writes the number of the household that merged', async () => {
    const claim = ok(
      await t.ask('POST /api/me/claims', {
        body: { region: village.code, householdCode: 'HT-15-001', name: '沈小宝' },
        token: t.token.stranger,
      }),
    )
    const open = ok(
      await t.ask('GET /api/regions/:code/claims', { params: { code: village.code }, token: t.token.clerk }),
    )
    expect(open.claims).toMatchObject([{ id: claim.id, matches: true }])
    const decided = await t.ask('POST /api/claims/:id/decision', {
      params: { id: claim.id },
      body: { decision: 'confirm' },
      token: t.token.clerk,
    })
    expect(ok(decided).state).toBe('confirmed')
    const me = await t.ask('GET /api/me', { token: t.token.stranger })
    expect(me.body.residence).toMatchObject({ householdCode: 'HT-15-003' })
  })

  it('links a 承包户 to its 户籍户, whose people then see its rows', async () => {
    const contract = ok(
      await t.ask('POST /api/regions/:code/register/households', {
        params: { code: village.code },
        body: {
          key: key(),
          kind: 'contract',
          householdCode: '310116109213010023',
          head: '顾为',
          group: '15组',
        },
        token: t.token.clerk,
      }),
    )
    expect(contract.household.kind).toBe('contract')
    const { id } = contract.household
    const link = (links: string[]) =>
      t.ask('PUT /api/regions/:code/register/households/:household/links', {
        params: at({ household: id }),
        body: { key: key(), links },
        token: t.token.clerk,
      })
    const residences = async () => {
      const actor = await t.deps.models.Household.find({ tied: id }).lean()
      return actor.map(({ code }) => code)
    }
    expect(ok(await link([home('HT-15-003')])).links).toMatchObject([{ code: 'HT-15-003' }])
    expect(await residences()).toEqual(['HT-15-003'])
    expect(ok(await link([])).links).toEqual([])
    expect(await residences()).toEqual([])
  })

  it('refuses what is no name, a second of the same name, and who is in office', async () => {
    const add = (name: string) =>
      t.ask('POST /api/regions/:code/register/people', {
        params: { code: village.code },
        body: { key: key(), why: 'movedIn', household: home('HT-15-003'), name },
        token: t.token.clerk,
      })
    expect([(await add('310116199001011234')).status, (await add('沈小宝')).status]).toEqual([422, 422])
    await t.deps.models.Person.create({
      _id: 'p-elected',
      name: '当选人',
      residence: {
        region: village.code,
        household: home('HT-15-003'),
        member: true,
        state: 'living',
        endedAt: null,
      },
    })
    await t.deps.models.Role.create({
      _id: 'r',
      person: 'p-elected',
      region: village.code,
      role: 'publisher',
      since: t.clock.now(),
    })
    const ended = await t.ask('POST /api/regions/:code/register/people/:person/end', {
      params: at({ person: 'p-elected' }),
      body: { key: key(), why: 'died' },
      token: t.token.clerk,
    })
    expect([ended.status, ended.error.message]).toEqual([403, '这位村民在任村干部，请镇里登记。'])
  })
})
