import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { aFollower, openidOf } from '../support/builders'
import { giveGrants, minute, pushRig, type Rig, resident, SEND } from './push-rig'

const tick = 61_000
let rig: Rig

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const ago = (ms: number) => new Date(rig.clock.now().getTime() - ms)

describe('a published notice', () => {
  it('is in the inbox and on the phone, and the receipt finds its attempt', async () => {
    await rig.receipts()
    await rig.follower('wang')
    await rig.publish('n1', 1, { title: '村简介更新了' })
    await rig.engine().runOnce()
    await rig.emulator.events.allPushed()

    expect(await rig.matchOf('wang')).toBe('sent delivered')
    const [message] = rig.phone('wang')
    expect(message).toMatchObject({
      page: 'pages/notice/index?from=push&id=n1',
      fields: [
        { key: 'thing1', value: '村简介' },
        { key: 'thing2', value: '村简介更新了' },
        { key: 'date3', value: '2026年11月20日' },
        { key: 'thing4', value: '护塘村村民委员会' },
      ],
    })
    expect(await rig.deps.models.Attempt.find().lean()).toMatchObject([
      { state: 'accepted', receiptKey: message?.msgId, receipt: 'delivered', tries: 0 },
    ])
    expect(await rig.deps.models.Grant.find().lean()).toMatchObject([{ state: 'spent' }])
    await rig.engine().runOnce()
    expect(rig.calls('wang')).toBe(1)
  })

  it('reaches somebody with two subscriptions and a row once, with every reason (D3)', async () => {
    const household = await resident(rig, 'li', 'HT-1')
    await aFollower(rig.deps.models, 'li', { since: ago(minute) })
    await aFollower(rig.deps.models, 'li', { item: 31, since: ago(minute) })
    await rig.publish('n1', 31, { households: [household], title: '流转明细' })
    await rig.engine().runOnce()
    const matches = await rig.deps.models.Match.find().lean()
    expect(matches).toMatchObject([
      {
        lane: 'now',
        reasons: expect.arrayContaining(['scope:310116109213', 'scope:310116109213#31', 'household']),
      },
    ])
    expect(rig.phone('li')).toHaveLength(1)
    expect(rig.phone('li')[0]?.fields[1]?.value).toBe('有一条与您家有关的新公开，请打开查看')
  })

  it('about a restricted item names neither the item nor its sums, also to who follows nothing', async () => {
    const household = await resident(rig, 'zhao', 'HT-9')
    await rig.publish('n1', 14, { households: [household], title: '扶助金８６万元发了' })
    await rig.engine().runOnce()
    const words = rig.phone('zhao').flatMap(({ fields }) => fields.map(({ value }) => value))
    expect(words).toEqual(['村务公开', '有一条与您家有关的新公开，请打开查看', expect.any(String), '护塘村'])
  })

  it('waits for a digest where one is wished, but is in the inbox at once', async () => {
    await rig.follower('wang')
    await rig.deps.models.Preference.updateMany({}, { frequency: 'daily' })
    await rig.publish('n1')
    await rig.engine().runOnce()
    expect(await rig.matchOf('wang')).toBe('pending -')
    expect(rig.calls()).toBe(0)
  })

  it('is not told to who may not read it, began to follow later, or has stopped', async () => {
    await rig.follower('outsider')
    await rig.publish('n-village-only', 31)
    await rig.follower('late')
    await rig.deps.models.Subscription.updateOne(
      { person: 'late' },
      { since: new Date(rig.clock.now().getTime() + 1) },
    )
    await rig.follower('gone')
    await rig.deps.models.Subscription.updateOne({ person: 'gone' }, { open: false, until: rig.clock.now() })
    await rig.publish('n1')
    await rig.engine().runOnce()
    expect((await rig.deps.models.Match.find().lean()).map((match) => match._id)).toEqual([
      'n1:n1-e1:published::outsider',
    ])
  })

  it('in an emergency is told to every resident, at night too, account or not', async () => {
    await resident(rig, 'li', 'HT-1')
    await resident(rig, 'old', 'HT-2', 0)
    await rig.deps.models.Account.deleteOne({ person: 'old' })
    rig.clock.moveTo(new Date('2026-11-20T17:00:00Z'))
    await rig.publish('n1', 50, { title: '台风来了' })
    await rig.engine().runOnce()
    expect(await rig.matchOf('li')).toBe('sent delivered')
    expect(await rig.matchOf('old')).toBe('sent inbox')
    expect(await rig.deps.models.Delivery.findOne({ person: 'old' }).lean()).toMatchObject({
      reason: 'noAccount',
    })
  })
})

