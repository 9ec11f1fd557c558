import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { changePreferences } from '../../server/src/features/push/following/change-preferences'
import type { MatchDoc, PreferenceDoc, RunDoc } from '../../server/src/features/push/push.model'
import { aCorrection, aFollower, hutang, preferences } from '../support/builders'
import { type Outside, outside } from './push-channel'
import { minute, pushRig, type Rig } from './push-rig'

let rig: Rig
let channel: Outside

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(async () => {
  await rig.reset()
  channel = outside({ now: () => rig.clock.now() })
})
afterAll(() => rig.close())

const hour = 60 * minute
const day = 24 * hour
const engine = (more = {}) => rig.engine({ channels: [channel], ...more })
/** A time of Shanghai in November 2026; the 20th is a Friday. */
const at = (date: number, time: string) => new Date(`2026-11-${date}T${time}:00+08:00`)
const to = (date: number, time: string) => rig.clock.moveTo(at(date, time))
const daily: Partial<PreferenceDoc> = { frequency: 'daily', hour: '18:30' }
const weekly: Partial<PreferenceDoc> = { frequency: 'weekly', weekday: 5, hour: '18:30' }
const told = (person: string) =>
  channel.received(person).map(({ lines }) => lines.map(({ link }) => link.split('id=')[1]))
const runs = () => rig.deps.models.Run.find().sort({ slot: 1 }).lean<RunDoc[]>()
const run = () => engine().runOnce()
const choose = (person: string, part: Partial<PreferenceDoc>) =>
  changePreferences(rig.deps, person, preferences(part as never))

