import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { codeOf, companies, cond, type PackagesRig, packagesRig } from '../features/packages-rig'
import { township } from './notices-setup'
import { draftPolicy, ok, policyContent, seedOfficer, tokensOf } from './policies-setup'

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

const draft = (content: object = {}) => draftPolicy(rig, policyContent({ ...companies, ...content }))
const trial = (id: string, token = tokensOf(rig).writer) =>
  rig.ask('POST /api/policies/:id/trial', { params: { id }, token })

const registered = (no: number, more: object = {}) =>
  rig.deps.models.RegisteredEnterprise.create({
    ...{ _id: codeOf(no), name: `名录${no}号公司`, kind: 'company', region: township.code },
    ...{ industry: null, foundedOn: '2020-01-01', at: rig.clock.now(), ...more },
  })

describe('a draft tried before it is published', () => {
  const rule = {
    all: [
      cond('kind', 'in', ['company'], { sourceText: '申请的是企业。' }),
      cond('landArea', 'gte', 5_000, { sourceText: '流转面积50亩以上。' }),
      cond('patents', 'gte', 1, { hard: false, sourceText: '有专利的，优先安排。' }),
    ],
  }

  it('says how many it would fit, and what stands in the way of the others', async () => {
    await rig.firm('wang', 1, { landArea: 8_000 })
    await rig.firm('wang', 2, { landArea: 3_200 })
    await rig.firm('li', 3)
    await registered(4)
    await registered(5, { kind: 'soleTrader', name: '名录5号小店' })
    // Of another township, and one that is in both lists.
    await registered(6, { region: '310116110' })
    await registered(1)
    const answer = ok(await trial((await draft({ rule })).id))
    expect(answer.text).toBe('5家：1家符合，2家可能符合，2家不符合。')
    expect(answer).toMatchObject({ enterprises: 5, registerOnly: 2, whole: true, edition: 1 })
    expect(answer.counts).toEqual({ eligible: 1, possible: 2, notEligible: 2, received: 0 })
    expect(
      answer.conditions.map(({ text, met, unmet, unknown, alone }) => [text, met, unmet, unknown, alone]),
    ).toEqual([
      ['主体类型是企业', 4, 1, 0, 1],
      ['流转面积50亩以上', 1, 1, 3, 1],
      ['有效发明专利1件以上', 0, 0, 5, 0],
    ])
    expect(answer.samples).toEqual([
      { name: '示例1号公司', outcome: 'eligible', registerOnly: false, why: [] },
      { name: '示例3号公司', outcome: 'possible', registerOnly: false, why: ['还不知道：流转面积'] },
      { name: '名录4号公司', outcome: 'possible', registerOnly: true, why: ['还不知道：流转面积'] },
      { name: '示例2号公司', outcome: 'notEligible', registerOnly: false, why: ['不是：流转面积50亩以上'] },
      { name: '名录5号小店', outcome: 'notEligible', registerOnly: true, why: ['不是：主体类型是企业'] },
    ])
  })

  it('names no person and no value that an enterprise has filled in', async () => {
    await rig.firm('wang', 1, { landArea: 3_217 })
    const text = JSON.stringify(ok(await trial((await draft({ rule })).id)))
    for (const secret of ['wang', '示例wang', '3217', '32.17']) expect(text).not.toContain(secret)
  })

  it('leaves nothing behind, and tells nobody', async () => {
    await rig.firm('wang', 1, { landArea: 8_000 })
    await rig.tick()
    const { id } = await draft({ rule })
    ok(await trial(id))
    await rig.tick()
    expect(await rig.announced()).toEqual([])
    expect(ok(await rig.ask('GET /api/policies', { query: {} })).items).toEqual([])
  })

  it('is exactly what the enterprises find once it is published', async () => {
    const one = await rig.firm('wang', 1, { landArea: 8_000 })
    const other = await rig.firm('li', 3, { landArea: 10 })
    const { id } = await rig.policy({ rule, text: '申请的是企业。流转面积50亩以上。有专利的，优先安排。' })
    expect(ok(await trial(id)).counts).toMatchObject({ eligible: 1, notEligible: 1 })
    await rig.tick()
    const own = async (firm: string, owner: string) =>
      ok(
        await rig.ask('GET /api/enterprises/:id/package', {
          params: { id: firm },
          token: rig.tokenFor(owner),
        }),
      ).entries.map(({ outcome }) => outcome)
    expect([await own(one.id, 'wang'), await own(other.id, 'li')]).toEqual([['eligible'], []])
  })

  it('says so where there is nothing to try it with, or nothing is asked', async () => {
    expect(ok(await trial((await draft({ rule })).id)).text).toBe('这里还没有登记的企业，没有可以试的。')
    await rig.firm('wang', 1)
    expect(ok(await trial((await draft({ rule: { all: [] } })).id)).note).toBe(
      '还没有写条件，所以每一家都符合。',
    )
  })

  it('shows at most twenty of a kind', async () => {
    for (let no = 10; no < 40; no += 1) await registered(no)
    const answer = ok(await trial((await draft()).id))
    expect([answer.enterprises, answer.samples.length]).toEqual([30, 20])
    expect(answer.note).toContain('30家只有全区名录上的几样')
  })

  it('is for those who work on it', async () => {
    const { id } = await draft({ rule })
    expect((await rig.ask('POST /api/policies/:id/trial', { params: { id } })).status).toBe(401)
    expect((await trial(id, rig.tokenFor('wang'))).status).toBe(403)
    const stranger = await seedOfficer(rig, 'elsewhere', 'township-officer', '310116110')
    expect((await trial(id, stranger)).status).toBe(403)
    expect((await trial('nothing')).status).toBe(404)
  })
})