describe('quiet hours', () => {
  it('D17: hold before anything is claimed; the morning sends what is true then', async () => {
    await rig.follower('wang', 2)
    rig.clock.moveTo(new Date('2026-11-20T15:30:00Z'))
    await rig.publish('n1')
    await rig.publish('n2')
    const steps: string[] = []
    await rig
      .engine({
        async reached(step) {
          steps.push(step)
          // A hint that is wrong: the hours themselves decide.
          await rig.deps.models.Match.updateMany({}, { nextAt: rig.clock.now() })
        },
      })
      .runOnce()
    expect(new Set(steps)).toEqual(new Set(['match']))
    expect(await rig.deps.models.Delivery.countDocuments()).toBe(0)
    expect(await rig.deps.models.Match.find().lean()).toMatchObject([
      { state: 'pending', nextAt: new Date('2026-11-20T23:00:00Z') },
      { state: 'pending', nextAt: new Date('2026-11-20T23:00:00Z') },
    ])
    await rig.deps.models.Notice.updateOne({ _id: 'n2' }, { state: 'withdrawn' })
    rig.clock.moveTo(new Date('2026-11-20T23:00:00Z'))
    await rig.engine().runOnce()
    expect(rig.phone('wang')).toHaveLength(1)
    expect(await rig.deps.models.Match.findOne({ 'subject.id': 'n2' }).lean()).toMatchObject({
      state: 'dropped',
      outcome: 'withdrawn',
    })
  })
})

describe('withdrawn between match and seal (D15)', () => {
  it('drops out, and nothing is sent', async () => {
    await rig.follower('wang')
    await rig.publish('n1')
    const withdraw = rig.engine({
      async reached(step) {
        if (step === 'b') await rig.deps.models.Notice.updateOne({ _id: 'n1' }, { state: 'withdrawn' })
      },
    })
    await withdraw.runOnce()
    expect(rig.calls()).toBe(0)
    expect(await rig.deps.models.Match.find().lean()).toMatchObject([
      { state: 'dropped', outcome: 'withdrawn' },
    ])
    expect(await rig.deps.models.Delivery.countDocuments()).toBe(0)
  })
})

describe('who moves away between match and seal', () => {
  it('is not told what villagers alone may read', async () => {
    await resident(rig, 'li', 'HT-1', 3)
    await aFollower(rig.deps.models, 'li', { since: ago(minute) })
    await rig.publish('n1', 31)
    const { Match, Person } = rig.deps.models
    const moving = rig.engine({
      async reached(step) {
        if (step === 'b') await Person.updateOne({ _id: 'li' }, { 'residence.state': 'moved' })
      },
    })
    await moving.runOnce()
    expect(rig.calls()).toBe(0)
    expect(await Match.find().lean()).toMatchObject([{ state: 'dropped', outcome: 'noAccess' }])
  })
})

describe('many workers', () => {
  it('20 at once over two engines: one message a person (D8)', async () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f']
    for (const person of people) await rig.follower(person, 3)
    await rig.publish('n1')
    const engines = [rig.engine(), rig.engine()]
    await Promise.all(Array.from({ length: 20 }, (_, n) => engines[n % 2]?.runOnce()))
    for (const person of people) {
      expect(rig.calls(person)).toBe(1)
      expect(await rig.matchOf(person)).toBe('sent delivered')
    }
  })

  it('D20: three overlapping lists, two processes and a restart: one message', async () => {
    const household = await resident(rig, 'li', 'HT-1', 3)
    await aFollower(rig.deps.models, 'li', { since: ago(minute) })
    await aFollower(rig.deps.models, 'li', { item: 31, since: ago(minute) })
    await rig.publish('n1', 31, { households: [household] })
    await Promise.all([rig.engine().runOnce(), rig.engine().runOnce()])
    // A process died before it could say that all is matched: the next one begins anew.
    await rig.deps.models.Announcement.updateMany({}, { matchedAt: null })
    rig.clock.advance(tick)
    await rig.engine().runOnce()
    expect(rig.calls('li')).toBe(1)
    expect(rig.phone('li')).toHaveLength(1)
    expect(await rig.deps.models.Match.countDocuments({ person: 'li' })).toBe(1)
  })

  it('several notices at once for one phone are called one after another, by whichever worker', async () => {
    await rig.follower('wang', 5)
    for (const id of ['n1', 'n2', 'n3']) await rig.publish(id)
    const engines = [rig.engine(), rig.engine(), rig.engine()]
    for (let looks = 0; looks < 5; looks++) {
      await Promise.all(engines.map((engine) => engine.runOnce()))
      rig.clock.advance(4000)
    }
    expect(rig.phone('wang')).toHaveLength(3)
    expect(rig.calls('wang')).toBe(3)
    expect(await rig.deps.models.Grant.countDocuments({ state: 'free' })).toBe(2)
    expect(await rig.deps.models.Delivery.countDocuments({ result: 'delivered' })).toBe(3)
  })

  it('a worker that stalls after sealing and wakes cannot send what another has begun (D11)', async () => {
    await rig.follower('wang', 3)
    await rig.publish('n1')
    let wakeUp = () => {}
    const asleep = new Promise<void>((resolve) => {
      wakeUp = resolve
    })
    let stalls = () => {}
    const stalled = new Promise<void>((resolve) => {
      stalls = resolve
    })
    const slow = rig.engine({
      async reached(step) {
        if (step !== 'c') return
        stalls()
        await asleep
      },
    })
    const running = slow.runOnce()
    await stalled
    rig.clock.advance(tick)
    await rig.engine().runOnce()
    expect(rig.calls('wang')).toBe(1)
    wakeUp()
    await running
    await rig.engine().runOnce()
    expect(rig.calls('wang')).toBe(1)
    expect(await rig.matchOf('wang')).toBe('sent delivered')
    expect(await rig.deps.models.Grant.countDocuments({ state: 'free' })).toBe(2)
  })
})