describe('a digest', () => {
  it('is one message over everything, by category, each line with why it is there', async () => {
    await rig.followers(['wang'], daily)
    await rig.publish('money', 49, { title: '帮扶项目' })
    await rig.publish('village', 1, { title: '村简介更新' })
    rig.clock.advance(minute)
    await rig.publish('newer', 2, { title: '村规民约' })
    await run()
    expect(channel.calls).toEqual([])
    to(20, '18:30')
    await run()
    const [message] = channel.received('wang')
    expect(message).toMatchObject({
      kind: 'digest',
      count: 3,
      link: 'account/inbox/index?from=push',
      title: '村规民约',
      urgent: false,
      region: hutang,
    })
    expect(message?.lines.map(({ category, title, why }) => [category, title, why])).toEqual([
      ['综合村务', '村规民约', '因为您订阅了“护塘村全部公开”'],
      ['综合村务', '村简介更新', '因为您订阅了“护塘村全部公开”'],
      ['重点工作', '帮扶项目', '因为您订阅了“护塘村全部公开”'],
    ])
    expect(
      (await rig.deps.models.Delivery.find().lean()).map(({ _id, kind, result }) => [_id, kind, result]),
    ).toEqual([['daily:2026-11-20:wang', 'daily', 'delivered']])
    await run()
    expect(channel.calls).toHaveLength(1)
  })

  it('D1: what is published just before a run and matched after it is in the next one', async () => {
    await rig.followers(['wang', 'late'], daily)
    await rig.publish('early')
    await run()
    to(20, '18:29')
    await rig.publish('n1')
    // Whoever matches is behind: the run goes before it.
    await rig.deps.models.Announcement.updateMany({ 'subject.id': 'n1' }, { matchedAt: rig.clock.now() })
    to(20, '18:30')
    await run()
    expect(told('wang')).toEqual([['early']])
    await rig.deps.models.Announcement.updateMany({ 'subject.id': 'n1' }, { matchedAt: null })
    await run()
    to(20, '19:00')
    await run()
    expect(told('wang')).toEqual([['early']])
    expect(await rig.deps.models.Match.findOne({ 'subject.id': 'n1', person: 'wang' }).lean()).toMatchObject({
      state: 'pending',
      nextAt: at(21, '18:30'),
    })
    to(21, '18:30')
    await run()
    expect(told('wang')).toEqual([['early'], ['n1']])
  })

  it('D1: what was published after the hour waits for the next, however late the run is', async () => {
    await rig.followers(['wang'], daily)
    await rig.publish('before')
    to(20, '19:10')
    await rig.publish('after')
    await engine({
      // A hint that is wrong: the hour itself decides.
      async reached(step: string) {
        if (step === 'match') await rig.deps.models.Match.updateMany({}, { nextAt: at(20, '18:30') })
      },
    }).runOnce()
    expect(told('wang')).toEqual([['before']])
    to(20, '19:30')
    await run()
    expect(told('wang')).toEqual([['before']])
    to(21, '18:30')
    await run()
    expect(told('wang')).toEqual([['before'], ['after']])
  })

  it('D2: tells nothing that was settled elsewhere between its look and its take, and all that came meanwhile once', async () => {
    await rig.followers(['wang'], daily)
    await rig.publish('n1')
    await rig.publish('n2')
    await run()
    to(20, '18:30')
    const { Match } = rig.deps.models
    const reached = async (step: string) => {
      if (step !== 'a') return
      const other = await Match.findOne({ 'subject.id': 'n1' }).lean<MatchDoc>()
      await Match.updateOne({ 'subject.id': 'n1' }, { state: 'dropped', outcome: 'read' })
      await Match.create({ ...other, _id: 'n1:n1-e1:reminder::wang', state: 'pending' })
    }
    await engine({ reached }).runOnce()
    expect(told('wang')).toEqual([['n2']])
    expect(await Match.countDocuments({ state: 'taken' })).toBe(0)
    expect(await Match.countDocuments({ state: 'sent' })).toBe(1)
  })

  it.each([
    ['weekly to daily', weekly, daily],
    ['daily to weekly', daily, weekly],
    ['daily to at once', daily, { frequency: 'immediate' as const }],
    ['weekly to at once', weekly, { frequency: 'immediate' as const }],
    ['at once to daily', { frequency: 'immediate' as const }, daily],
    ['to a later hour of the same day', daily, { frequency: 'daily' as const, hour: '20:00' }],
    ['to an earlier hour of the same day', { frequency: 'daily' as const, hour: '20:00' }, daily],
    ['to another day of the week', weekly, { frequency: 'weekly' as const, weekday: 1, hour: '18:30' }],
  ])('D2: %s in mid-window: everything once', async (_, before, after) => {
    await rig.followers(['wang'], before)
    await rig.publish('n1')
    await run()
    to(20, '18:31')
    await run()
    await rig.publish('n2')
    await run()
    await choose('wang', after)
    await run()
    await rig.publish('n3')
    for (let halfDays = 0; halfDays < 20; halfDays++) {
      rig.clock.advance(day / 2)
      await run()
    }
    expect(told('wang').flat().sort()).toEqual(['n1', 'n2', 'n3'])
    expect(await rig.deps.models.Match.countDocuments({ state: { $ne: 'sent' } })).toBe(0)
  })

  it('D3: of two subscriptions is one line with both reasons, of one subject one line with the newest', async () => {
    await rig.followers(['wang'], daily)
    await aFollower(rig.deps.models, 'wang', { item: 1, since: new Date(rig.clock.now().getTime() - minute) })
    await rig.publish('n1')
    await run()
    // An older entry about the same notice, which was never told.
    const [match] = await rig.deps.models.Match.find().lean<MatchDoc[]>()
    if (!match) throw new Error('no match')
    const reminder = 'n1:n1-e1:reminder'
    const announced = await rig.deps.models.Announcement.findOne().lean()
    await rig.deps.models.Announcement.create({ ...announced, _id: reminder, kind: 'reminder' })
    await rig.deps.models.Match.create({
      ...match,
      _id: `${reminder}::wang`,
      announcement: reminder,
      kind: 'reminder',
      at: new Date(match.at.getTime() + 1),
    })
    to(20, '18:30')
    await run()
    expect(told('wang')).toEqual([['n1']])
    expect(channel.received('wang')[0]?.lines[0]?.why).toBe('因为您订阅了“护塘村全部公开”、“村简介”')
    const states = await rig.deps.models.Match.find().sort({ at: 1 }).lean<MatchDoc[]>()
    expect(states.map(({ state, outcome }) => [state, outcome])).toEqual([
      ['superseded', 'told'],
      ['sent', null],
    ])
  })

  it('D12: with nothing to say is not sent, and the run is done', async () => {
    await rig.followers(['wang', 'reader', 'off'], daily)
    await rig.publish('n1')
    await run()
    await rig.deps.models.Match.updateOne({ person: 'reader' }, { readAt: rig.clock.now() })
    await rig.deps.models.Preference.updateOne({ _id: 'off' }, { muted: ['notice:n1'] })
    await rig.deps.models.Notice.updateOne({ _id: 'n1' }, { state: 'withdrawn' })
    to(20, '18:30')
    await run()
    expect(channel.calls).toEqual([])
    expect(await rig.deps.models.Delivery.countDocuments()).toBe(0)
    const matches = await rig.deps.models.Match.find().lean()
    expect(matches.map(({ state, outcome }) => `${state} ${outcome}`)).toEqual(
      Array(3).fill('dropped withdrawn'),
    )
    expect(new Set((await runs()).map(({ state }) => state))).toEqual(new Set(['done', 'covered']))
  })

  it('leaves out what was read meanwhile and what is muted, and says the rest', async () => {
    await rig.followers(['wang'], daily)
    for (const id of ['read', 'muted', 'item', 'told']) await rig.publish(id, id === 'item' ? 2 : 1)
    await run()
    await rig.deps.models.Match.updateOne({ 'subject.id': 'read' }, { readAt: rig.clock.now() })
    await rig.deps.models.Preference.updateOne(
      { _id: 'wang' },
      { muted: ['notice:muted', `item:${hutang}#2`] },
    )
    to(20, '18:30')
    await run()
    expect(told('wang')).toEqual([['told']])
    const matches = await rig.deps.models.Match.find().lean()
    expect(Object.fromEntries(matches.map(({ subject, outcome }) => [subject.id, outcome]))).toEqual({
      read: 'read',
      muted: 'muted',
      item: 'muted',
      told: null,
    })
  })

  it('says the edition that is current then, once', async () => {
    await rig.followers(['wang'], daily)
    await rig.publish('n1', 1, { title: '原来的' })
    await run()
    await aCorrection(rig.deps, { id: 'n1', title: '改好的' })
    await run()
    to(20, '18:30')
    await run()
    expect(channel.received('wang').map(({ lines }) => lines.map(({ title }) => title))).toEqual([['改好的']])
  })
})

