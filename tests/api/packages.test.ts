import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { codeOf, cond, minute, type PackagesRig, packagesRig } from '../features/packages-rig'
import { township } from './notices-setup'
import { ok, tokensOf } from './policies-setup'

let rig: PackagesRig
beforeAll(async () => {
  rig = await packagesRig()
  for (const id of ['wang', 'li']) await rig.person(id)
})
beforeEach(async () => {
  await rig.reset()
  await rig.deps.models.RegisteredEnterprise.deleteMany({})
})
afterAll(() => rig.close())

const registered = codeOf(77)
const asked = (body: object) => rig.ask('POST /api/package', { body })
const year = 100_000_000

async function fourPolicies() {
  const ids: string[] = []
  const add = async (title: string, more: object) => ids.push((await rig.policy({ title, ...more })).id)
  await add('给企业的（示例）', {
    rule: { all: [cond('kind', 'in', ['company'], { sourceText: '本镇企业均可申报' })] },
    amount: { kind: 'fixed', fen: 3 * year },
    benefits: ['award'],
    text: '本镇企业均可申报。',
  })
  await add('二选一（示例）', {
    rule: { all: [cond('kind', 'in', ['company'])] },
    amount: { kind: 'fixed', fen: year },
    excludes: [ids[0] ?? ''],
    benefits: ['grant'],
    window: { kind: 'dates', from: '2026-11-01', to: '2026-11-27' },
  })
  await add('要专利（示例）', {
    rule: { all: [cond('industry', 'prefix', ['C']), cond('patents', 'gte', 1)] },
    amount: { kind: 'upTo', fen: 2 * year },
    benefits: ['award'],
  })
  await add('给合作社的（示例）', { rule: { all: [cond('kind', 'in', ['cooperative'])] } })
  return ids
}

const inRegister = (code: string) =>
  rig.deps.models.RegisteredEnterprise.create({
    ...{ _id: code, name: '示例机械厂', kind: 'company', region: township.code },
    ...{ industry: 'C3572', foundedOn: '2020-05-06', at: rig.clock.now() },
  })

describe('a package without an account', () => {
  it('asks once more where a figure looks like the wrong unit, and refuses nothing', async () => {
    await fourPolicies()
    const answers = { kind: 'company', staff: 10, revenueFen: 50_000 }
    expect(ok(await asked({ answers })).doubts).toEqual([
      { field: 'answers.revenueFen', message: '2025年：营业收入是500元吗？是不是应为500万元？' },
    ])
    expect(ok(await asked({ answers: { ...answers, revenueFen: null } })).doubts).toEqual([])
    await inRegister(registered)
    const byCode = { creditCode: registered, answers: { assetsFen: 90_000 } }
    expect(ok(await asked(byCode)).doubts.map(({ field }) => field)).toEqual(['answers.assetsFen'])
  })

  it('by the code alone says what fits, why, until when, and how much at most', async () => {
    const [first, second, third] = await fourPolicies()
    await inRegister(registered)
    const found = ok(await asked({ creditCode: registered }))
    expect(found).toMatchObject({
      ...{ day: '2026-11-20', name: '示例机械厂', more: 0, seenAt: null },
      counts: { eligible: 2, possible: 1, received: 0, policies: 4 },
      // Of the two that exclude each other the dearer one, and what may come.
      most: { fen: 5 * year, text: '最高可达500万元（2项政策）', policies: 2, unknown: 0 },
    })
    expect(found.entries.map(({ policy, outcome }) => [policy.id, outcome])).toEqual([
      [second, 'eligible'],
      [first, 'eligible'],
      [third, 'possible'],
    ])
    expect(found.entries[1]?.conditions).toEqual([
      {
        ...{ text: '主体类型是企业', source: '本镇企业均可申报', own: '企业', truth: 'met', hard: true },
      },
    ])
    expect(found.entries[0]?.words).toContain('11月27日截止，还有5个工作日')
    expect(found.entries.map(({ counted }) => counted)).toEqual([false, true, true])
    expect(found.byBenefit).toEqual([
      { benefit: 'grant', policies: [second] },
      { benefit: 'award', policies: [first, third] },
    ])
    expect(found.byDeadline[0]).toEqual({ on: '2026-11-27', policies: [second] })
    expect(found.questions).toEqual([
      expect.objectContaining({ name: 'patents', words: '再答这1个问题，1项政策就清楚。', settles: 1 }),
    ])
  })

  it('by three answers is as useful, and a further answer settles what was open', async () => {
    await fourPolicies()
    const answers = { kind: 'company', region: township.code, foundedOn: '2020-05-06' }
    const found = ok(await asked({ answers }))
    expect(found.counts).toMatchObject({ eligible: 2, possible: 1 })
    expect(found.questions.map(({ name }) => name).sort()).toEqual(['industry', 'patents'])
    const more = ok(await asked({ answers: { ...answers, industry: 'C35', patents: 0 } }))
    expect(more.counts).toMatchObject({ eligible: 2, possible: 0 })
  })

  it('with a need shows first what meets it', async () => {
    await fourPolicies()
    const land = await rig.policy({ title: '用地（示例）', needs: ['land'] })
    const found = ok(await asked({ answers: { kind: 'company' }, needs: ['land'] }))
    expect(found.entries[0]?.policy.id).toBe(land.id)
  })

  it.each([
    ['a code that is none', { creditCode: `${registered.slice(0, 8)}X` }, 'creditCode'],
    ['a code that the register does not have, alone', { creditCode: registered }, 'creditCode'],
    ['an answer of another sort', { answers: { patents: 'many' } }, 'answers.patents'],
    ['an answer to nothing', { answers: { noSuchThing: 1 } }, 'answers.noSuchThing'],
  ])('%s is refused with the field', async (_what, body, field) => {
    const { status, error } = await asked(body)
    expect([status, error.fields?.[0]?.field]).toEqual([422, field])
  })

  it('of an unknown code with answers goes by the answers', async () => {
    await fourPolicies()
    const found = ok(await asked({ creditCode: registered, answers: { kind: 'cooperative' } }))
    expect(found.counts.eligible).toBe(1)
  })

  it('refuses a day that is to come, with the field', async () => {
    const asked = await rig.ask('POST /api/package', {
      body: { answers: { kind: 'company', foundedOn: '2030-01-01' } },
    })
    expect(asked.status).toBe(422)
    expect(asked.error.fields?.map(({ field }) => field)).toEqual(['answers.foundedOn'])
  })

  it('asked with nothing says what to ask first', async () => {
    await fourPolicies()
    const found = ok(await asked({}))
    expect(found.counts).toMatchObject({ eligible: 0, possible: 4 })
    expect(found.questions[0]?.name).toBe('kind')
  })

  it('keeps nothing', async () => {
    await fourPolicies()
    await asked({ answers: { kind: 'company' } })
    const { Package, PackageSeen, Enterprise } = rig.deps.models
    expect([
      await Package.countDocuments(),
      await PackageSeen.countDocuments(),
      await Enterprise.countDocuments(),
    ]).toEqual([0, 0, 0])
  })

  it('leaves out what is another township’s', async () => {
    await fourPolicies()
    const elsewhere = ok(await asked({ answers: { kind: 'company', region: '310116999' } }))
    expect(elsewhere.counts.policies).toBe(0)
  })
})

