import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import {
  asked,
  change,
  codeOf,
  confirm,
  county,
  type Firms,
  firmsApp,
  held,
  inRegister,
  read,
  township,
  village,
} from './enterprises-setup'

let t: Firms
beforeAll(async () => {
  t = await firmsApp()
})
beforeEach(() => t.clear())
afterAll(() => t.close())

const mine = async (who: string) =>
  (await t.ask('GET /api/enterprises', { token: t.token[who] ?? '' })).body.enterprises
const seen = async (who: string, id: string) =>
  (await t.ask('GET /api/enterprises/:id', { params: { id }, token: t.token[who] ?? '' })).status

describe('a claim', () => {
  it('by a code that the register has is filled by the register, and waits for the township', async () => {
    await inRegister(t, 1)
    const made = await asked(t, 'owner', 1)
    expect(made).toMatchObject({
      ...{ name: '示例1有限公司', kind: 'company', registered: true, region: { code: township } },
      link: { role: 'owner', state: 'asked', stateText: '等镇里核实' },
      profile: { industries: ['C3572'], foundedOn: '2020-05-06', creditCode: codeOf(1) },
    })
    expect(await mine('owner')).toMatchObject([{ id: made.id, link: { state: 'asked' } }])
    expect((await t.ask('GET /api/me', { token: t.token.owner ?? '' })).body.enterprises).toEqual([])
  })

  it.each([
    ['91310116MA1J8KXX0', 'creditCode'],
    [`${codeOf(1).slice(0, 17)}${codeOf(1).endsWith('0') ? '1' : '0'}`, 'creditCode'],
    ['不知道', 'creditCode'],
  ])('by the code %s is refused with the field', async (creditCode, field) => {
    const { status, error } = await t.ask('POST /api/enterprises', {
      ...{ body: { creditCode }, token: t.token.owner ?? '' },
    })
    expect([status, error.fields?.[0]?.field]).toEqual([422, field])
  })

  it('of what the register does not have needs a name and a place', async () => {
    const body = { creditCode: codeOf(9) }
    const { error } = await t.ask('POST /api/enterprises', { body, token: t.token.owner ?? '' })
    expect(error.fields?.map(({ field }) => field).sort()).toEqual(['name', 'region'])
    const whole = { ...body, name: '新店', region: village }
    const made = await t.ask('POST /api/enterprises', { body: whole, token: t.token.owner ?? '' })
    expect(made.body).toMatchObject({ registered: false, name: '新店', kind: null })
    // Of a county nobody confirms it.
    const asked = { ...whole, creditCode: codeOf(10), region: county }
    const refused = await t.ask('POST /api/enterprises', { body: asked, token: t.token.other ?? '' })
    expect([refused.status, refused.error.fields?.map(({ field }) => field)]).toEqual([422, ['region']])
    const nowhere = { ...whole, region: '310116109999' }
    expect((await t.ask('POST /api/enterprises', { body: nowhere, token: t.token.other ?? '' })).status).toBe(
      404,
    )
  })

  it('sent twice is one, with a code or without', async () => {
    await inRegister(t, 1)
    expect((await asked(t, 'owner', 1)).id).toBe((await asked(t, 'owner', 1)).id)
    const body = { name: '没有代码的小店', region: village }
    const sent = () => t.ask('POST /api/enterprises', { body, token: t.token.owner ?? '' })
    expect((await sent()).body.id).toBe((await sent()).body.id)
    expect(await mine('owner')).toHaveLength(2)
  })

  it('of two people for one code makes one enterprise and two links, also at the same instant', async () => {
    const body = (name: string) => ({ creditCode: codeOf(5), name, region: village })
    const claims = await Promise.all(
      ['owner', 'other', 'third'].map((who) =>
        t.ask('POST /api/enterprises', { body: body(`${who}的店`), token: t.token[who] ?? '' }),
      ),
    )
    expect(claims.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(claims.map(({ body: { id } }) => id)).size).toBe(1)
    expect(claims.map(({ body: { name } }) => name)).toEqual(['owner的店', 'other的店', 'third的店'])
    expect(await t.deps.models.EnterpriseLink.countDocuments()).toBe(3)
  })

  it('leaves what was filled in to who filled it in, until the township has confirmed them', async () => {
    await inRegister(t, 1)
    const [one, two] = [await asked(t, 'owner', 1), await asked(t, 'other', 1)]
    await change(t, 'owner', one.id, { revision: 0, answers: { landArea: 500, insuredStaff: 3 } })
    await change(t, 'other', two.id, { revision: 0, answers: { landArea: 900, patents: 2 } })
    expect((await read(t, 'other', two.id)).profile.others).toEqual({ landArea: 900, patents: 2 })
    await confirm(t, two.link.id)
    expect((await read(t, 'other', two.id)).profile.others).toEqual({ landArea: 900, patents: 2 })
    // The second brings only what nobody knew yet.
    await confirm(t, one.link.id)
    const now = await read(t, 'owner', one.id)
    expect(now.profile.others).toEqual({ landArea: 900, patents: 2, insuredStaff: 3 })
    expect(now.people.map(({ person, me }) => [person, me])).toEqual(
      expect.arrayContaining([
        ['owner', true],
        ['other', false],
      ]),
    )
  })

  it('is limited for one day', async () => {
    for (let no = 1; no <= 20; no++) {
      const body = { creditCode: codeOf(no), name: `店${no}`, region: village }
      await t.ask('POST /api/enterprises', { body, token: t.token.third ?? '' })
    }
    const body = { creditCode: codeOf(21), name: '店21', region: village }
    expect((await t.ask('POST /api/enterprises', { body, token: t.token.third ?? '' })).status).toBe(429)
  })
})

