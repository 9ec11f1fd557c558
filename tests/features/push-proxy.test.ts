import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { sealPhone, writeRegister } from '../../server/src/features/residents'
import { testKeys } from '../support/app'
import { aPerson, hutang } from '../support/builders'
import { tokenOf } from '../support/tokens'
import { giveGrants, minute, pushRig, type Rig, resident } from './push-rig'

let rig: Rig
let carer: string
let member: string
let home: string

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(async () => {
  await rig.reset()
  home = await resident(rig, 'mother', 'HT-1')
  // The daughter lives elsewhere: signed in, verified nowhere.
  await aPerson(rig.deps.models, { id: 'daughter', now: rig.clock.now() })
  rig.emulator.users.add({ openid: 'openid-daughter' })
  await giveGrants(rig, 'daughter', 5)
  carer = await tokenOf(rig, 'daughter')
  member = await tokenOf(rig, 'mother')
})
afterAll(() => rig.close())

const asked = { region: hutang, householdCode: 'HT-1', relation: '女儿' }
const ask = (body: object = asked, token = carer) => rig.ask('POST /api/me/proxies', { body, token })
const decide = (id: string, consent: boolean, token = member) =>
  rig.ask('POST /api/proxies/:id/decision', { params: { id }, body: { consent }, token })
const end = (id: string, token = carer) => rig.ask('DELETE /api/me/proxies/:id', { params: { id }, token })
const proxies = async (token: string) => (await rig.ask('GET /api/me/proxies', { token })).body

async function agreed(): Promise<string> {
  const { id } = (await ask()).body
  expect((await decide(id, true)).body.state).toBe('held')
  return id
}

async function published(id: string, households: string[], item = 31): Promise<void> {
  rig.clock.advance(minute)
  await rig.publish(id, item, { households })
  await rig.engine().runOnce()
}

const told = async (person: string) =>
  (await rig.deps.models.Match.find({ person }).lean()).map(({ subject, reasons }) => [
    subject.id,
    ...reasons,
  ])

describe('who asks to receive for a household', () => {
  it('is told nothing of it, and gets nothing before it agrees', async () => {
    const answer = await ask()
    expect(answer.status).toBe(202)
    const none = await ask({ ...asked, householdCode: 'XX-9' })
    expect([none.status, none.body.state]).toEqual([202, answer.body.state])
    expect((await ask()).body.id).toBe(answer.body.id)
    expect((await proxies(carer)).mine.map(({ said, state }) => [said, state]).sort()).toEqual([
      ['HT-1', 'asked'],
      ['XX-9', 'asked'],
    ])
    expect((await proxies(member)).ours).toMatchObject([
      { name: 'daughter', relation: '女儿', state: 'asked' },
    ])
    await published('n1', [home])
    expect(await told('daughter')).toEqual([])
  })

  it('by a name and the end of a phone number means the one home where both are right', async () => {
    const phoneSealed = sealPhone('13800001234', testKeys.FIELD_KEY)
    await rig.deps.models.Person.updateOne({ _id: 'mother' }, { phoneSealed })
    const byPhone = { region: hutang, name: '示例mother', relation: '女儿' }
    const { id } = (await ask({ ...byPhone, phoneTail: '1234' })).body
    expect((await decide(id, true)).status).toBe(200)
    const wrong = (await ask({ ...byPhone, name: '示例father', phoneTail: '1234' })).body
    expect([wrong.state, (await proxies(member)).ours.length]).toEqual(['asked', 1])
  })

  it('writes one of both ways, and no number that the gate keeps out; and not without end', async () => {
    const fields = async (body: object) => (await ask(body)).error.fields?.map(({ field }) => field)
    expect(await fields({ region: hutang, relation: '女儿' })).toContain('householdCode')
    expect(await fields({ ...asked, name: '王' })).toContain('householdCode')
    expect(await fields({ ...asked, relation: '打 13812345678' })).toEqual(['relation'])
    for (let n = 0; n < 10; n++) await ask({ ...asked, householdCode: `XX-${n}` })
    expect((await ask()).status).toBe(429)
  })

  it('does not agree for the household, nor does a neighbour', async () => {
    const { id } = (await ask()).body
    expect((await decide(id, true, carer)).status).toBe(404)
    await resident(rig, 'neighbour', 'HT-2')
    const neighbour = await tokenOf(rig, 'neighbour')
    expect((await decide(id, true, neighbour)).status).toBe(404)
    expect((await end(id, neighbour)).status).toBe(404)
  })

  it('cannot be agreed to after thirty days', async () => {
    const { id } = (await ask()).body
    rig.clock.advance(30 * 86_400_000)
    await aPerson(rig.deps.models, { id: 'father', household: home, now: rig.clock.now() })
    const later = await tokenOf(rig, 'father')
    expect((await decide(id, true, later)).status).toBe(409)
    expect((await proxies(later)).ours).toEqual([])
  })
})

