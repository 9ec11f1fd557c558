import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Outcome } from '../../server/src/channels/channel'
import { receiptCame } from '../../server/src/features/push/delivery/receipts'
import type { DeliveryDoc, PreferenceDoc, VisitDoc } from '../../server/src/features/push/push.model'
import { accepted, type Outside, outside, refused, silence } from './push-channel'
import { minute, pushRig, type Rig, resident } from './push-rig'

let rig: Rig
let answers: Record<string, Outcome>
let unreachable: Record<string, string | null>
let channels: Outside[]

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(async () => {
  await rig.reset()
  answers = {}
  unreachable = {}
  channels = (['wechat', 'sms', 'email'] as const).map((name) =>
    outside({
      name,
      now: () => rig.clock.now(),
      none: () => unreachable[name] ?? null,
      answer: () => answers[name] ?? accepted,
    }),
  )
})
afterAll(() => rig.close())

const engine = (more = {}) => rig.engine({ channels, ...more })
const calls = () => channels.map(({ calls }) => calls.length)
const delivery = () => rig.deps.models.Delivery.findOne().lean<DeliveryDoc>()
const end = async () => {
  const found = await delivery()
  return `${found?.result} ${found?.reason}`
}
const pass = async (ms: number) => {
  rig.clock.advance(ms)
  await engine().runOnce()
}

async function publishTo(person: string, preference: Partial<PreferenceDoc> = {}, more = {}): Promise<void> {
  await rig.followers([person], preference)
  await rig.publish('n1', 1, more)
}

