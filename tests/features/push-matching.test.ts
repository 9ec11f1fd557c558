import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { MatchDoc, SubscriptionDoc } from '../../server/src/features/push/push.model'
import { aFollower, aHousehold, aNotice, announceNotice, aPerson, hutang } from '../support/builders'
import { commandCounter } from '../support/commands'
import { minute, pushRig, type Rig } from './push-rig'

let rig: Rig

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const township = hutang.slice(0, 9)
const earlier = () => new Date(rig.clock.now().getTime() - minute)
/** Told every evening: what is matched waits, and no message is in the way. */
const everyDay = { frequency: 'daily' as const }

async function someone(id: string, preference: object = everyDay, household?: string): Promise<string> {
  return aPerson(rig.deps.models, {
    id,
    now: rig.clock.now(),
    preference,
    ...(household === undefined ? {} : { household }),
  })
}

async function matches(): Promise<Record<string, string[]>> {
  const found = await rig.deps.models.Match.find().sort({ _id: 1 }).lean<MatchDoc[]>()
  return Object.fromEntries(found.map(({ person, reasons }) => [person, [...reasons].sort()]))
}

const matchOf = (person: string) => rig.deps.models.Match.findOne({ person }).lean<MatchDoc>()

describe('a place with what lies below it', () => {
  it('is followed from the township, for everything or a category; the township alone is not', async () => {
    const { models } = rig.deps
    await models.Region.create({
      ...{ _id: township, name: '漕泾镇', level: 'township', parent: null },
      office: { name: '', phone: '', address: '', hours: '' },
    })
    for (const id of ['all', 'topic', 'other', 'itself', 'village']) await someone(id)
    await aFollower(models, 'all', { region: township, below: true, since: earlier() })
    await aFollower(models, 'topic', {
      region: township,
      below: true,
      category: '综合村务',
      since: earlier(),
    })
    await aFollower(models, 'other', {
      region: township,
      below: true,
      category: '民生保障',
      since: earlier(),
    })
    await aFollower(models, 'itself', { region: township, since: earlier() })
    await aFollower(models, 'village', { below: true, since: earlier() })
    await rig.publish('n1', 1)
    await rig.engine().runOnce()
    expect(await matches()).toEqual({
      all: [`scope:${township}+`],
      topic: [`scope:${township}+/综合村务`],
      village: [`scope:${hutang}+`],
    })
  })
})

describe('a word', () => {
  async function saying(id: string, words: { title?: string; body?: string }, item = 1): Promise<void> {
    const { models } = rig.deps
    const notice = await aNotice(models, { id, item, at: rig.clock.now(), title: words.title ?? '一条公开' })
    await models.Edition.updateOne({ _id: notice.current }, { body: words.body ?? '' })
    await announceNotice(models, notice, rig.clock.now())
    await rig.engine().runOnce()
  }

  it('is found in the title and the text, however wide or large its signs are', async () => {
    for (const id of ['water', 'title', 'absent', 'elsewhere']) await someone(id)
    const { models } = rig.deps
    await aFollower(models, 'water', { word: 'ｐｅ管', since: earlier() })
    await aFollower(models, 'title', { word: '停水', since: earlier() })
    await aFollower(models, 'absent', { word: '停电', since: earlier() })
    await aFollower(models, 'elsewhere', { region: '310116109999', word: '停水', since: earlier() })
    await saying('n1', { title: '明天停水', body: '换PE管，请存水。' })
    expect(await matches()).toEqual({
      water: [`scope:${hutang}~pe管`],
      title: [`scope:${hutang}~停水`],
    })
    const kept = await models.Announcement.findOne().lean()
    expect(kept?.scopes).toEqual(expect.arrayContaining([`${hutang}~pe管`, `${hutang}~停水`]))
  })

  it('from the township needs what lies below; two of them are one entry', async () => {
    const { models } = rig.deps
    await models.Region.create({
      ...{ _id: township, name: '漕泾镇', level: 'township', parent: null },
      office: { name: '', phone: '', address: '', hours: '' },
    })
    for (const id of ['both', 'itself']) await someone(id)
    await aFollower(models, 'both', { region: township, below: true, word: '停水', since: earlier() })
    await aFollower(models, 'both', { word: '明天', since: earlier() })
    await aFollower(models, 'itself', { region: township, word: '停水', since: earlier() })
    await saying('n1', { title: '明天停水' })
    expect(await matches()).toEqual({ both: [`scope:${township}+~停水`, `scope:${hutang}~明天`].sort() })
  })

  it('that stands only where a visitor may not read is not found, nor is a name in a row', async () => {
    await someone('curious')
    const { models } = rig.deps
    await aFollower(models, 'curious', { word: '张三', since: earlier() })
    await saying('n1', { title: '流转明细', body: '张三家的地' }, 31)
    const household = await aHousehold(models, 'HT-1')
    const notice = await aNotice(models, { id: 'n2', item: 1, at: rig.clock.now(), households: [household] })
    await models.EditionRow.updateMany({}, { cells: ['张三'] })
    await announceNotice(models, notice, rig.clock.now())
    await rig.engine().runOnce()
    expect(await matches()).toEqual({})
  })

  it('that is no longer followed finds nothing', async () => {
    await someone('stopped')
    await aFollower(rig.deps.models, 'stopped', { word: '停水', since: earlier() })
    await rig.deps.models.Subscription.updateMany({}, { open: false, until: rig.clock.now() })
    await saying('n1', { title: '明天停水' })
    expect(await matches()).toEqual({})
  })
})

