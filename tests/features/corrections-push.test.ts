import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Step } from '../../server/src/features/push/delivery/context'
import { aCorrection, aPerson } from '../support/builders'
import { minute, pushRig, type Rig, resident } from './push-rig'

const tick = 61_000
let rig: Rig

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const correct = (id: string, more: Partial<Parameters<typeof aCorrection>[1]> = {}) =>
  aCorrection(rig.deps, { id, ...more })

/** What each of a person's entries came to: the announcement's kind, its state, what was sealed. */
async function entriesOf(person: string): Promise<string[]> {
  const matches = await rig.deps.models.Match.find({ person }).sort({ at: 1, kind: -1 }).lean()
  const deliveries = await rig.deps.models.Delivery.find({ person }).lean()
  return matches.map(({ _id, kind, state, outcome }) => {
    const sealed = deliveries.flatMap(({ items }) => items).find(({ match }) => match === _id)
    return [kind, state, outcome ?? sealed?.edition ?? '-'].join(' ')
  })
}

const titlesOf = (person: string) => rig.phone(person).map(({ fields }) => fields[1]?.value)

async function rest(): Promise<void> {
  for (let looks = 0; looks < 3; looks++) {
    rig.clock.advance(tick)
    await rig.engine().runOnce()
  }
}

describe('a correction', () => {
  it('that is major goes to exactly those who had it, once (D15, D21)', async () => {
    for (const who of ['had', 'stopped', 'daily']) await rig.follower(who, 3)
    const { Subscription, Match, Preference } = rig.deps.models
    await Preference.updateMany({ _id: 'daily' }, { frequency: 'daily' })
    await rig.publish('n1')
    await rig.engine().runOnce()
    await rig.follower('later', 3)
    await Match.updateOne({ person: 'daily' }, { readAt: rig.clock.now() })
    await Subscription.updateMany({ person: 'stopped' }, { open: false, until: rig.clock.now() })
    rig.clock.advance(minute)
    await correct('n1')
    await Promise.all([rig.engine().runOnce(), rig.engine().runOnce()])
    await rest()
    for (const who of ['had', 'stopped']) {
      expect([who, await entriesOf(who)]).toEqual([who, ['published sent n1-e1', 'corrected sent n1:2']])
      expect(rig.phone(who)).toHaveLength(2)
    }
    // Their digest will say what is current; the entry is new again.
    expect(await entriesOf('daily')).toEqual(['published pending -'])
    expect(await Match.findOne({ person: 'daily' }).lean()).toMatchObject({ readAt: null })
    expect(await entriesOf('later')).toEqual([])
    expect(rig.phone('later')).toHaveLength(0)
    expect(titlesOf('had').sort()).toEqual(['关于第1项的公开', '更正：关于第1项的公开'])
  })

  it('that is minor is told to nobody', async () => {
    await rig.follower('wang', 2)
    await rig.publish('n1')
    await rig.engine().runOnce()
    await correct('n1', { size: 'minor' })
    await rest()
    expect(await entriesOf('wang')).toEqual(['published sent n1-e1'])
    expect(rig.calls('wang')).toBe(1)
  })

  it('before the first message went out leaves one message, which says what is current', async () => {
    await rig.follower('wang', 2)
    await rig.publish('n1')
    await correct('n1', { title: '改好的标题' })
    await rest()
    expect(await entriesOf('wang')).toEqual(['published sent n1:2'])
    expect(titlesOf('wang')).toEqual(['改好的标题'])
  })

  it.each(['a', 'b', 'c', 'e'] as Step[])(
    'while a worker has died after %s: nobody is told the same twice, nobody is left with the old',
    async (step) => {
      await rig.follower('wang', 3)
      await rig.publish('n1')
      await rig
        .engine({
          reached(at) {
            if (at === step) throw new Error(`died after ${at}`)
          },
        })
        .runOnce()
        .catch(() => undefined)
      await correct('n1')
      await rest()
      const told = await entriesOf('wang')
      const first = told[0]
      if (first === 'published sent n1:2') {
        expect(told.slice(1)).toEqual(step === 'a' ? [] : ['corrected dropped told'])
        expect(rig.phone('wang')).toHaveLength(1)
      } else {
        expect(told).toEqual(['published sent n1-e1', 'corrected sent n1:2'])
      }
      const inbox = await rig.deps.models.Match.countDocuments({ person: 'wang', outcome: { $ne: 'told' } })
      expect(inbox).toBe(first === 'published sent n1:2' ? 1 : 2)
    },
  )

  it('is told once by two that follow one another, and the newer wins', async () => {
    await rig.follower('wang', 4)
    await rig.publish('n1')
    await rig.engine().runOnce()
    rig.clock.advance(minute)
    await correct('n1')
    await correct('n1', { editionNo: 3, size: 'minor' })
    await rest()
    expect(await entriesOf('wang')).toEqual(['published sent n1-e1', 'corrected sent n1:3'])
    await correct('n1', { editionNo: 4 })
    await rest()
    expect(await entriesOf('wang')).toEqual([
      'published sent n1-e1',
      'corrected sent n1:3',
      'corrected sent n1:4',
    ])
  })

  it('is not told to who may not read it any more', async () => {
    const home = await resident(rig, 'li', 'HT-1', 3)
    await rig.publish('n1', 31, { households: [home] })
    await rig.engine().runOnce()
    await rig.deps.models.Person.updateOne({ _id: 'li' }, { 'residence.state': 'moved' })
    await correct('n1', { item: 31, households: [home] })
    await rest()
    expect(await entriesOf('li')).toEqual(['published sent n1-e1'])
  })

  it('is told to a household that it puts into the table, and to no other that never had it', async () => {
    const [first, second] = [await resident(rig, 'li', 'HT-1', 3), await resident(rig, 'wu', 'HT-2', 3)]
    await rig.publish('n1', 31, { households: [first] })
    await rig.engine().runOnce()
    await aPerson(rig.deps.models, { id: 'child', household: first, now: rig.clock.now() })
    await correct('n1', { item: 31, households: [first, second] })
    await rest()
    expect(await entriesOf('li')).toEqual(['published sent n1-e1', 'corrected sent n1:2'])
    expect(await entriesOf('wu')).toEqual(['corrected sent n1:2'])
    expect(await entriesOf('child')).toEqual([])
    expect(titlesOf('li').sort()).toEqual(
      ['有一条与您家有关的新公开，请打开查看', '有一条与您家有关的更正，请打开查看'].sort(),
    )
  })

  it('is told to many in pages, each once, also by two workers', async () => {
    const { Match } = rig.deps.models
    await rig.publish('n1')
    await rig.engine().runOnce()
    const at = rig.clock.now()
    const people = Array.from({ length: 1200 }, (_, n) => `p${n}`)
    await Match.insertMany(
      people.map((person, n) => ({
        _id: `n1:n1-e1:published::${person}`,
        announcement: 'n1:n1-e1:published',
        person,
        subject: { kind: 'notice', id: 'n1' },
        region: '310116109213',
        kind: 'published',
        urgency: 'ordinary' as const,
        lane: 'digest' as const,
        nextAt: at,
        reasons: ['scope:310116109213'],
        at,
        state: n % 3 === 0 ? 'pending' : 'sent',
      })),
    )
    rig.clock.advance(minute)
    await correct('n1')
    await Promise.all([rig.engine().runOnce(), rig.engine().runOnce()])
    expect(await Match.countDocuments({ kind: 'corrected' })).toBe(800)
  })
})
