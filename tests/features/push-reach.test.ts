import type { Reach } from '@hutang/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { AnnouncementDoc } from '../../server/src/features/announcements'
import { noticeSubject } from '../../server/src/features/notices/subjects'
import type { DeliveryDoc, MatchDoc } from '../../server/src/features/push/push.model'
import { reachView } from '../../server/src/features/push/seen/reach'
import { aFollower, aHousehold, aPerson, openidOf } from '../support/builders'
import { giveGrants, pushRig, type Rig, resident } from './push-rig'

let rig: Rig
beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

/** What is foreseen of an announcement that nobody was told of yet. */
async function reach(id = 'n1', kind: AnnouncementDoc['kind'] = 'published'): Promise<Reach> {
  const announcement = await rig.deps.models.Announcement.findOne({
    'subject.id': id,
    kind,
  }).lean<AnnouncementDoc>()
  const about = await noticeSubject.describe(rig.deps, id, kind)
  if (!announcement || about.gone !== null) throw new Error('nothing to foresee')
  return reachView(rig.deps, {
    announcement: { ...announcement, _id: `${announcement._id}?` },
    about,
    tellsNobody: false,
  })
}

async function follower(id: string, preference: object, grants = 2): Promise<void> {
  const { models } = rig.deps
  rig.emulator.users.add({ openid: openidOf(id) })
  await aPerson(models, { id, preference, now: rig.clock.now() })
  await aFollower(models, id, { since: new Date(rig.clock.now().getTime() - 60_000) })
  await giveGrants(rig, id, grants)
}

async function everybody(): Promise<string[]> {
  const { models } = rig.deps
  const now = rig.clock.now()
  const own = await resident(rig, 'own', 'HT-1', 2)
  const silent = await aHousehold(models, 'HT-2')
  await aPerson(models, { id: 'nophone', household: silent, account: false, now })
  await aFollower(models, 'nophone', { since: new Date(now.getTime() - 60_000) })
  await follower('atOnce', { frequency: 'immediate' })
  await follower('daily', { frequency: 'daily' })
  await follower('weekly', { frequency: 'weekly', weekday: 6 })
  await follower('nogrant', { frequency: 'immediate' }, 0)
  await follower('off', { frequency: 'immediate', channels: [] })
  await follower('muted', { frequency: 'immediate', muted: ['notice:n1'] })
  await follower('night', { frequency: 'immediate', quietFrom: '09:00', quietTo: '12:00' })
  return [own, silent]
}

/** As everything has come to rest, by the ledger. */
async function came(): Promise<Record<string, number>> {
  const { models } = rig.deps
  for (const at of ['2026-11-20T12:01:00+08:00', '2026-11-20T18:31:00+08:00', '2026-11-21T18:31:00+08:00']) {
    rig.clock.moveTo(new Date(at))
    await rig.engine().runOnce()
  }
  const matches = await models.Match.find().lean<MatchDoc[]>()
  const counts: Record<string, number> = { persons: matches.length, wechat: 0, inbox: 0, visit: 0, silent: 0 }
  for (const { state, delivery } of matches) {
    const result = (await models.Delivery.findById(delivery).lean<DeliveryDoc>())?.result
    const key = state === 'dropped' ? 'silent' : result === 'delivered' ? 'wechat' : (result ?? 'none')
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

const foreseen = ({ persons, channels, inbox, visit, silent }: Reach) => ({
  persons,
  wechat: channels.find(({ channel }) => channel === 'wechat')?.persons,
  inbox,
  visit: visit.persons,
  silent,
})

describe('what is foreseen before publishing', () => {
  it.each([
    ['with a visit', true, 1],
    ['without', false, 1],
    ['in an emergency', true, 50],
    ['of the own household', true, 31],
  ])('is what the engine then does: %s', async (_, visit, item) => {
    const households = await everybody()
    await rig.publish('n1', item, { households, visit })
    await rig.deps.models.Edition.updateOne({ notice: 'n1' }, { visit })
    const before = await reach()
    const after = await came()
    expect(foreseen(before)).toEqual(after)
    const { channels, inbox, silent, persons } = before
    expect(channels.reduce((sum, one) => sum + one.persons, inbox + silent + before.visit.persons)).toBe(
      persons,
    )
    expect(before.unreachable.reduce((sum, one) => sum + one.persons, 0)).toBe(inbox + before.visit.persons)
    expect(before.when.later.reduce((sum, one) => sum + one.persons, before.when.now)).toBe(persons - silent)
  })

  it('says when, and why somebody cannot be reached', async () => {
    await everybody()
    await rig.publish('n1', 1)
    const { when, unreachable, text } = await reach()
    expect(when.later.map(({ text: at, persons }) => [at, persons])).toEqual([
      ['今天 12:00（免打扰结束后）', 1],
      ['今天 18:30 汇总', 1],
      ['明天 18:30 汇总', 1],
    ])
    expect(unreachable.map(({ code, persons }) => [code, persons])).toEqual([
      ['channelsOff', 1],
      ['noAccount', 1],
      ['noGrant', 1],
    ])
    expect(text[0]).toBe('会告诉 8 人：微信 4 人。')
  })

  it('writes nothing', async () => {
    await everybody()
    await rig.publish('n1', 1)
    await reach()
    const { Match, Delivery, Attempt, Grant } = rig.deps.models
    expect(await Match.countDocuments()).toBe(0)
    expect(await Delivery.countDocuments()).toBe(0)
    expect(await Attempt.countDocuments()).toBe(0)
    expect(await Grant.countDocuments({ state: { $ne: 'free' } })).toBe(0)
  })

  it('stops counting after many thousands, and says so', async () => {
    const ids = Array.from({ length: 10_500 }, (_, n) => `m${String(n).padStart(6, '0')}`)
    for (let from = 0; from < ids.length; from += 3000) await rig.followers(ids.slice(from, from + 3000))
    await rig.publish('n1', 1)
    const began = performance.now()
    const { exact, persons, text } = await reach()
    process.stdout.write(`reach of 10,000: ${Math.round(performance.now() - began)} ms\n`)
    expect([exact, persons]).toEqual([false, 10_000])
    expect(text[0]).toBe('会告诉约 10000 人（人太多，只数到这里）。')
  }, 120_000)
})