describe('a digest run', () => {
  it('D8: 20 starts at once over two engines: one run, one message a person', async () => {
    const people = ['a', 'b', 'c', 'd', 'e']
    await rig.followers(people, daily)
    await rig.publish('n1')
    await run()
    to(20, '18:30')
    const engines = [engine(), engine()]
    await Promise.all(Array.from({ length: 20 }, (_, n) => engines[n % 2]?.runOnce()))
    await run()
    for (const person of people) expect(told(person)).toEqual([['n1']])
    expect(channel.calls).toHaveLength(people.length)
    expect(await rig.deps.models.Run.countDocuments({ slot: at(20, '18:30') })).toBe(1)
    expect(await rig.deps.models.Run.countDocuments({ state: 'pending' })).toBe(0)
  })

  describe('while another worker still writes the matches of its hour', () => {
    /** At this time, with the other worker's lease renewed for fifteen seconds. */
    const runBeside = async (time: string) => {
      to(20, time)
      const leaseUntil = new Date(at(20, time).getTime() + 15_000)
      await rig.deps.models.Announcement.updateOne({ matchedAt: null }, { token: 'another', leaseUntil })
      await run()
    }
    beforeEach(async () => {
      await rig.followers(['wang'], daily)
      await rig.publish('n1')
      await run()
      to(20, '18:29')
      await rig.publish('n2')
      await runBeside('18:30')
      expect(told('wang')).toEqual([])
    })

    it('waits, and tells what was announced by then', async () => {
      to(20, '18:31')
      await run()
      expect(told('wang')).toEqual([['n2', 'n1']])
      to(21, '18:30')
      await run()
      expect(channel.calls).toHaveLength(1)
    })

    it('waits ten minutes at most', async () => {
      await runBeside('18:39')
      expect(told('wang')).toEqual([])
      await runBeside('18:40')
      expect(told('wang')).toEqual([['n1']])
      to(21, '18:30')
      await run()
      expect(told('wang')).toEqual([['n1'], ['n2']])
    })
  })

  it('D9: missed runs are made up, the oldest first, and a person gets one that catches up', async () => {
    await rig.followers(['wang', 'zhao'], daily)
    await rig.deps.models.Preference.updateOne({ _id: 'zhao' }, { hour: '08:00' })
    await rig.publish('n1')
    await run()
    for (const date of [21, 22]) {
      to(date, '12:00')
      await rig.publish(`n${date}`)
    }
    // Nothing has run since the 20th at 10:00.
    to(23, '09:05')
    await engine().makeRuns()
    const made = await runs()
    expect(made.filter(({ state }) => state === 'pending')).toHaveLength((71 * 60 - 0) / 30)
    await run()
    const after = await runs()
    const [oldest, ...later] = after.filter(({ slot }) => slot > at(20, '10:00'))
    expect(oldest).toMatchObject({ slot: at(20, '10:30'), state: 'done' })
    expect(new Set(later.map(({ state }) => state))).toEqual(new Set(['covered']))
    expect(told('wang')).toEqual([['n22', 'n21', 'n1']])
    expect(told('zhao')).toEqual([['n22', 'n21', 'n1']])
    expect((await rig.deps.models.Delivery.find().sort({ _id: 1 }).lean()).map(({ _id }) => _id)).toEqual([
      'daily:2026-11-22:wang',
      'daily:2026-11-23:zhao',
    ])
    to(23, '18:30')
    await run()
    expect(channel.calls).toHaveLength(2)
  })

  it('D9: after a month without a process begins eight days back', async () => {
    await rig.followers(['wang'], daily)
    await rig.publish('n1')
    await run()
    rig.clock.advance(30 * day)
    await engine().makeRuns()
    expect(await rig.deps.models.Run.countDocuments({ state: 'pending' })).toBe(8 * 48 + 1)
    await run()
    expect(told('wang')).toEqual([['n1']])
  })

  it('D9: goes on after a clock that was a year ahead has been set right', async () => {
    await rig.followers(['wang'], daily)
    await rig.followers(['zhao'], weekly)
    await rig.publish('n1')
    await run()
    rig.clock.advance(365 * day)
    await run()
    rig.clock.moveTo(at(20, '11:00'))
    expect([told('wang'), told('zhao')]).toEqual([[['n1']], [['n1']]])
    await rig.publish('n2')
    to(20, '18:30')
    await run()
    expect([told('wang'), told('zhao')]).toEqual([
      [['n1'], ['n2']],
      [['n1'], ['n2']],
    ])
  })

  it('D5: a worker that dies in mid-run: the next goes on, nobody is skipped and nobody told twice', async () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f']
    await rig.followers(people, daily)
    await rig.publish('n1')
    await run()
    to(20, '18:30')
    for (const step of ['a', 'b', 'c', 'e', 'g'] as const) {
      let left = step === 'e' ? 2 : 1
      await engine({
        atOnce: 1,
        reached(at: string) {
          if (left <= 0 || (at === step && --left === 0)) throw new Error('died')
        },
      })
        .runOnce()
        .catch(() => undefined)
      rig.clock.advance(61_000)
    }
    for (let looks = 0; looks < 4; looks++) {
      await run()
      rig.clock.advance(61_000)
    }
    for (const person of people)
      expect(channel.calls.filter((call) => call.person === person).length).toBeLessThanOrEqual(1)
    const results = await rig.deps.models.Delivery.find().lean()
    expect(results.map(({ _id, state }) => [_id, state])).toEqual(
      people.map((person) => [`daily:2026-11-20:${person}`, 'done']),
    )
    expect(await rig.deps.models.Match.countDocuments({ state: 'sent' })).toBe(people.length)
    expect(await rig.deps.models.Run.countDocuments({ state: 'pending' })).toBe(0)
  })

  it('D5: who takes up a run leaves to its delivery what a dead worker has opened', async () => {
    await rig.followers(['a', 'b'], daily)
    await rig.publish('n1')
    await run()
    to(20, '18:30')
    await engine({
      reached(step: string) {
        if (step === 'a') throw new Error('died')
      },
    })
      .runOnce()
      .catch(() => undefined)
    // The lease of the run is over before that of the deliveries.
    await rig.deps.models.Run.updateMany({}, { state: 'pending', leaseUntil: rig.clock.now() })
    await run()
    rig.clock.advance(61_000)
    await run()
    for (const person of ['a', 'b']) expect(told(person)).toEqual([['n1']])
  })

  it('D6: a channel that is paused and resumed in mid-run: everybody once', async () => {
    await rig.followers(['a', 'b', 'c'], daily)
    await rig.publish('n1')
    await run()
    await rig.deps.models.Pause.create({ _id: 'wechat', since: rig.clock.now(), by: 'operator' })
    to(20, '18:30')
    await run()
    rig.clock.advance(5 * minute)
    await run()
    expect(channel.calls).toEqual([])
    await rig.deps.models.Pause.deleteMany({})
    for (let looks = 0; looks < 3; looks++) {
      rig.clock.advance(minute)
      await run()
    }
    for (const person of ['a', 'b', 'c']) expect(told(person)).toEqual([['n1']])
  })

  it('takes 250 people in pages, in one run', async () => {
    const people = Array.from({ length: 250 }, (_, n) => `p${String(n).padStart(3, '0')}`)
    await rig.followers(people, daily)
    for (const id of ['n1', 'n2']) await rig.publish(id)
    await run()
    to(20, '18:30')
    await run()
    expect(channel.calls.map(({ person }) => person).sort()).toEqual(people)
    expect(channel.largestBatch()).toBeLessThanOrEqual(100)
    expect(await rig.deps.models.Run.find({ told: { $gt: 0 } }).lean()).toMatchObject([
      { state: 'done', told: 250, cursor: 'p249' },
    ])
  })
})

