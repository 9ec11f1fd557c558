import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ok, tokensOf } from '../api/policies-setup'
import { cond, type PackagesRig, packagesRig } from './packages-rig'

let rig: PackagesRig
beforeAll(async () => {
  rig = await packagesRig()
  for (const id of ['wang', 'li']) await rig.person(id)
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const told = async (id: string) =>
  ok(await rig.ask('GET /api/policies/:id/told', { params: { id }, token: tokensOf(rig).writer }))

describe('an officer publishes a policy and reaches exactly those', () => {
  it('whom the trial said, each person once, and sees who opened it', async () => {
    const answers = (landArea: number) => ({ landArea })
    await rig.firm('wang', 1, answers(8_000))
    await rig.firm('wang', 2, answers(9_000))
    await rig.firm('li', 3, answers(100))
    await rig.tick()
    const rule = { all: [cond('landArea', 'gte', 5_000, { sourceText: '流转面积50亩以上。' })] }
    const { id } = await rig.policy({ rule, text: '流转面积50亩以上。' })
    const trial = ok(
      await rig.ask('POST /api/policies/:id/trial', { params: { id }, token: tokensOf(rig).writer }),
    )
    expect(trial.counts).toMatchObject({ eligible: 2, notEligible: 1 })
    await rig.tick()
    expect(await told(id)).toEqual({ told: 1, opened: 0, enterprises: 2, counting: false })
    expect((await rig.matches('li')).length).toBe(0)
    const [first] = await rig.matches('wang')
    ok(
      await rig.ask('POST /api/me/inbox/read', {
        body: { ids: [first?._id ?? ''] },
        token: rig.tokenFor('wang'),
      }),
    )
    expect(await told(id)).toMatchObject({ told: 1, opened: 1 })
  })

  it('is nobody’s to see who does not work on it', async () => {
    const { id } = await rig.policy()
    const params = { id }
    expect((await rig.ask('GET /api/policies/:id/told', { params })).status).toBe(401)
    const token = rig.tokenFor('wang')
    expect((await rig.ask('GET /api/policies/:id/told', { params, token })).status).toBe(403)
  })
})