describe('what the vendor answers', () => {
  it('no answer is unknown: never sent again, reconciled by the receipt (D4)', async () => {
    await rig.follower('wang', 2)
    await rig.publish('n1')
    rig.emulator.faults.arm({ path: SEND, mode: 'reset', after: 'after-effect' })
    await rig.engine().runOnce()
    expect(await rig.matchOf('wang')).toBe('sent unknown')
    rig.clock.advance(tick)
    await rig.engine().runOnce()
    expect(rig.calls('wang')).toBe(1)
    expect(await rig.deps.models.Grant.countDocuments({ state: 'spent' })).toBe(1)

    const [message] = rig.phone('wang')
    await rig.receipts()
    if (message) rig.emulator.events.sent(message, 0)
    await rig.emulator.events.allPushed()
    expect(await rig.matchOf('wang')).toBe('sent delivered')
    expect(rig.calls('wang')).toBe(1)
  })

  it('a receipt that comes while its own answer is recorded is no answer to an earlier call', async () => {
    await rig.receipts()
    await rig.follower('wang', 3)
    rig.emulator.faults.arm({ path: SEND, mode: 'reset', after: 'before-effect' })
    await rig.publish('n1')
    await rig.engine().runOnce()
    await rig.publish('n2')

    // It has been looked for by its key, in vain, before the answer is recorded, and looks for a call under way after it.
    const { Attempt } = rig.deps.models
    const usual = Attempt.updateOne
    const update = usual.bind(Attempt) as (where: object, set: object) => Promise<unknown>
    let [lookedFor, recorded] = [() => {}, () => {}]
    const isLookedFor = new Promise<void>((resolve) => {
      lookedFor = resolve
    })
    const isRecorded = new Promise<void>((resolve) => {
      recorded = resolve
    })
    const between = (where: { state?: unknown }, set: object) => {
      if (where.state !== 'sending') return update(where, set)
      lookedFor()
      return isRecorded.then(() => update(where, set))
    }
    Attempt.updateOne = between as never
    const reached = async (step: string) => {
      if (step === 'e') await isLookedFor
      if (step === 'g') recorded()
    }
    await rig.engine({ reached }).runOnce()
    await rig.emulator.events.allPushed()
    Attempt.updateOne = usual

    expect(rig.phone('wang')).toHaveLength(1)
    const attempts = await Attempt.find({}, { state: 1 }).sort({ startedAt: 1, _id: 1 }).lean()
    expect(attempts.map(({ _id, state }) => `${_id.slice(0, 2)} ${state}`)).toEqual([
      'n1 unknown',
      'n2 accepted',
    ])
  })

  it('a definite no is tried again with back-off, then refused with its reason (D10)', async () => {
    await rig.follower('wang')
    await rig.publish('n1')
    rig.emulator.faults.arm({ path: SEND, mode: 'errcode', errcode: -1, times: 4 })
    await rig.engine().runOnce()
    expect(await rig.deps.models.Attempt.find().lean()).toMatchObject([
      { state: 'waiting', tries: 1, code: '-1' },
    ])
    for (const minutes of [1, 4, 16]) {
      await rig.engine().runOnce()
      rig.clock.advance(minutes * minute)
      await rig.engine().runOnce()
    }
    expect(rig.calls('wang')).toBe(4)
    expect(await rig.matchOf('wang')).toBe('sent inbox')
    expect(await rig.deps.models.Attempt.find().lean()).toMatchObject([{ state: 'refused', tries: 4 }])
    expect(await rig.deps.models.Grant.find().lean()).toMatchObject([{ state: 'free' }])
  })

  it('one that works the second time is one message', async () => {
    await rig.follower('wang')
    await rig.publish('n1')
    rig.emulator.faults.arm({ path: SEND, mode: 'errcode', errcode: 43108 })
    await rig.engine().runOnce()
    rig.clock.advance(5000)
    await rig.engine().runOnce()
    expect(rig.phone('wang')).toHaveLength(1)
    expect(await rig.matchOf('wang')).toBe('sent delivered')
  })

  it('the spent quota of a day holds the queue until the next, and through its quiet hours', async () => {
    await rig.follower('wang')
    await rig.follower('zhao')
    await rig.publish('n1')
    rig.emulator.faults.arm({ path: SEND, mode: 'errcode', errcode: 45009, times: 2 })
    await rig.engine().runOnce()
    const calls = rig.calls()
    await rig.publish('n2')
    await giveGrants(rig, 'wang', 1)
    rig.clock.advance(3600_000)
    await rig.engine().runOnce()
    expect(rig.calls()).toBe(calls)
    rig.clock.moveTo(new Date('2026-11-20T16:10:00Z'))
    await rig.engine().runOnce()
    expect(rig.calls()).toBe(calls)
    rig.clock.moveTo(new Date('2026-11-20T23:00:00Z'))
    await rig.engine().runOnce()
    rig.clock.advance(5000)
    await rig.engine().runOnce()
    expect(rig.phone('wang')).toHaveLength(2)
    expect(rig.phone('zhao')).toHaveLength(1)
  })

  it('a wrong secret stops the channel and is shown to the operator', async () => {
    await rig.follower('wang')
    rig.emulator.faults.arm({ path: SEND, mode: 'errcode', errcode: 40037 })
    await rig.publish('n1')
    await rig.engine().runOnce()
    await rig.follower('zhao')
    await rig.publish('n2')
    await rig.engine().runOnce()
    expect(rig.calls()).toBe(1)
    expect((await rig.app.inject('/metrics')).body).toContain('push_channels_stopped 1')
  })

  it('is kept with its effect, so that the next process stops too, and tries again after the pause', async () => {
    await rig.follower('wang')
    rig.emulator.faults.arm({ path: SEND, mode: 'errcode', errcode: 40125 })
    await rig.publish('n1')
    await rig.engine().runOnce()
    expect(await rig.deps.models.Attempt.findOne().lean()).toMatchObject({
      effect: 'channelBroken',
      stopUntil: new Date(rig.clock.now().getTime() + 10 * minute),
    })
    await rig.follower('zhao')
    await rig.publish('n2')
    await rig.engine().runOnce()
    expect(rig.calls('zhao')).toBe(0)
    rig.clock.advance(10 * minute)
    await rig.engine().runOnce()
    expect(await rig.deps.models.Attempt.findOne({ person: 'zhao' }).lean()).toMatchObject({
      state: 'accepted',
      effect: 'accepted',
    })
    expect((await rig.app.inject('/metrics')).body).toContain('push_channels_stopped 0')
  })
})

