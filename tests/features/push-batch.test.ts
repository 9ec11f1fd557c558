import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { aHousehold, hutang } from '../support/builders'
import { commandCounter } from '../support/commands'
import { outside } from './push-channel'
import { pushRig, type Rig } from './push-rig'

let rig: Rig

beforeAll(async () => {
  rig = await pushRig({ monitorCommands: true })
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const named = (count: number) => Array.from({ length: count }, (_, n) => `p${String(n).padStart(4, '0')}`)
const now = () => rig.clock.now()

/** Everything is matched, and nothing told yet. */
async function matched(): Promise<void> {
  await rig
    .engine({
      channels: [],
      reached(step) {
        if (step === 'a') throw new Error('only the inbox is written')
      },
    })
    .runOnce()
  await rig.deps.models.Delivery.deleteMany({})
}

/** Everybody lives in a household of the village and has an account that is verified. */
async function asResidents(ids: readonly string[]): Promise<void> {
  const { Account, Person } = rig.deps.models
  const home = await aHousehold(rig.deps.models, '1')
  const residence = { region: hutang, household: home, member: true, state: 'living' as const, endedAt: null }
  await Person.updateMany({}, { $set: { residence } })
  const [verifiedAt, createdAt, seenAt] = [now(), now(), now()]
  await Account.insertMany(
    ids.map((id) => ({ _id: `a-${id}`, person: id, own: id, name: id, verifiedAt, createdAt, seenAt })),
  )
}

describe('a batch', () => {
  // The second one is for villagers alone: it is asked who each of them is.
  it.each([1, 3])(
    'of 200 (item %i) costs at most 20 commands, each call with its intent on disk before it',
    async (item) => {
      await rig.followers(named(200))
      await asResidents(named(200))
      await rig.publish('n1', item)
      await matched()
      const idle = rig.engine({ channels: [outside({ now })] })
      const counted = commandCounter(rig.deps.db)
      const intents: string[] = []
      const channel = outside({ now })
      const engine = rig.engine({
        channels: [channel],
        async reached(step) {
          if (step !== 'd') return
          intents.push(
            ...(await rig.deps.models.Attempt.find({ state: 'sending' }).batchSize(201).lean()).map(
              ({ person }) => person,
            ),
          )
        },
      })
      const { commands } = await counted(() => engine.runOnce())
      expect(channel.calls).toHaveLength(200)
      expect(new Set(channel.calls.map(({ person }) => person)).size).toBe(200)
      expect(new Set(intents)).toEqual(new Set(named(200)))
      expect(await rig.deps.models.Match.countDocuments({ state: 'sent' })).toBe(200)
      expect(await rig.deps.models.Delivery.countDocuments({ result: 'delivered' })).toBe(200)
      const { commands: rest } = await counted(() => idle.runOnce())
      // What looks for work when there is none is no part of the batch; one command is the test's own.
      expect(commands.length - rest.length - 1).toBeLessThanOrEqual(20)
    },
  )

  it('is never more than 200, however many are due', async () => {
    await rig.followers(named(500))
    await rig.publish('n1')
    const channel = outside({ now })
    await rig.engine({ channels: [channel] }).runOnce()
    expect(channel.calls).toHaveLength(500)
    expect(channel.largestBatch()).toBe(200)
  })

  it('calls one after another for a phone that a family shares', async () => {
    await rig.followers(['father', 'mother', 'child'])
    await rig.publish('n1')
    const channel = outside({
      now,
      addressOf: () => '13800000000',
      answer: () => new Promise((resolve) => setTimeout(() => resolve({ kind: 'accepted' }), 5)),
    })
    await Promise.all([
      rig.engine({ channels: [channel] }).runOnce(),
      rig.engine({ channels: [channel] }).runOnce(),
    ])
    rig.clock.advance(61_000)
    await rig.engine({ channels: [channel] }).runOnce()
    expect(channel.mostForOneAddress()).toBe(1)
    expect(channel.calls.map(({ person }) => person).sort()).toEqual(['child', 'father', 'mother'])
  })

  it('with one that cannot be done keeps nobody else waiting', async () => {
    await rig.followers(named(20))
    await rig.publish('n1')
    const channel = outside({
      now,
      none: (person) => {
        if (person === 'p0007') throw new Error('nobody can say how to reach them')
        return null
      },
    })
    const engine = rig.engine({ channels: [channel] })
    for (let looks = 0; looks < 5; looks++) {
      await engine.runOnce()
      rig.clock.advance(61_000)
    }
    expect(channel.calls.map(({ person }) => person).sort()).toEqual(named(20).filter((id) => id !== 'p0007'))
    expect(await rig.deps.models.Delivery.countDocuments({ state: 'sealed' })).toBe(1)
  })

  it('leaves to the next poll what has not begun when the process ends', async () => {
    await rig.followers(named(8))
    await rig.publish('n1')
    let stopped: Promise<void> | undefined
    const channel = outside({ now, answer: async () => ({ kind: 'accepted' }) })
    const engine = rig.engine({
      channels: [channel],
      atOnce: 1,
      reached(step) {
        if (step === 'e') stopped ??= engine.stop()
      },
    })
    engine.start()
    while (!stopped) await new Promise((resolve) => setTimeout(resolve, 5))
    await stopped
    expect(channel.calls).toHaveLength(1)
    rig.clock.advance(61_000)
    await rig.engine({ channels: [channel] }).runOnce()
    expect(channel.calls.map(({ person }) => person).sort()).toEqual(named(8))
    expect(await rig.deps.models.Attempt.countDocuments({ state: 'unknown' })).toBe(0)
  })
})

describe('an emergency', () => {
  it('goes before what waits already, in the same poll', async () => {
    await rig.followers(named(3))
    for (const id of ['n1', 'n2']) await rig.publish(id)
    rig.clock.advance(1000)
    await rig.publish('n9', 1, { urgency: 'emergency', title: '台风来了' })
    const channel = outside({ now })
    await rig.engine({ channels: [channel] }).runOnce()
    expect(channel.calls.slice(0, 3).map(({ message }) => message.emergency)).toEqual([true, true, true])
    expect(channel.calls).toHaveLength(9)
  })
})
