import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { newEngine } from '../../server/src/features/push/engines'
import type { DeliveryDoc, MatchDoc } from '../../server/src/features/push/push.model'
import { township } from '../api/notices-setup'
import { ok, tokensOf } from '../api/policies-setup'
import { preferences } from '../support/builders'
import { cond, minute, type PackagesRig, packagesRig } from './packages-rig'

let rig: PackagesRig
beforeAll(async () => {
  rig = await packagesRig()
  for (const id of ['wang', 'li', 'zhao']) await rig.person(id)
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const engine = () => newEngine(rig.deps, { channels: [] }).runOnce()
const follows = async (who: string, frequency: 'immediate' | 'daily' = 'immediate') => {
  const token = rig.tokenFor(who)
  ok(await rig.ask('PUT /api/me/preferences', { body: preferences({ frequency }), token }))
  const body = { subscriptions: [{ region: township.code, policy: {} }] }
  ok(await rig.ask('PUT /api/me/subscriptions', { body, token }))
  rig.clock.advance(1000)
}
/** What was said to a person, of what and why. */
const said = async (person: string) => {
  const { models } = rig.deps
  const deliveries = await models.Delivery.find({ person }).sort({ at: 1 }).lean<DeliveryDoc[]>()
  return deliveries.flatMap(({ items }) =>
    items.flatMap(({ subject, why }) => (subject.kind.startsWith('p') ? [[subject.id, why]] : [])),
  )
}
const inbox = async (who: string) =>
  ok(await rig.ask('GET /api/me/inbox', { query: {}, token: rig.tokenFor(who) }))
const matchOf = (person: string, kind: 'policy' | 'package') =>
  rig.deps.models.Match.findOne({ person, 'subject.kind': kind }).lean<MatchDoc>()
const both = '因为与您的企业有关，因为您订阅了“漕泾镇全部政策”'
const follower = '因为您订阅了“漕泾镇全部政策”'

describe('who follows policies and acts for a firm', () => {
  it('that one fits is told once of it, with both reasons; who only follows at once', async () => {
    const firm = await rig.firm('wang', 1)
    await rig.tick()
    for (const who of ['wang', 'li']) await follows(who)
    const { id } = await rig.policy()
    await engine()
    expect(await said('li')).toEqual([[id, follower]])
    expect(await said('wang')).toEqual([])
    for (let round = 0; round < 4; round += 1) {
      rig.clock.advance(minute)
      await rig.tick()
    }
    expect(await said('wang')).toEqual([[`${id}@${firm.id}`, both]])
    expect(await matchOf('wang', 'policy')).toMatchObject({ state: 'superseded', outcome: 'told' })
    const { items } = await inbox('wang')
    expect(items.map(({ kind, reasons }) => [kind, reasons])).toEqual([
      ['published', ['与我的企业有关', '订阅了漕泾镇全部政策']],
      ['status', ['与我的企业有关']],
    ])
    expect(await said('li')).toHaveLength(1)
  })

  it('has an entry for each of two firms, and none beside them', async () => {
    const [one, two] = [await rig.firm('wang', 1), await rig.firm('wang', 2)]
    await rig.tick()
    await follows('wang')
    const { id } = await rig.policy()
    for (let round = 0; round < 4; round += 1) {
      await rig.tick()
      rig.clock.advance(4 * minute)
    }
    expect((await said('wang')).sort()).toEqual([one, two].map((firm) => [`${id}@${firm.id}`, both]).sort())
  })

  it('that one does not fit is told by following, after the firm was looked at', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    await follows('wang')
    const { id } = await rig.policy({ rule: { all: [cond('kind', 'in', ['cooperative'])] } })
    await engine()
    expect(await said('wang')).toEqual([])
    await rig.tick()
    rig.clock.advance(minute)
    await rig.tick()
    expect(await said('wang')).toEqual([[id, follower]])
  })

  it('is told by following though nobody looks at firms, five minutes later', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    await follows('wang')
    const { id } = await rig.policy()
    for (let round = 0; round < 4; round += 1) {
      rig.clock.advance(minute)
      await engine()
    }
    expect(await said('wang')).toEqual([])
    rig.clock.advance(2 * minute)
    await engine()
    expect(await said('wang')).toEqual([[id, follower]])
  })

  it('and wants nothing personal is told by following', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    await follows('wang')
    const token = rig.tokenFor('wang')
    const body = preferences({ frequency: 'immediate', personal: false })
    ok(await rig.ask('PUT /api/me/preferences', { body, token }))
    const { id } = await rig.policy()
    await rig.tick()
    rig.clock.advance(minute)
    await rig.tick()
    expect(await said('wang')).toEqual([[id, follower]])
  })

  it('and leaves the firm before its message went is told by following', async () => {
    const firm = await rig.firm('wang', 1)
    await rig.tick()
    await follows('wang')
    const { id } = await rig.policy()
    const job = rig.deps.features.find(({ name }) => name === 'packages')?.jobs?.(rig.deps)[0]
    await job?.run()
    const { EnterpriseLink, Person } = rig.deps.models
    await EnterpriseLink.updateMany({ enterprise: firm.id }, { $set: { state: 'ended' } })
    await Person.updateOne({ _id: 'wang' }, { $set: { enterprises: [] } })
    rig.forget()
    await engine()
    rig.clock.advance(minute)
    await engine()
    expect(await said('wang')).toEqual([[id, follower]])
  })

  it('has one line of it in the digest', async () => {
    const firm = await rig.firm('wang', 1)
    await rig.tick()
    await follows('wang', 'daily')
    const { id } = await rig.policy()
    await rig.tick()
    const preview = ok(await rig.ask('GET /api/me/digest', { query: {}, token: rig.tokenFor('wang') }))
    expect(preview.groups.flatMap(({ lines }) => lines)).toHaveLength(1)
    rig.clock.advance(24 * 60 * minute)
    for (let round = 0; round < 3; round += 1) {
      await engine()
      rig.clock.advance(minute)
    }
    expect(await said('wang')).toEqual([[`${id}@${firm.id}`, both]])
  })

  it('is told of 额满 once, too', async () => {
    const firm = await rig.firm('wang', 1)
    await rig.tick()
    const { id } = await rig.policy()
    await rig.tick()
    await follows('wang')
    rig.clock.advance(minute)
    const body = { state: 'spent' as const, extendedTo: null, note: '' }
    ok(
      await rig.ask('POST /api/policies/:id/availability', {
        ...{ params: { id }, body, token: tokensOf(rig).signatory },
      }),
    )
    for (let round = 0; round < 3; round += 1) {
      await engine()
      await rig.tick()
      rig.clock.advance(minute)
    }
    expect(await said('wang')).toEqual([[`${id}@${firm.id}`, both]])
  })
})

it('the last day of a policy that one follows stands among what is urgent at home, until it has passed', async () => {
  const { id } = await rig.policy({ window: { kind: 'dates', from: '2026-11-01', to: '2026-12-31' } })
  const due = async () =>
    ok(
      await rig.ask('GET /api/screens/home', {
        query: { region: township.code },
        token: rig.tokenFor('zhao'),
      }),
    ).due
  expect(await due()).toEqual([])
  const body = { subscriptions: [{ region: township.code, policy: { id } }] }
  ok(await rig.ask('PUT /api/me/subscriptions', { body, token: rig.tokenFor('zhao') }))
  expect(await due()).toMatchObject([
    { notice: id, link: `policies/policy/index?id=${id}`, day: '2026-12-31', itemName: '关注的政策' },
  ])
  rig.clock.advance(50 * 24 * 60 * minute)
  expect(await due()).toEqual([])
})
