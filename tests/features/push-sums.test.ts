import type { Told } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Outcome } from '../../server/src/channels/channel'
import type { AnnouncementDoc } from '../../server/src/features/announcements'
import { finishEnding } from '../../server/src/features/notices/endings/finish'
import type { NoticeDoc } from '../../server/src/features/notices/notices.model'
import type { MatchDoc } from '../../server/src/features/push/push.model'
import { toldSums } from '../../server/src/features/push/seen/told'
import { aCorrection, aFollower, aHousehold, aPerson } from '../support/builders'
import { accepted, type Outside, outside, refused, silence } from './push-channel'
import { minute, pushRig, type Rig } from './push-rig'

let rig: Rig
beforeAll(async () => {
  rig = await pushRig()
})
afterAll(() => rig.close())

const answers: Outcome[] = [
  accepted,
  accepted,
  silence,
  refused('47003'),
  refused('45009', 'later', 5 * minute),
]

interface Somebody {
  daily: boolean
  home: boolean
  quiet: boolean
  none: boolean
  channels: number
}
const somebody = fc.record<Somebody>({
  daily: fc.boolean(),
  home: fc.boolean(),
  quiet: fc.boolean(),
  none: fc.boolean(),
  channels: fc.integer({ min: 0, max: 2 }),
})
const steps = ['run', 'hours', 'minutes', 'read', 'unfollow', 'mute', 'correct', 'tick', 'withdraw'] as const
const history = fc.record({
  people: fc.array(somebody, { minLength: 3, maxLength: 8 }),
  visit: fc.boolean(),
  answers: fc.array(fc.nat(answers.length - 1), { minLength: 1, maxLength: 12 }),
  steps: fc.array(fc.tuple(fc.constantFrom(...steps), fc.nat(7)), { minLength: 4, maxLength: 12 }),
})
type History = typeof history extends fc.Arbitrary<infer T> ? T : never

const nameOf = (n: number) => `p${n}`

async function people(list: readonly Somebody[]): Promise<string[]> {
  const { models } = rig.deps
  const now = rig.clock.now()
  const homes: string[] = []
  for (const [n, one] of list.entries()) {
    const id = nameOf(n)
    const household = one.home ? await aHousehold(models, `HT-${n}`) : undefined
    if (household) homes.push(household)
    const preference = {
      frequency: one.daily ? ('daily' as const) : ('immediate' as const),
      channels: (['wechat', 'sms'] as const).slice(0, one.channels),
      ...(one.quiet ? { quietFrom: '09:00', quietTo: '11:00' } : {}),
    }
    await aPerson(models, { id, ...(household ? { household } : {}), preference, now })
    await aFollower(models, id, { since: new Date(now.getTime() - minute) })
  }
  return homes
}

let correction = 1

async function take(step: (typeof steps)[number], n: number): Promise<void> {
  const { models } = rig.deps
  const person = nameOf(n)
  const ahead = (by: number) => rig.clock.moveTo(new Date(rig.clock.now().getTime() + by))
  switch (step) {
    case 'minutes':
      return ahead(6 * minute)
    case 'hours':
      return ahead((n + 1) * 60 * minute)
    case 'read':
      await models.Match.updateMany({ person, readAt: null }, { readAt: rig.clock.now() })
      return
    case 'unfollow':
      await models.Subscription.updateMany({ person }, { open: false, until: rig.clock.now() })
      return
    case 'mute':
      await models.Preference.updateOne({ _id: person }, { muted: ['notice:n1'] })
      return
    case 'correct':
      ahead(minute)
      if ((await models.Notice.findById('n1').lean<NoticeDoc>())?.state === 'published')
        await aCorrection(rig.deps, { id: 'n1', editionNo: ++correction })
      return
    case 'tick':
      await models.Visit.updateMany({}, { told: { by: '人', at: rig.clock.now(), how: 'phone' } })
      return
    case 'withdraw': {
      const ended = { verb: 'withdraw', at: rig.clock.now(), by: '人', body: '村', reason: '错了' }
      const notice = await models.Notice.findByIdAndUpdate(
        'n1',
        { state: 'withdrawn', owed: ['tell'], ended },
        { returnDocument: 'after' },
      ).lean<NoticeDoc>()
      if (notice) await finishEnding(rig.deps, notice)
      return
    }
    case 'run':
  }
}

function channelsAnswering(given: History): Outside[] {
  let n = 0
  const answer = () => answers[given.answers[n++ % given.answers.length] ?? 0] ?? accepted
  const none = (person: string) => (given.people[Number(person.slice(1))]?.none ? 'noGrant' : null)
  const now = () => rig.clock.now()
  return [outside({ name: 'wechat', now, answer, none }), outside({ name: 'sms', now, answer, none })]
}

