import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { DeliveryDoc, MatchDoc, SealedItem } from '../../server/src/features/push/push.model'
import { hutang, openidOf } from '../support/builders'
import { minute, pushRig, type Rig } from './push-rig'

const tenThousand = 10_000
const many = 1000
let rig: Rig

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const later = (ms: number) => new Date(rig.clock.now().getTime() + ms)
const idOf = (n: number) => `held-${String(n).padStart(5, '0')}`

const matchOf = (_id: string, more: Partial<MatchDoc>): MatchDoc => ({
  _id,
  announcement: 'held',
  person: `p-${_id}`,
  subject: { kind: 'notice', id: 'held' },
  region: hutang,
  kind: 'published',
  urgency: 'ordinary',
  reasons: ['household'],
  at: later(-minute),
  readAt: null,
  state: 'pending',
  delivery: null,
  token: null,
  outcome: null,
  validUntil: null,
  lane: 'now',
  nextAt: later(-minute),
  againAt: null,
  ...more,
})

const deliveryOf = (_id: string, more: Partial<DeliveryDoc>): DeliveryDoc => ({
  _id,
  person: `p-${_id}`,
  kind: 'single',
  state: 'open',
  items: [],
  channels: ['wechat'],
  visit: false,
  token: 'another worker',
  leaseUntil: later(30 * minute),
  result: null,
  reason: null,
  at: later(-minute),
  ...more,
})

/** Matches of other workers' deliveries, all of which come before anything newer. */
async function held(many: number, match: Partial<MatchDoc>, delivery: Partial<DeliveryDoc>): Promise<void> {
  const { Match, Delivery } = rig.deps.models
  const ids = Array.from({ length: many }, (_, n) => idOf(n))
  const items = (id: string) => [{ match: id } as SealedItem]
  await Delivery.insertMany(
    ids.map((id) => deliveryOf(id, { items: items(id), ...delivery })),
    { lean: true },
  )
  await Match.insertMany(
    ids.map((id) => matchOf(id, { delivery: match.state === 'taken' ? id : null, ...match })),
    { lean: true },
  )
}

describe('thousands that are held (D19)', () => {
  it('by other workers do not delay the next one that is due', async () => {
    await held(tenThousand, { at: later(-10 * minute), urgency: 'prompt' }, { state: 'open' })
    await rig.follower('wang')
    await rig.publish('n1')
    await rig.engine().runOnce()
    expect(await rig.deps.models.Match.findOne({ person: 'wang' }).lean()).toMatchObject({ state: 'sent' })
    expect(await rig.deps.models.Match.countDocuments({ state: 'pending', lane: 'now' })).toBe(tenThousand)
    expect(rig.calls()).toBe(1)
  }, 120_000)

  it('by deliveries that wait do not delay the sweep of one whose delivery is gone', async () => {
    await held(many, { state: 'taken' }, { state: 'sealed' })
    await rig.deps.models.Match.create(matchOf('z-last', { state: 'taken', delivery: 'gone', token: 'dead' }))
    await rig.engine().sweep()
    expect(await rig.deps.models.Match.findById('z-last').lean()).toMatchObject({
      state: 'pending',
      delivery: null,
    })
    expect(await rig.deps.models.Match.countDocuments({ state: 'taken' })).toBe(many)
  }, 120_000)

  it('as reserved grants do not delay the sweep of one that nobody uses', async () => {
    const { Delivery, Grant } = rig.deps.models
    const grantOf = (_id: string, delivery: string) => ({
      _id,
      openid: openidOf(_id),
      template: 'demo-published',
      state: 'reserved' as const,
      at: rig.clock.now(),
      delivery,
    })
    const ids = Array.from({ length: many }, (_, n) => idOf(n))
    await Delivery.insertMany(
      ids.map((id) => deliveryOf(id, { state: 'sealed' })),
      { lean: true },
    )
    await Grant.insertMany(
      ids.map((id) => grantOf(id, id)),
      { lean: true },
    )
    await Grant.create(grantOf('z-last', 'gone'))
    await rig.engine().sweep()
    expect(await Grant.findById('z-last').lean()).toMatchObject({ state: 'free', delivery: null })
    expect(await Grant.countDocuments({ state: 'reserved' })).toBe(many)
  }, 120_000)
})

describe('what is due', () => {
  it('goes oldest first, whether it was held before or not', async () => {
    await rig.follower('wang', 4)
    for (const id of ['n1', 'n2', 'n3']) {
      await rig.publish(id)
      rig.clock.advance(1000)
    }
    const matching = rig.engine({
      reached(step) {
        if (step === 'a') throw new Error('only the inbox is written')
      },
    })
    await matching.runOnce()
    await rig.deps.models.Delivery.deleteMany({})
    await rig.deps.models.Match.updateOne({ 'subject.id': 'n2' }, { nextAt: rig.clock.now() })
    await rig.engine().runOnce()
    const shown = rig.phone('wang').map(({ page }) => page.split('id=')[1])
    expect(shown.reverse()).toEqual(['n1', 'n2', 'n3'])
  })
})