describe('the hour of a person', () => {
  it('D17: within quiet hours goes when they end, and says what is true then', async () => {
    await rig.followers(['wang'], { ...daily, hour: '23:00' })
    await rig.publish('n1')
    await rig.publish('n2')
    await run()
    to(20, '23:00')
    await run()
    expect(await rig.deps.models.Delivery.countDocuments()).toBe(0)
    await rig.deps.models.Notice.updateOne({ _id: 'n1' }, { state: 'withdrawn' })
    to(21, '06:30')
    await run()
    expect(channel.calls).toEqual([])
    to(21, '07:00')
    await run()
    expect(told('wang')).toEqual([['n2']])
  })

  it('D17: made up in the night, goes in the morning, whatever is hinted meanwhile', async () => {
    await rig.followers(['wang'], weekly)
    await rig.publish('n1')
    to(20, '23:30')
    await run()
    expect(channel.calls).toEqual([])
    to(21, '00:15')
    await engine().resetHints()
    to(21, '07:00')
    await run()
    expect(told('wang')).toEqual([['n1']])
  })

  it('weekly: four days lie between two of them when the day is moved', async () => {
    await rig.followers(['wang'], weekly)
    await rig.publish('n1')
    await run()
    to(20, '18:30')
    await run()
    await rig.publish('n2')
    await choose('wang', { frequency: 'weekly', weekday: 1, hour: '18:30' })
    await run()
    to(23, '18:30')
    await run()
    expect(told('wang')).toEqual([['n1']])
    to(30, '18:30')
    await run()
    expect(told('wang')).toEqual([['n1'], ['n2']])
  })
})

describe('有效至', () => {
  it('before the next digest: told at once; after it: waits; past it: dropped and says so', async () => {
    await rig.followers(['wang', 'asleep'], daily)
    await rig.deps.models.Preference.updateOne(
      { _id: 'asleep' },
      { quietFrom: '09:00', quietTo: '20:00', hour: '21:00' },
    )
    await rig.publish('water', 1, { validUntil: at(20, '16:00'), title: '下午停水' })
    await rig.publish('later', 1, { validUntil: at(25, '16:00') })
    await run()
    expect(told('wang')).toEqual([['water']])
    to(20, '18:30')
    await run()
    to(20, '21:00')
    await run()
    expect(told('wang')).toEqual([['water'], ['later']])
    expect(told('asleep')).toEqual([['later']])
    expect(
      await rig.deps.models.Match.findOne({ person: 'asleep', 'subject.id': 'water' }).lean(),
    ).toMatchObject({
      state: 'dropped',
      outcome: 'expired',
    })
  })
})