describe('the chain', () => {
  it('goes by the order of the person, and stops with the first that took it', async () => {
    await publishTo('wang', { channels: ['email', 'wechat'] })
    await engine().runOnce()
    expect(calls()).toEqual([0, 0, 1])
    expect((await delivery())?.channels).toEqual(['email', 'wechat'])
    expect(await end()).toBe('delivered null')
  })

  it('D10: refused for good, the next follows; the end says the first reason', async () => {
    answers = { wechat: refused('43101'), sms: refused('blacklist'), email: refused('550') }
    await publishTo('wang')
    await engine().runOnce()
    expect(calls()).toEqual([1, 1, 1])
    expect(await end()).toBe('inbox 43101')
    await pass(61_000)
    expect(calls()).toEqual([1, 1, 1])
  })

  it('D10: a definite no for now is tried again on the same channel, and only then the next follows', async () => {
    answers = { wechat: refused('-1', 'later') }
    await publishTo('wang')
    await engine().runOnce()
    expect(calls()).toEqual([1, 0, 0])
    answers = { wechat: refused('43101') }
    await pass(minute)
    expect(calls()).toEqual([2, 1, 0])
    expect(channels[0]?.calls.map(({ tries }) => tries)).toEqual([0, 1])
    expect(await end()).toBe('delivered null')
  })

  it('D10: later for ever is a no in the end, and each try waits as long as the provider said', async () => {
    answers = { wechat: refused('-1', 'later', minute) }
    await publishTo('wang')
    await engine().runOnce()
    await pass(minute - 1000)
    expect(calls()).toEqual([1, 0, 0])
    for (let looks = 0; looks < 15; looks++) await pass(minute)
    expect(calls()).toEqual([10, 1, 0])
    expect(await end()).toBe('delivered null')
  })

  it('who cannot be reached by a channel is reached by the next, without a call', async () => {
    unreachable = { wechat: 'noGrant', sms: 'smsUrgentOnly' }
    await publishTo('wang')
    await engine().runOnce()
    expect(calls()).toEqual([0, 0, 1])
    expect(await end()).toBe('delivered null')
  })

  it('D4: no answer: never called again; after its receipt window the next channel follows', async () => {
    answers = { wechat: silence }
    await publishTo('wang')
    await engine().runOnce()
    await pass(4 * minute)
    expect(calls()).toEqual([1, 0, 0])
    await pass(minute)
    expect(calls()).toEqual([1, 1, 0])
    expect(await end()).toBe('delivered null')
  })

  it('D4: no answer and no other channel that takes it is unknown', async () => {
    answers = { wechat: silence }
    unreachable = { sms: 'smsUrgentOnly', email: 'noEmail' }
    await publishTo('wang', {}, { visit: true })
    await engine().runOnce()
    await pass(5 * minute)
    expect(calls()).toEqual([1, 0, 0])
    expect(await end()).toBe('unknown unknown')
    expect(await rig.deps.models.Visit.countDocuments()).toBe(0)
  })

  it('a receipt within the window ends it, and the next channel is not called', async () => {
    answers = { wechat: silence }
    await publishTo('wang')
    await engine().runOnce()
    await receipt(true)
    expect(await end()).toBe('delivered null')
    await pass(6 * minute)
    expect(calls()).toEqual([1, 0, 0])
  })

  it('a receipt that says no lets it go on at once', async () => {
    answers = { wechat: silence }
    await publishTo('wang')
    await engine().runOnce()
    await receipt(false)
    await engine().runOnce()
    expect(calls()).toEqual([1, 1, 0])
    expect(await end()).toBe('delivered null')
  })

  it('a receipt that says no after a yes undoes it: the next channel follows', async () => {
    answers = { wechat: { kind: 'accepted', receiptKey: 'key' } }
    await publishTo('wang', {}, { againHours: 24 })
    await engine().runOnce()
    expect(await end()).toBe('delivered null')
    await receipt(false)
    await receipt(false)
    expect(await rig.deps.models.Match.findOne().lean()).toMatchObject({ againAt: null })
    await engine().runOnce()
    expect(calls()).toEqual([1, 1, 0])
    expect(await end()).toBe('delivered null')
    await receipt(false)
    await engine().runOnce()
    expect(calls()).toEqual([1, 1, 0])
  })

  it('is over when what it tells is withdrawn while it waits', async () => {
    answers = { wechat: refused('-1', 'later') }
    await publishTo('wang')
    await engine().runOnce()
    await rig.deps.models.Notice.updateOne({ _id: 'n1' }, { state: 'withdrawn' })
    await pass(minute)
    expect(calls()).toEqual([1, 0, 0])
    expect(await end()).toBe('dropped withdrawn')
    expect(await rig.deps.models.Match.findOne().lean()).toMatchObject({
      state: 'dropped',
      outcome: 'withdrawn',
    })
  })

  it('does not go on to a channel that was turned off meanwhile', async () => {
    answers = { wechat: refused('-1', 'later') }
    await publishTo('wang')
    await engine().runOnce()
    await rig.deps.models.Preference.updateOne({ _id: 'wang' }, { channels: ['wechat'] })
    answers = { wechat: refused('43101') }
    await pass(minute)
    expect(calls()).toEqual([2, 0, 0])
    expect(await end()).toBe('inbox 43101')
  })

  it('with all channels off ends on the notice board, and an emergency goes by all of them', async () => {
    answers = { wechat: refused('43101') }
    await publishTo('wang', { channels: [] })
    await engine().runOnce()
    expect(calls()).toEqual([0, 0, 0])
    expect(await end()).toBe('inbox channelsOff')
    await rig.deps.models.Delivery.deleteMany({})
    await rig.publish('n2', 1, { urgency: 'emergency' })
    await engine().runOnce()
    expect(calls()).toEqual([1, 1, 0])
  })

  it('waits where the operator has paused its channel', async () => {
    await publishTo('wang')
    await rig.deps.models.Pause.create({ _id: 'wechat', since: rig.clock.now(), by: 'operator' })
    await engine().runOnce()
    await pass(10 * minute)
    expect(calls()).toEqual([0, 0, 0])
    await rig.deps.models.Pause.deleteMany({})
    await pass(minute)
    expect(calls()).toEqual([1, 0, 0])
  })
})

describe('where no channel reached them', () => {
  it('a household is on the visit list once, with all who were to be told', async () => {
    unreachable = { wechat: 'noGrant', sms: 'noPhone', email: 'noEmail' }
    const household = await resident(rig, 'li', 'HT-1', 0)
    await rig.deps.models.Person.create({
      _id: 'wu',
      name: '示例wu',
      residence: { region: '310116109213', household, member: true, state: 'living', endedAt: null },
    })
    await rig.publish('n1', 50, { title: '台风来了', visit: true })
    await Promise.all([engine().runOnce(), engine().runOnce()])
    await pass(61_000)
    const visits = await rig.deps.models.Visit.find().lean<VisitDoc[]>()
    expect(visits).toMatchObject([
      {
        _id: `n1:n1-e1:published:${household}`,
        household,
        round: '2026-W47',
        told: null,
        subject: { kind: 'notice', id: 'n1' },
      },
    ])
    expect(visits[0]?.persons.sort()).toEqual(['li', 'wu'])
    expect(
      (await rig.deps.models.Delivery.find().lean()).map(({ result, reason }) => [result, reason]),
    ).toEqual([
      ['visit', 'noGrant'],
      ['visit', 'noGrant'],
    ])
  })
})