describe('the package of one’s own enterprise', () => {
  const own = (id: string, who = 'wang') =>
    rig.ask('GET /api/enterprises/:id/package', { params: { id }, token: rig.tokenFor(who) })
  const seen = (id: string, who = 'wang') =>
    rig.ask('POST /api/enterprises/:id/package/seen', { params: { id }, token: rig.tokenFor(who) })
  const news = async (id: string) => (ok(await own(id)).entries ?? []).map((one) => one.news?.text ?? null)

  it('says what is new, changed and closing since the person last looked', async () => {
    const { id } = await rig.firm('wang', 1)
    const policy = await rig.policy({ window: { kind: 'dates', from: '2026-11-01', to: '2026-12-11' } })
    expect(await news(id)).toEqual([null])
    ok(await seen(id))
    expect(ok(await own(id)).seenAt).toBe('2026-11-20T02:00:00.000Z')
    const later = await rig.policy({
      title: '新出的（示例）',
      window: { kind: 'dates', from: '2026-11-01', to: '2026-12-25' },
    })
    expect(await news(id)).toEqual([null, '新的'])
    rig.clock.advance(minute)
    const body = { state: 'spent' as const, extendedTo: null, note: '' }
    ok(
      await rig.ask('POST /api/policies/:id/availability', {
        ...{ params: { id: policy.id }, body, token: tokensOf(rig).signatory },
      }),
    )
    expect(ok(await own(id)).entries.map((one) => [one.policy.id, one.news?.text])).toEqual([
      [later.id, '新的'],
      [policy.id, '额满了'],
    ])
    ok(await seen(id))
    expect(await news(id)).toEqual([null, null])
    rig.to('2026-12-16')
    expect(await news(id)).toEqual(['快截止了', null])
  })

  it('says again what was received, and from when it may be had again', async () => {
    const { id } = await rig.firm('wang', 1)
    const policy = await rig.policy()
    const received = [{ policy: policy.id, on: '2026-06-01', fen: null }]
    const { revision } = ok(
      await rig.ask('GET /api/enterprises/:id', { params: { id }, token: rig.tokenFor('wang') }),
    )
    ok(
      await rig.ask('PUT /api/enterprises/:id', {
        ...{ params: { id }, body: { revision, profile: { received } }, token: rig.tokenFor('wang') },
      }),
    )
    expect(ok(await own(id)).entries).toMatchObject([
      { outcome: 'received', again: '2027-01-01', mayApply: false },
    ])
  })

  it('is nobody else’s', async () => {
    const { id } = await rig.firm('wang', 1)
    expect([(await own(id, 'li')).status, (await seen(id, 'li')).status]).toEqual([404, 404])
    expect((await rig.ask('GET /api/enterprises/:id/package', { params: { id } })).status).toBe(401)
  })
})