describe('who looks after a household', () => {
  it('is told of what concerns it, once, also with three of them, and of nothing else', async () => {
    await agreed()
    const others: string[] = []
    for (const n of [2, 3]) {
      others.push(await resident(rig, `m${n}`, `HT-${n}`))
      const { id } = (await ask({ ...asked, householdCode: `HT-${n}` })).body
      await decide(id, true, await tokenOf(rig, `m${n}`))
    }
    await published('n1', [home, ...others])
    await published('n2', [])
    expect(await told('daughter')).toEqual([['n1', 'household']])
    expect(rig.phone('daughter')).toHaveLength(1)
    expect(rig.phone('daughter')[0]?.fields[1]?.value).toBe('有一条与您家有关的新公开，请打开查看')
    expect(await told('mother')).toEqual([['n1', 'household']])
  })

  it('reads its rows, and neither the text, the sums nor the neighbours’ rows of what is the village’s own', async () => {
    await agreed()
    const other = await resident(rig, 'neighbour', 'HT-2')
    await published('n1', [home, other])
    const { Edition, EditionRow } = rig.deps.models
    const columns = [
      { key: 'head', label: '户主', kind: 'name' },
      { key: 'sum', label: '金额', kind: 'money' },
    ]
    await Edition.updateOne({ notice: 'n1' }, { 'table.columns': columns, body: '只给本村看的话' })
    await EditionRow.updateOne({ household: home }, { cells: ['示例mother', 12_300] })
    await EditionRow.updateOne({ household: other }, { cells: ['示例neighbour', 45_600] })
    rig.forget()
    const read = async (token: string) =>
      (await rig.ask('GET /api/notices/:id', { params: { id: 'n1' }, token })).body
    const seen = await read(carer)
    expect(seen).toMatchObject({ access: 'title', plain: null, body: null })
    expect(seen.table).toMatchObject({
      total: 1,
      totals: [],
      rows: [{ own: true, cells: ['示例mother', 12_300] }],
    })
    expect(JSON.stringify(seen)).not.toMatch(/neighbour|45600|只给本村看的话/)
    const rows = await rig.ask('GET /api/notices/:id/rows', { params: { id: 'n1' }, query: {}, token: carer })
    expect([rows.body.total, rows.body.rows.length]).toEqual([1, 1])
    const household = await rig.ask('GET /api/screens/home', { query: { region: hutang }, token: carer })
    expect(household.body.household.map(({ id, plain }) => [id, plain])).toEqual([['n1', null]])
    const stranger = await tokenOf(
      rig,
      await aPerson(rig.deps.models, { id: 'stranger', now: rig.clock.now() }),
    )
    expect((await read(stranger)).table).toBeNull()
  })

  it('stops at once when either side ends it', async () => {
    for (const [n, ends] of [
      [1, (id: string) => end(id)],
      [2, (id: string) => decide(id, false)],
    ] as const) {
      const id = await agreed()
      await published(`before${n}`, [home])
      expect((await ends(id)).status).toBe(200)
      await published(`after${n}`, [home])
      expect((await told('daughter')).map(([subject]) => subject)).toContain(`before${n}`)
      expect((await told('daughter')).map(([subject]) => subject)).not.toContain(`after${n}`)
      const notice = await rig.ask('GET /api/notices/:id', { params: { id: `before${n}` }, token: carer })
      expect(notice.body.table).toBeNull()
      expect((await decide(id, true)).status).toBe(409)
    }
  })

  it('that ended between matching and sealing is not told any more', async () => {
    const id = await agreed()
    rig.clock.advance(minute)
    await rig.publish('n1', 31, { households: [home] })
    let ended = false
    const engine = rig.engine({
      async reached(step) {
        if (step === 'match' && !ended) {
          ended = true
          await end(id)
        }
      },
    })
    await engine.runOnce()
    expect(rig.phone('daughter')).toEqual([])
  })

  it('may be agreed to by the office, with the household’s word on paper, which is recorded', async () => {
    const since = new Date(rig.clock.now().getTime() - minute)
    await aPerson(rig.deps.models, { id: 'clerk', now: rig.clock.now() })
    await rig.deps.models.Role.create({ _id: 'r', person: 'clerk', region: hutang, role: 'clerk', since })
    const clerk = await tokenOf(rig, 'clerk')
    const { id } = (await ask()).body
    const list = await rig.ask('GET /api/regions/:code/proxies', { params: { code: hutang }, token: clerk })
    expect(list.body.proxies).toMatchObject([{ id, household: home, relation: '女儿' }])
    expect(
      (await rig.ask('GET /api/regions/:code/proxies', { params: { code: hutang }, token: carer })).status,
    ).toBe(403)
    expect((await decide(id, true, clerk)).body.state).toBe('held')
    expect(await rig.deps.models.Audit.countDocuments({ act: 'proxyAgreed', subject: id })).toBe(1)
    await published('n1', [home])
    expect(await told('daughter')).toEqual([['n1', 'household']])
    await decide(id, false, clerk)
    expect(await rig.deps.models.Audit.countDocuments({ act: 'proxyEnded', subject: id })).toBe(1)
  })

  it('ends when the household splits or is merged away', async () => {
    await agreed()
    const split = `${hutang}:HT-1-1`
    const household = await rig.deps.models.Household.findById(home).lean()
    await writeRegister(rig.deps, hutang, [
      { of: 'household', insert: { ...household, _id: split, code: 'HT-1-1' } as never },
      {
        ...{ of: 'person', id: 'mother', was: { 'residence.household': home } },
        set: { 'residence.household': split },
      },
    ])
    expect(await rig.deps.models.HouseholdProxy.findOne().lean()).toMatchObject({
      ...{ state: 'ended', open: false, endedBy: 'register' },
    })
    expect((await proxies(carer)).mine).toEqual([])
    await published('n1', [home, split])
    expect(await told('daughter')).toEqual([])
  })

  it('goes along when the account is verified as a resident', async () => {
    await agreed()
    const own = await resident(rig, 'resident', 'HT-7')
    const { moveProxies } = await import('../../server/src/features/residents')
    await moveProxies(rig.deps, 'daughter', 'resident')
    await moveProxies(rig.deps, 'daughter', 'resident')
    await published('n1', [home, own])
    expect([await told('daughter'), await told('resident')]).toEqual([[], [['n1', 'household']]])
  })
})