/** Of each announcement: the parts add up to who was matched, and agree with what the vendors were asked. */
async function check(channels: readonly Outside[]): Promise<Told['announcements']> {
  const { models } = rig.deps
  const { announcements } = await toldSums(rig.deps, 'n1')
  const announced = await models.Announcement.find().lean<AnnouncementDoc[]>()
  expect(announcements.map(({ announcement }) => announcement).sort()).toEqual(
    announced.map(({ _id }) => _id).sort(),
  )
  for (const one of announcements) {
    const matches = await models.Match.find({ announcement: one.announcement }).lean<MatchDoc[]>()
    const sum = one.parts.reduce((total, { persons }) => total + persons, 0)
    expect([one.announcement, sum, one.expected]).toEqual([one.announcement, matches.length, matches.length])
    for (const part of one.parts) {
      const reasons = part.reasons.reduce((total, { persons }) => total + persons, 0)
      expect(reasons).toBeLessThanOrEqual(part.persons)
    }
    const sent = one.channels.reduce((total, channel) => total + channel.sent, 0)
    const told = one.parts.find(({ part }) => part === 'told')?.persons ?? 0
    expect(sent).toBeGreaterThanOrEqual(told)
    const yes = channels.flatMap(({ calls }) => calls.filter(({ outcome }) => outcome.kind === 'accepted'))
    expect(new Set(yes.map(({ person }) => person)).size).toBeGreaterThanOrEqual(told)
  }
  return announcements
}

describe('what is said after publishing', () => {
  it('adds up to who was expected, for every announcement and after every step of any history', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (given) => {
        await rig.reset()
        correction = 1
        const homes = await people(given.people)
        const channels = channelsAnswering(given)
        await rig.publish('n1', 31, { households: homes, visit: given.visit })
        await rig.deps.models.Edition.updateOne({ notice: 'n1' }, { visit: given.visit })
        const engine = rig.engine({ channels })
        for (const [step, n] of given.steps) {
          await take(step, n)
          await check(channels)
          await engine.runOnce()
          await check(channels)
        }
      }),
      { numRuns: 8 },
    )
  }, 120_000)

  it('leaves nobody waiting when everything has come to rest', async () => {
    await rig.reset()
    const homes = await people([
      { daily: false, home: true, quiet: false, none: false, channels: 2 },
      { daily: true, home: true, quiet: false, none: true, channels: 2 },
      { daily: true, home: true, quiet: true, none: false, channels: 0 },
    ])
    const channels = [
      outside({ name: 'wechat', now: () => rig.clock.now(), none: (p) => (p === 'p1' ? 'noGrant' : null) }),
    ]
    await rig.publish('n1', 31, { households: homes, visit: true })
    await rig.deps.models.Edition.updateOne({ notice: 'n1' }, { visit: true })
    const engine = rig.engine({ channels })
    await engine.runOnce()
    const [before] = await check(channels)
    expect(before?.parts.filter(({ persons }) => persons > 0).map(({ part }) => part)).toEqual([
      'told',
      'waiting',
    ])
    expect(before?.nextAt).toBe('2026-11-20T10:30:00.000Z')
    rig.clock.moveTo(new Date('2026-11-20T18:31:00+08:00'))
    await engine.runOnce()
    const [after] = await check(channels)
    expect(Object.fromEntries(after?.parts.map(({ part, persons }) => [part, persons]) ?? [])).toMatchObject({
      told: 1,
      visit: 2,
      waiting: 0,
    })
    expect(after?.parts.find(({ part }) => part === 'visit')?.reasons).toEqual([
      { code: 'channelsOff', text: '没有开手机上的提醒', persons: 1 },
      { code: 'noGrant', text: '没有允许微信提醒，或者次数用完了', persons: 1 },
    ])
    expect(after?.visits).toEqual({ households: 2, told: 0, persons: 0 })
    expect(after?.text).toContain('入户名单 2 户，已上门或打电话告诉 0 户。')
  })

  it('D18: everybody in one part: who got it, who may have, whom nothing reached, who waits', async () => {
    await rig.reset()
    const answerTo: Record<string, Outcome> = { p1: silence, p2: refused('47003') }
    const channels = [
      outside({ now: () => rig.clock.now(), answer: ({ person }) => answerTo[person] ?? accepted }),
    ]
    const usual: Somebody = { daily: false, home: false, quiet: false, none: false, channels: 1 }
    await people([usual, usual, usual, { ...usual, channels: 0 }, usual, { ...usual, daily: true }, usual])
    await rig.publish('n1')
    await rig.publish('n2', 1, { visit: true })
    await rig.deps.models.Preference.updateOne({ _id: 'p4' }, { muted: ['notice:n1'] })
    await rig.engine({ channels }).runOnce()
    await rig.deps.models.Match.updateMany({ person: 'p6' }, { readAt: rig.clock.now() })
    const parts = async (notice: string) => {
      const [one] = (await toldSums(rig.deps, notice)).announcements
      return Object.fromEntries(one?.parts.map(({ part, persons }) => [part, persons]) ?? [])
    }
    const both = { read: 1, unknown: 1, waiting: 1 }
    expect(await parts('n1')).toEqual({ ...both, told: 1, visit: 0, inbox: 1, failed: 1, dropped: 1 })
    expect(await parts('n2')).toEqual({ ...both, told: 2, visit: 2, inbox: 0, failed: 0, dropped: 0 })
  })
})
