import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { showPoliciesAgain } from '../../server/src/features/policies/standing/hide'
import { finishPendingPolicies } from '../../server/src/features/policies/workflow/sweep'
import { ok, tokensOf } from '../api/policies-setup'
import { cond, minute, type PackagesRig, packagesRig } from './packages-rig'

let rig: PackagesRig
beforeAll(async () => {
  rig = await packagesRig()
  for (const id of ['wang', 'li']) await rig.person(id)
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const reason = '附件带了私人信息。'
const step = (who: 'writer' | 'reviewer' | 'signatory', id: string) => ({
  params: { id },
  token: tokensOf(rig)[who],
})
const hide = (id: string) =>
  rig.ask('POST /api/policies/:id/hide', { ...step('signatory', id), body: { reason } })
const unhide = (id: string) => rig.ask('POST /api/policies/:id/unhide', { ...step('reviewer', id), body: {} })
const editions = async () => (await rig.announced()).map(({ edition }) => edition)
const entries = async (who: string, firm: string) =>
  ok(
    await rig.ask('GET /api/enterprises/:id/package', {
      params: { id: firm },
      token: rig.tokenFor(who),
    }),
  ).entries.map(({ policy }) => policy.id)

describe('while a policy is hidden', () => {
  it('it is in no package and nothing of it is told; shown again it is nothing new', async () => {
    const firm = await rig.firm('wang', 1)
    await rig.tick()
    const { id } = await rig.policy()
    await rig.tick()
    expect([await editions(), await entries('wang', firm.id)]).toEqual([['1.new'], [id]])
    ok(await hide(id))
    rig.clock.advance(minute)
    await rig.tick()
    expect([await editions(), await entries('wang', firm.id)]).toEqual([['1.new'], []])
    // A profile that changes meanwhile is looked at without it.
    await rig.answer('wang', firm.id, { insuredStaff: 3 })
    await rig.tick()
    ok(await unhide(id))
    rig.clock.advance(minute)
    for (let round = 0; round < 2; round += 1) await rig.tick()
    expect([await editions(), await entries('wang', firm.id)]).toEqual([['1.new'], [id]])
  })

  it('who enters their firm meanwhile hears of it no more than of other policies that were there before', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    const { id } = await rig.policy()
    await rig.tick()
    ok(await hide(id))
    await rig.firm('li', 2)
    await rig.tick()
    rig.clock.advance(24 * 60 * minute)
    await showPoliciesAgain(rig.deps)
    rig.forget()
    for (let round = 0; round < 2; round += 1) await rig.tick()
    expect((await rig.matches('li')).length).toBeLessThanOrEqual(1)
    expect((await rig.matches('wang')).map(({ announcement }) => announcement)).toHaveLength(1)
  })

  it('a correction that was begun waits with it, is published after it, and tells what it changed', async () => {
    await rig.firm('wang', 1, { insuredStaff: 3 })
    await rig.tick()
    const { id } = await rig.policy()
    await rig.tick()
    const [writing, reviewing, signing] = [step('writer', id), step('reviewer', id), step('signatory', id)]
    rig.clock.advance(minute)
    const begun = ok(await rig.ask('POST /api/policies/:id/correct', writing))
    const rule = { all: [cond('insuredStaff', 'gte', 10)] }
    const change = { note: '更正条件', size: 'major' as const }
    const body = { revision: begun.revision, content: { rule }, change }
    const { revision } = ok(await rig.ask('PUT /api/policies/:id', { ...writing, body }))
    const submitted = await rig.ask('POST /api/policies/:id/submit', { ...writing, body: { revision } })
    const { contentHash } = ok(submitted)
    const decision = { decision: 'approve' as const, contentHash }
    const review = () => rig.ask('POST /api/policies/:id/review', { ...reviewing, body: decision })
    const publish = () => rig.ask('POST /api/policies/:id/publish', { ...signing, body: { contentHash } })
    ok(await hide(id))
    for (const answer of [await review(), await publish()]) expect(answer.error.code).toBe('hiddenNow')
    await finishPendingPolicies(rig.deps)
    await rig.tick()
    expect(await editions()).toEqual(['1.new'])
    ok(await unhide(id))
    ok(await review())
    ok(await publish())
    rig.clock.advance(minute)
    await rig.tick()
    expect(await editions()).toEqual(['1.new', '2.changed'])
  })
})