describe('the rate and the quota of a provider', () => {
  it('D13: hold what is too much, and it goes when there is room', async () => {
    const limited = outside({
      now: () => rig.clock.now(),
      limits: { wechat: { rate: { calls: 5, windowMs: 1000 } } },
    })
    const people = Array.from({ length: 17 }, (_, n) => `p${n}`)
    await rig.followers(people)
    await rig.publish('n1')
    const engines = [1, 2].map(() => rig.engine({ channels: [limited] }))
    for (let looks = 0; looks < 20; looks++) {
      await Promise.all(engines.map((one) => one.runOnce()))
      rig.clock.advance(500)
    }
    expect(limited.calls.map(({ person }) => person).sort()).toEqual([...people].sort())
    for (const { at } of limited.calls) {
      const within = limited.calls.filter(
        (other) => other.at >= at && other.at.getTime() < at.getTime() + 1000,
      )
      expect(within.length).toBeLessThanOrEqual(5)
    }
  })

  it('D13: a call that comes late is not made in the window of others', async () => {
    const began: number[] = []
    const limited = outside({
      now: () => rig.clock.now(),
      limits: { wechat: { rate: { calls: 2, windowMs: 1000 } } },
      answer() {
        began.push(rig.clock.now().getTime())
        // The first is slow: when it is answered, the calls of the next window may nearly begin.
        if (began.length === 1) rig.clock.advance(1400)
        return accepted
      },
    })
    await rig.followers(['a', 'b', 'c', 'd'])
    await rig.publish('n1')
    const one = rig.engine({ channels: [limited], atOnce: 1 })
    for (let looks = 0; looks < 40; looks++) {
      await one.runOnce()
      rig.clock.advance(100)
    }
    expect(limited.calls.map(({ person }) => person).sort()).toEqual(['a', 'b', 'c', 'd'])
    for (const from of began) {
      const within = began.filter((ms) => ms >= from && ms < from + 1000)
      expect(within.length).toBeLessThanOrEqual(2)
    }
  })

  it('D14: a spent quota holds to midnight and then through the quiet hours', async () => {
    const limited = outside({ now: () => rig.clock.now(), limits: { wechat: { daily: 2 } } })
    await rig.followers(['a', 'b', 'c'])
    await rig.publish('n1')
    const one = rig.engine({ channels: [limited] })
    await one.runOnce()
    expect(limited.calls).toHaveLength(2)
    for (const time of ['20T23:59', '21T00:01', '21T06:59']) {
      rig.clock.moveTo(new Date(`2026-11-${time}:00+08:00`))
      await one.runOnce()
      expect(limited.calls).toHaveLength(2)
    }
    rig.clock.moveTo(new Date('2026-11-21T07:00:00+08:00'))
    await one.runOnce()
    expect(new Set(limited.calls.map(({ person }) => person))).toEqual(new Set(['a', 'b', 'c']))
  })

  it('an emergency is given the call that is left', async () => {
    const limited = outside({
      now: () => rig.clock.now(),
      limits: { wechat: { rate: { calls: 1, windowMs: 1000 } } },
    })
    await rig.followers(['a', 'b', 'c'])
    await rig.publish('n1')
    const one = rig.engine({ channels: [limited] })
    await one.runOnce()
    await rig.deps.models.Preference.updateMany({ _id: { $in: ['a', 'b'] } }, { muted: ['notice:n2'] })
    await rig.publish('n2', 1, { urgency: 'emergency' })
    for (let looks = 0; looks < 12; looks++) {
      await one.runOnce()
      rig.clock.advance(800)
    }
    const emergencies = limited.calls.findIndex(({ message }) => message.emergency)
    expect(emergencies).toBe(1)
    expect(limited.calls).toHaveLength(6)
  })
})

/** What the vendor says later of the one call by WeChat. */
async function receipt(delivered: boolean): Promise<void> {
  const [channel] = channels
  if (!channel) return
  const [call] = channel.calls
  await receiptCame(
    { deps: rig.deps, channel },
    {
      key: 'key',
      address: call?.address ?? '',
      template: call?.person ?? '',
      delivered,
      status: delivered ? '' : 'system failed',
    },
  )
}
