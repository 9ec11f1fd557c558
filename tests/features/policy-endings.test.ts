import type { RouteKey } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { showPoliciesAgain } from '../../server/src/features/policies/standing/hide'
import { finishPendingPolicies } from '../../server/src/features/policies/workflow/sweep'
import { newEngine } from '../../server/src/features/push/engines'
import { renewed, township } from '../api/notices-setup'
import {
  draftPolicy,
  ok,
  policyContent,
  publishedPolicy,
  type Township,
  tokensOf,
  townshipApp,
} from '../api/policies-setup'
import type { AskOptions } from '../support/app'
import { preferences } from '../support/builders'

const marker = '泄露标记鹮'
const hour = 3_600_000

let t: Township
beforeAll(async () => {
  t = await townshipApp()
})
afterAll(() => t.close())

type Who = 'writer' | 'reviewer' | 'signatory'
const as = <K extends RouteKey>(who: Who | null, key: K, id: string, options: AskOptions<K> = {}) =>
  t.ask(key, {
    params: { id },
    ...options,
    ...(who ? { token: tokensOf(t)[who] } : {}),
  } as AskOptions<K>)

const withMarker = () =>
  draftPolicy(
    t,
    policyContent({ title: `扶持${marker}`, text: `${policyContent().text}\n联系人${marker}，按原文办理。` }),
  )
const hide = (who: Who, id: string) =>
  as(who, 'POST /api/policies/:id/hide', id, { body: { reason: '附件带了私人信息。' } })
const takeDown = (who: Who, id: string) =>
  as(who, 'POST /api/policies/:id/takedown', id, {
    body: { reason: '附件带了私人信息。', kinds: ['name'] },
    headers: { 'idempotency-key': `down-${id}` },
  })
const run = async () => {
  t.clock.advance(1000)
  await newEngine(t.deps, { channels: [] }).runOnce()
}
const isListed = async (id: string) =>
  ok(await t.ask('GET /api/policies', {})).items.some((one) => one.id === id)

describe('a policy that is hidden', () => {
  it('is read by nobody but who decides, waits with everything, and shows again by the clock', async () => {
    const { id } = await publishedPolicy(t, await withMarker())
    expect((await hide('writer', id)).error).toMatchObject({ code: 'forbidden' })
    expect(ok(await hide('reviewer', id))).toMatchObject({
      policyState: 'published',
      hidden: { mine: true, reason: '附件带了私人信息。' },
    })
    const read = await as(null, 'GET /api/policies/:id', id)
    expect([read.status, read.error.message]).toEqual([404, expect.stringContaining('先遮住了')])
    expect(await isListed(id)).toBe(false)
    expect((await as('writer', 'GET /api/policies/:id/work', id)).error.code).toBe('hiddenNow')
    expect((await as('writer', 'POST /api/policies/:id/correct', id)).error.code).toBe('hiddenNow')
    const spent = { state: 'spent', extendedTo: null, note: '' } as const
    const stands = await as('signatory', 'POST /api/policies/:id/availability', id, { body: spent })
    expect(stands.error.code).toBe('hiddenNow')
    t.clock.advance(24 * hour)
    t.forget()
    expect((await as(null, 'GET /api/policies/:id', id)).status).toBe(200)
    expect(await showPoliciesAgain(t.deps)).toBe(1)
    expect(await isListed(id)).toBe(true)
    expect((await hide('reviewer', id)).error.message).toContain('另一位')
  })

  it('is not told of while it is hidden, and is told of afterwards', async () => {
    const following = { subscriptions: [{ region: township.code, policy: {} }] }
    ok(await t.ask('PUT /api/me/subscriptions', { body: following, token: renewed(t, 'villager') }))
    t.clock.advance(1000)
    const { id } = await publishedPolicy(t)
    ok(await hide('reviewer', id))
    await run()
    expect(await t.deps.models.Match.countDocuments({ 'subject.id': id })).toBe(0)
    ok(await as('signatory', 'POST /api/policies/:id/unhide', id, { body: {} }))
    await run()
    expect(await t.deps.models.Match.countDocuments({ 'subject.id': id })).toBe(1)
  })
})

describe('a policy that is taken down', () => {
  it('needs a second person, is deleted everywhere, and is told to who had it', async () => {
    const following = { subscriptions: [{ region: township.code, policy: {} }] }
    ok(await t.ask('PUT /api/me/subscriptions', { body: following, token: renewed(t, 'villager') }))
    const body = preferences({ frequency: 'immediate' })
    ok(await t.ask('PUT /api/me/preferences', { body, token: renewed(t, 'villager') }))
    t.clock.advance(1000)
    const { id } = await publishedPolicy(t, await withMarker())
    await run()
    ok(await as('writer', 'POST /api/policies/:id/correct', id))
    const report = { what: '原文里有不该公开的人' }
    const { id: reported } = ok(
      await t.ask('POST /api/policies/:id/leak-reports', { params: { id }, body: report }),
    )
    const desk = ok(
      await t.ask('GET /api/screens/desk', {
        query: { region: township.code },
        token: tokensOf(t).signatory,
      } as never),
    )
    expect(desk.leaks?.reports).toMatchObject([{ id: reported, notice: id, about: 'policy' }])
    ok(await t.ask('POST /api/me/inbox/read', { body: {}, token: renewed(t, 'villager') }))
    expect((await takeDown('signatory', id)).error.code).toBe('wrongState')
    ok(await hide('signatory', id))
    expect((await takeDown('signatory', id)).error.code).toBe('secondPerson')
    expect(ok(await takeDown('reviewer', id))).toMatchObject({ state: 'takenDown', itemName: '政策' })
    expect(ok(await takeDown('reviewer', id)).state).toBe('takenDown')
    const read = await as(null, 'GET /api/policies/:id', id)
    expect([read.status, read.error.message]).toEqual([404, expect.stringContaining('撤下')])
    expect((await as('writer', 'GET /api/policies/:id/work', id)).status).toBe(404)
    expect(ok(await as('reviewer', 'GET /api/policies/:id/leak-report', id))).toMatchObject({
      ...{ received: 1, opened: 1 },
      title: '关于漕泾镇一条政策误带个人信息的情况报告',
    })
    t.clock.advance(61_000)
    await finishPendingPolicies(t.deps)
    await run()
    // That it is gone is told too, and is not counted as a copy of it.
    expect(ok(await as('reviewer', 'GET /api/policies/:id/leak-report', id)).received).toBe(1)
    const { Announcement, Match, Policy, PolicyEdition } = t.deps.models
    expect(await Announcement.countDocuments({ 'subject.id': id, kind: 'takenDown' })).toBe(1)
    expect(await Match.countDocuments({ 'subject.id': id, kind: 'takenDown' })).toBe(1)
    expect(JSON.stringify(await Policy.find({ _id: id }).lean())).not.toContain(`扶持${marker}`)
    expect(JSON.stringify(await PolicyEdition.find({ policy: id }).lean())).not.toContain(marker)
    expect((await Policy.findById(id).lean())?.owed).toEqual([])
    const inbox = ok(await t.ask('GET /api/me/inbox', { token: renewed(t, 'villager') }))
    const told = inbox.items.filter(({ notice }) => notice.id === id)
    expect(told.map(({ notice }) => notice.title)).toEqual(told.map(() => expect.stringContaining('撤下')))
    expect(told.length).toBeGreaterThan(0)
    const state = ok(await t.ask('GET /api/leak-reports/:id', { params: { id: reported } }))
    expect(state.state).toBe('closed')
  })
})