describe('grants (D16)', () => {
  it('no call without one', async () => {
    await rig.follower('wang', 0)
    await rig.publish('n1')
    await rig.engine().runOnce()
    expect(rig.calls()).toBe(0)
    expect(await rig.deps.models.Delivery.find().lean()).toMatchObject([
      { result: 'inbox', reason: 'noGrant' },
    ])
  })

  it('43101 voids those older than the call', async () => {
    await rig.follower('wang', 3)
    await rig.publish('n1')
    rig.emulator.turnOff(openidOf('wang'), 'demo-published')
    await rig.engine().runOnce()
    expect(await rig.deps.models.Grant.countDocuments({ state: 'void' })).toBe(3)
    expect(await rig.deps.models.Delivery.find().lean()).toMatchObject([{ result: 'inbox', reason: '43101' }])
    expect(await rig.deps.models.Attempt.find().lean()).toMatchObject([{ effect: 'grantGone' }])
  })

  it('of an address that is nobody’s any more are void, over all templates', async () => {
    await rig.follower('wang', 2)
    await giveGrants(rig, 'wang', 1, 'demo-emergency')
    await rig.publish('n1')
    rig.emulator.faults.arm({ path: SEND, mode: 'errcode', errcode: 40003 })
    await rig.engine().runOnce()
    expect(await rig.deps.models.Attempt.find().lean()).toMatchObject([{ effect: 'addressGone' }])
    expect(await rig.deps.models.Grant.countDocuments({ state: 'void' })).toBe(3)
  })

  it("a resident's last one is kept for what concerns the household", async () => {
    const household = await resident(rig, 'li', 'HT-1', 1)
    await aFollower(rig.deps.models, 'li', { since: ago(minute) })
    await rig.publish('n1')
    await rig.engine().runOnce()
    expect(await rig.deps.models.Delivery.find().lean()).toMatchObject([{ reason: 'lastGrantKept' }])
    await rig.publish('n2', 31, { households: [household] })
    await rig.engine().runOnce()
    expect(rig.phone('li')).toHaveLength(1)
    expect(rig.phone('li')[0]?.page).toContain('n2')
  })
})