describe('a profile', () => {
  it('is read by nobody else: neighbour, asker, officer, administrator, visitor', async () => {
    await inRegister(t, 1)
    const { id } = await held(t, 'owner', 1)
    await change(t, 'owner', id, { revision: 1, answers: { revenueFen: 123_456_700 } })
    for (const who of ['other', 'officer', 'administrator', 'clerk'])
      expect([who, await seen(who, id)]).toEqual([who, 404])
    expect((await t.ask('GET /api/enterprises/:id', { params: { id } })).status).toBe(401)
    const asker = await asked(t, 'other', 1)
    expect(JSON.stringify(asker)).not.toContain('123456700')
    expect(asker.people).toEqual([])
    expect((await change(t, 'clerk', id, { revision: 1, answers: { patents: 1 } })).status).toBe(404)
  })

  it('takes answers by field, each to where it belongs, and forgets them again', async () => {
    await inRegister(t, 1)
    const { id, revision } = await held(t, 'owner', 1)
    const answers = {
      ...{ staff: 18, revenueFen: 380_000_000, fertiliserTonnes: 60, leaseYearsLeft: 5, farmInsured: true },
      ...{ qualifications: ['greenFood'], size: 'small', industry: ['A0141', '0151'] },
    }
    const { body } = await change(t, 'owner', id, { revision, answers })
    expect(body.profile).toMatchObject({
      ...{ sizeOverride: 'small', industries: ['A0141', 'A0151'] },
      qualifications: [{ kind: 'greenFood', number: '', from: null, to: null }],
      years: [
        { year: 2026, others: { fertiliserTonnes: 60 } },
        { year: 2025, staff: 18, revenueFen: 380_000_000 },
      ],
      others: { farmInsured: true, leaseEnd: '2031-11-19' },
    })
    const none = { staff: null, revenueFen: null, farmInsured: null, qualifications: null, size: null }
    const after = await change(t, 'owner', id, { revision: body.revision, answers: none })
    expect(after.body.profile).toMatchObject({ qualifications: null, sizeOverride: null })
    expect(after.body.profile.years.map(({ year }) => year)).toEqual([2026])
    expect(after.body.profile.others).toEqual({ leaseEnd: '2031-11-19' })
  })

  it('is changed in part: what is not named stays', async () => {
    await inRegister(t, 1)
    const { id, revision } = await held(t, 'owner', 1)
    const received = [{ policy: 'organic-fertiliser', on: '2026-05-01', fen: null }]
    const profile = { wishes: ['money'], received, others: { patents: 1, trademarks: 2 } }
    const one = (await change(t, 'owner', id, { revision, profile })).body
    const two = await change(t, 'owner', id, {
      ...{ revision: one.revision, profile: { others: { patents: null } } },
    })
    expect(two.body.profile).toMatchObject({ wishes: ['money'], received, others: { trademarks: 2 } })
    expect(two.body.profile.others).toEqual({ trademarks: 2 })
  })

  it('that was changed meanwhile is not changed by who read it before; of twenty at once one is taken', async () => {
    await inRegister(t, 1)
    const { id, revision } = await held(t, 'owner', 1)
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => change(t, 'owner', id, { revision, answers: { patents: n + 1 } })),
    )
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    const lost = all.filter(({ status }) => status === 409)
    expect(lost).toHaveLength(19)
    expect(lost[0]?.error.code).toBe('staleProfile')
    expect((await read(t, 'owner', id)).revision).toBe(revision + 1)
  })

  it.each<[string, object, string]>([
    ['a field that there is not', { answers: { noSuchField: 1 } }, 'answers.noSuchField'],
    ['one that follows from another', { answers: { ageMonths: 12 } }, 'answers.ageMonths'],
    ['words for a figure', { answers: { patents: '三件' } }, 'answers.patents'],
    ['a figure below nothing', { answers: { staff: -1 } }, 'answers.staff'],
    ['parts of a fen', { answers: { revenueFen: 1.5 } }, 'answers.revenueFen'],
    ['a choice that is none', { answers: { size: 'huge' } }, 'answers.size'],
    ['a day that there is not', { answers: { leaseEnd: '2026-02-30' } }, 'answers.leaseEnd'],
    ['an object', { answers: { patents: { $gt: 0 } } }, 'answers.patents'],
    ['more than all', { answers: { rdPermille: 1001 } }, 'answers.rdPermille'],
    ['an industry that there is not', { profile: { industries: ['Z99'] } }, 'profile.industries.0'],
    ['a founding still to come', { profile: { foundedOn: '2027-01-01' } }, 'profile.foundedOn'],
    ['a place that there is not', { profile: { region: '310116109999' } }, 'profile.region'],
    ['a county as place', { profile: { region: county } }, 'profile.region'],
    ['a yearly figure without its year', { profile: { others: { staff: 3 } } }, 'profile.others.staff'],
    [
      'a timeless one with a year',
      {
        profile: {
          years: [{ year: 2025, staff: 1, revenueFen: null, assetsFen: null, others: { patents: 1 } }],
        },
      },
      'profile.years.2025.others.patents',
    ],
    [
      'a year still to come',
      { profile: { years: [{ year: 2027, staff: 1, revenueFen: null, assetsFen: null, others: {} }] } },
      'profile.years.2027.year',
    ],
    [
      'a qualification that ends before it begins',
      {
        profile: { qualifications: [{ kind: 'organic', number: '', from: '2026-05-01', to: '2026-04-01' }] },
      },
      'profile.qualifications.0.to',
    ],
    [
      'a telephone number for a certificate',
      { profile: { qualifications: [{ kind: 'organic', number: '13812345678', from: null, to: null }] } },
      'profile.qualifications.0.number',
    ],
  ])('refuses %s, and keeps nothing of the change', async (_what, body, field) => {
    const { id } = (
      await t.ask('POST /api/enterprises', {
        ...{ body: { name: '小店', region: village }, token: t.token.owner ?? '' },
      })
    ).body
    const sent = {
      revision: 0,
      ...body,
      answers: { trademarks: 1, ...(body as { answers?: object }).answers },
    }
    const { status, error } = await change(t, 'owner', id, sent)
    expect([status, error.fields?.map((one) => one.field)]).toEqual([422, [field]])
    expect(error.fields?.[0]?.message).toMatch(/[\u4e00-\u9fff].*。$/)
    expect((await read(t, 'owner', id)).profile.others).toEqual({})
  })

  it('asks once more about a revenue that looks like another unit, and takes it', async () => {
    await inRegister(t, 1)
    const { id, revision } = await held(t, 'owner', 1)
    const { body } = await change(t, 'owner', id, { revision, answers: { revenueFen: 38_000 } })
    expect(body.doubts).toMatchObject([{ field: 'years.2025.revenueFen' }])
    expect(body.doubts[0]?.message).toContain('2025年')
  })

  it('of a registered one keeps the register’s name, kind, founding and code', async () => {
    await inRegister(t, 1)
    const { id, revision } = await held(t, 'owner', 1)
    const profile = { name: '别的名字', kind: 'soleTrader', foundedOn: '2021-01-01', creditCode: codeOf(2) }
    const { error } = await change(t, 'owner', id, { revision, profile })
    expect(error.fields?.map(({ field }) => field).sort()).toEqual(
      ['creditCode', 'foundedOn', 'kind', 'name'].map((name) => `profile.${name}`),
    )
    const same = { name: '示例1有限公司', kind: 'company', region: village }
    expect((await change(t, 'owner', id, { revision, profile: same })).body.region.code).toBe(village)
  })

  it('gets a code later; not one that another has, nor once the township has looked', async () => {
    await inRegister(t, 1)
    await inRegister(t, 2)
    await held(t, 'other', 1)
    const body = { name: '我的店', region: village }
    const { id, link } = (await t.ask('POST /api/enterprises', { body, token: t.token.owner ?? '' })).body
    const taken = await change(t, 'owner', id, { revision: 0, profile: { creditCode: codeOf(1) } })
    expect([taken.status, taken.error.code]).toEqual([409, 'enterpriseCodeTaken'])
    const given = await change(t, 'owner', id, {
      revision: 0,
      profile: { creditCode: codeOf(2).toLowerCase() },
    })
    expect(given.body).toMatchObject({ creditCode: codeOf(2), name: '示例2有限公司', registered: true })
    // What the township saw before was another firm.
    expect((await confirm(t, link.id, 0)).error.code).toBe('enterpriseChanged')
    expect((await confirm(t, link.id, 1)).status).toBe(200)
    const late = await change(t, 'owner', id, {
      ...{ revision: (await read(t, 'owner', id)).revision, profile: { creditCode: codeOf(3) } },
    })
    expect(late.error.fields?.[0]?.field).toBe('profile.creditCode')
  })

  it('that changed is owed to matching until that has looked at it', async () => {
    const { changedEnterprises, changeSeen, enterprisePages, peopleOf } = await import(
      '../../server/src/features/enterprises'
    )
    const owed = async () => {
      const ids: string[] = []
      for await (const page of changedEnterprises(t.deps)) ids.push(...page.map(({ _id }) => _id))
      return ids
    }
    await inRegister(t, 1)
    const { id } = await held(t, 'owner', 1)
    expect(await owed()).toEqual([id])
    const before = await t.deps.models.Enterprise.findById(id).lean()
    await change(t, 'owner', id, { revision: before?.revision ?? 0, answers: { patents: 1 } })
    if (before) await changeSeen(t.deps, before)
    expect(await owed()).toEqual([id])
    const after = await t.deps.models.Enterprise.findById(id).lean()
    if (after) await changeSeen(t.deps, after)
    expect(await owed()).toEqual([])
    expect(await peopleOf(t.deps, [id, 'none'])).toEqual(
      new Map([[id, [{ person: 'owner', name: '微信owner', role: 'owner' }]]]),
    )
    const pages: string[][] = []
    for await (const page of enterprisePages(t.deps, '', 1)) pages.push(page.map(({ _id }) => _id))
    expect(pages).toEqual([[id]])
  })
})