describe('what is muted', () => {
  it('and the own household, where that is off, lies in the inbox and is not sent', async () => {
    const { models } = rig.deps
    const [one, two] = [await aHousehold(models, 'HT-1'), await aHousehold(models, 'HT-2')]
    await someone('notice', { frequency: 'immediate', muted: ['notice:n1'] })
    await someone('item', { frequency: 'immediate', muted: [`item:${hutang}#1`] })
    await someone('other', { frequency: 'daily', muted: [`item:${hutang}#2`, 'notice:n'] })
    await someone('off', { frequency: 'immediate', household: false }, one)
    await someone('both', { frequency: 'daily', household: false }, two)
    for (const id of ['notice', 'item', 'other', 'both']) await aFollower(models, id, { since: earlier() })
    await rig.publish('n1', 1, { households: [one, two] })
    await rig.engine().runOnce()
    const told = await Promise.all(
      ['notice', 'item', 'other', 'off', 'both'].map(async (id) => {
        const found = await matchOf(id)
        return [id, found?.state, found?.outcome]
      }),
    )
    expect(told).toEqual([
      ['notice', 'dropped', 'muted'],
      ['item', 'dropped', 'muted'],
      ['other', 'pending', null],
      ['off', 'dropped', 'householdOff'],
      ['both', 'pending', null],
    ])
    expect(rig.calls()).toBe(0)
  })

  it('is over for everybody, where it is matched after its end', async () => {
    await someone('wang', { ...everyDay, muted: ['notice:n1'] })
    await aFollower(rig.deps.models, 'wang', { since: earlier() })
    await rig.publish('n1', 1, { validUntil: new Date(rig.clock.now().getTime() + minute) })
    rig.clock.advance(2 * minute)
    await rig.engine().runOnce()
    expect(await matchOf('wang')).toMatchObject({ state: 'dropped', outcome: 'expired' })
  })

  it('is told all the same in an emergency', async () => {
    const household = await aHousehold(rig.deps.models, 'HT-1')
    await someone('li', { ...everyDay, muted: [`item:${hutang}#50`], household: false }, household)
    await rig.publish('n1', 50)
    await rig.engine().runOnce()
    expect((await matchOf('li'))?.outcome).not.toBe('muted')
  })
})

describe('many', () => {
  const people = 2000

  /** Follow everything, every second one the item too, in an order of ids that is not that of the lists. */
  async function follow(): Promise<void> {
    const { Subscription, Person, Account } = rig.deps.models
    const ids = Array.from({ length: people }, (_, n) => `p${(n * 7919) % people}`)
    const since = earlier()
    const interval = (person: string, scope: string, item: number | null): SubscriptionDoc => ({
      ...{
        _id: `${person} ${scope}`,
        person,
        region: hutang,
        below: false,
        category: null,
        item,
        word: null,
      },
      ...{ scope, since, until: null, open: true },
    })
    await Person.insertMany(
      ids.map((_id) => ({ _id, name: _id, residence: null })),
      { lean: true },
    )
    await Account.insertMany(
      ids.map((id) => ({ _id: `a${id}`, openid: `o${id}`, person: id, own: id, name: id, createdAt: since })),
      { lean: true },
    )
    await Subscription.insertMany(
      ids.map((id) => interval(id, hutang, null)),
      { lean: true },
    )
    await Subscription.insertMany(
      ids.filter((_, n) => n % 2 === 0).map((id) => interval(id, `${hutang}#1`, 1)),
      { lean: true },
    )
  }

  it('D3, D19: are matched once each with every reason, at a fiftieth of a command each', async () => {
    await follow()
    const counted = commandCounter(rig.deps.db)
    const idle = await counted(() => rig.engine().runOnce())
    await rig.publish('n1', 1)
    const { commands } = await counted(() => rig.engine().runOnce())
    const found = await rig.deps.models.Match.find({}, { person: 1, reasons: 1, lane: 1 }).lean<MatchDoc[]>()
    expect(found).toHaveLength(people)
    expect(new Set(found.map(({ person }) => person)).size).toBe(people)
    expect(found.filter(({ reasons }) => reasons.length === 2)).toHaveLength(people / 2)
    expect(found.every(({ lane }) => lane === 'digest')).toBe(true)
    expect((commands.length - idle.commands.length) / people).toBeLessThanOrEqual(0.02)
  })

  it('D5: a worker that dies in the middle leaves nobody out and nobody twice', async () => {
    await follow()
    await rig.publish('n1', 1)
    let pages = 0
    const dying = rig.engine({
      reached(step) {
        if (step === 'match' && ++pages === 2) throw new Error('killed')
      },
    })
    await dying.runOnce()
    expect(await rig.deps.models.Match.countDocuments()).toBe(1500)
    await Promise.all([rig.engine().runOnce(), rig.engine().runOnce()])
    expect(await rig.deps.models.Match.countDocuments()).toBe(people)
    expect(await rig.deps.models.Announcement.countDocuments({ matchedAt: null })).toBe(0)
  })
})
