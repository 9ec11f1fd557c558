import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { newEngine } from '../../server/src/features/push/engines'
import type { MatchDoc } from '../../server/src/features/push/push.model'
import { renewed, township, village } from '../api/notices-setup'
import {
  draftPolicy,
  ok,
  policyContent,
  publishedPolicy,
  type Township,
  tokensOf,
  townshipApp,
} from '../api/policies-setup'
import { preferences } from '../support/builders'

let t: Township
beforeAll(async () => {
  t = await townshipApp()
})
afterAll(() => t.close())

type Wish = { region: string; below?: boolean; word?: string; policy?: object }
const follow = (who: 'villager' | 'outsider' | 'stranger' | 'neighbour', ...subscriptions: Wish[]) =>
  t.ask('PUT /api/me/subscriptions', { body: { subscriptions }, token: renewed(t, who) })
const run = async () => {
  t.clock.advance(1000)
  await newEngine(t.deps, { channels: [] }).runOnce()
}
/** Who was told of what, by their reasons. */
const toldOf = async (id: string, kind: string) => {
  const found = await t.deps.models.Match.find({ 'subject.id': id, kind: kind as 'status' }).lean<
    MatchDoc[]
  >()
  return Object.fromEntries(found.map(({ person, reasons }) => [person, [...reasons].sort()]))
}

describe('who follows policies', () => {
  it('by a need, an industry, an office or a word of a place is told of the policy, and nobody else', async () => {
    const issuer = '金山区农业农村委员会（示例）'
    ok(await follow('villager', { region: township.code, policy: { need: 'market' } }))
    ok(await follow('outsider', { region: '310116', below: true, policy: { industry: 'A0141' } }))
    ok(
      await follow(
        'neighbour',
        { region: township.code, policy: { office: issuer } },
        { region: township.code, word: '绿色食品' },
      ),
    )
    ok(
      await follow(
        'stranger',
        { region: township.code, policy: { need: 'land' } },
        { region: village.code, policy: {} },
      ),
    )
    t.clock.advance(1000)
    const { id } = await publishedPolicy(t)
    await run()
    expect(await toldOf(id, 'published')).toEqual({
      'p-villager': ['scope:310116109!need=market'],
      'p-outsider': ['scope:310116+!industry=A01'],
      'p-neighbour': [`scope:310116109!office=金山区农业农村委员会(示例)`, 'scope:310116109~绿色食品'],
    })
  })

  it('is told of 额满 and 延期 as of the policy, and by following one policy; a mute silences that one', async () => {
    const { id } = await publishedPolicy(t, await draftPolicy(t, policyContent({ needs: ['land'] })))
    ok(await follow('villager', { region: township.code, policy: { id } }))
    ok(await follow('outsider'))
    ok(await follow('neighbour', { region: township.code, policy: {} }))
    ok(await t.ask('PUT /api/me/mutes', { body: { mutes: [{ policy: id }] }, token: renewed(t, 'stranger') }))
    t.clock.advance(1000)
    ok(
      await t.ask('POST /api/policies/:id/availability', {
        params: { id },
        body: { state: 'spent', extendedTo: null, note: '' },
        token: tokensOf(t).signatory,
      }),
    )
    await run()
    expect(await toldOf(id, 'status')).toEqual({
      'p-villager': [`scope:!policy=${id}`],
      'p-neighbour': ['scope:310116109!all'],
      'p-stranger': ['scope:310116109!need=land'],
    })
    const muted = await t.deps.models.Match.findOne({
      'subject.id': id,
      kind: 'status',
      person: 'p-stranger',
    }).lean()
    expect(muted).toMatchObject({ state: 'dropped', outcome: 'muted' })
    const inbox = ok(await t.ask('GET /api/me/inbox', { token: renewed(t, 'villager') }))
    expect(inbox.items[0]).toMatchObject({
      kind: 'status',
      reasons: ['订阅了这条政策'],
      notice: { title: '绿色食品奖补（示例）', link: `policies/policy/index?id=${id}` },
    })
  })

  it('who was told of it hears of its withdrawal, whatever they follow then', async () => {
    ok(
      await t.ask('PUT /api/me/preferences', {
        body: preferences({ frequency: 'immediate' }),
        token: renewed(t, 'villager'),
      }),
    )
    ok(await follow('villager', { region: township.code, policy: {} }))
    ok(await follow('neighbour'))
    ok(await follow('stranger'))
    t.clock.advance(1000)
    const { id } = await publishedPolicy(t)
    await run()
    ok(await follow('villager'))
    ok(
      await t.ask('POST /api/policies/:id/withdraw', {
        params: { id },
        body: { reason: '上级文件已经废止。' },
        token: tokensOf(t).signatory,
      }),
    )
    await run()
    expect(await toldOf(id, 'withdrawn')).toEqual({ 'p-villager': ['received'] })
  })
})

describe('我的订阅', () => {
  it('says what of policies is followed, in words, and takes it back as it gave it', async () => {
    const { id } = await publishedPolicy(t)
    const { subscriptions } = ok(
      await follow(
        'stranger',
        { region: township.code, below: true, policy: {} },
        { region: township.code, policy: { need: 'money' } },
        { region: township.code, policy: { industry: 'A01' } },
        { region: township.code, policy: { office: '区农业农村委' } },
        { region: township.code, policy: { id } },
      ),
    )
    expect(subscriptions.map(({ label }) => label).sort()).toEqual(
      [
        '漕泾镇（连同下面的村镇）全部政策',
        '漕泾镇“资金”方面的政策',
        '漕泾镇“农业”的政策',
        '漕泾镇“区农业农村委”发的政策',
        '政策“绿色食品奖补（示例）”',
      ].sort(),
    )
    const wishes = subscriptions.map(({ region, below, policy }) => ({
      region,
      ...(below ? { below } : {}),
      ...(policy ? { policy } : {}),
    }))
    const again = ok(await follow('stranger', ...wishes))
    expect(again.subscriptions.map((one) => one.id).sort()).toEqual(subscriptions.map((one) => one.id).sort())
  })

  it.each([
    ['a policy that there is not', { policy: { id: 'none' } }, 'subscriptions.0.policy.id'],
    ['an industry that there is not', { policy: { industry: 'A99' } }, 'subscriptions.0.policy.industry'],
    ['two things at once', { policy: { need: 'money', industry: 'A01' } }, 'subscriptions.0.policy'],
    ['a policy and a word', { policy: {}, word: '补贴' }, 'subscriptions.0'],
  ])('refuses %s', async (_what, wish, field) => {
    const { status, error } = await follow('stranger', { region: township.code, ...wish })
    expect([status, error.fields?.map((one) => one.field)]).toEqual([422, [field]])
  })
})
