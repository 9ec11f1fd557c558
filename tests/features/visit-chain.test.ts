import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { VisitDoc } from '../../server/src/features/push/push.model'
import { visitCountsOf } from '../../server/src/features/push/visits/counts'
import { aCorrection, aHousehold, aNotice, announceNotice, aPerson } from '../support/builders'
import { pushRig, type Rig, resident } from './push-rig'

let rig: Rig
beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const visits = (): Promise<VisitDoc[]> => rig.deps.models.Visit.find().sort({ _id: 1 }).lean<VisitDoc[]>()

/** A household whose people have no account; the first is its head. */
async function withoutPhone(code: string, people: string[]): Promise<string> {
  const { models } = rig.deps
  const household = await aHousehold(models, code)
  const [head = ''] = people
  for (const id of people) await aPerson(models, { id, household, account: false, now: rig.clock.now() })
  await models.Household.updateOne({ _id: household }, { head: `示例${head}` })
  return household
}

async function publish(households: string[], more: { item?: number; visit?: boolean } = {}): Promise<void> {
  const { item = 31, visit = true } = more
  const { models } = rig.deps
  const at = rig.clock.now()
  const notice = await aNotice(models, { id: 'n1', item, at, households })
  await models.Edition.updateOne({ _id: notice.current }, { visit })
  await announceNotice(models, notice, at, { visit })
}

describe('a household that no channel reaches', () => {
  it('comes onto the visit list by its head, where the publisher asked for a visit', async () => {
    const [reached, silent] = [
      await resident(rig, 'li', 'HT-1'),
      await withoutPhone('HT-2', ['sun', 'ma', 'hu']),
    ]
    await publish([reached, silent])
    await rig.engine().runOnce()
    expect(rig.phone('li')).toHaveLength(1)
    expect(await visits()).toMatchObject([{ household: silent, persons: ['sun'], told: null }])
    await rig.engine().runOnce()
    expect(await visits()).toHaveLength(1)
  })

  it('hears at the door of a correction as well, as whoever had it', async () => {
    const silent = await withoutPhone('HT-2', ['sun'])
    await publish([silent])
    await rig.engine().runOnce()
    rig.clock.advance(60_000)
    await aCorrection(rig.deps, { id: 'n1', item: 31, households: [silent] })
    await rig.deps.models.Edition.updateOne({ _id: 'n1:2' }, { visit: true })
    await rig.deps.models.Announcement.updateOne({ kind: 'corrected' }, { visit: true })
    await rig.engine().runOnce()
    expect(
      (await visits()).map(({ announcement, persons }) => [announcement.split(':').at(-1), persons]),
    ).toEqual([
      ['published', ['sun']],
      ['corrected', ['sun']],
    ])
  })

  it('is told on the notice board alone where nobody asked', async () => {
    await publish([await withoutPhone('HT-2', ['sun'])], { visit: false })
    await rig.engine().runOnce()
    expect(await visits()).toEqual([])
  })

  it('stands there once in an emergency, however many live there, and one tick counts for all', async () => {
    await withoutPhone('HT-2', ['sun', 'ma', 'hu'])
    await publish([], { item: 50 })
    await rig.engine().runOnce()
    const [visit, ...others] = await visits()
    expect(others).toEqual([])
    expect(visit?.persons.sort()).toEqual(['hu', 'ma', 'sun'])
    const told = { by: '人', at: rig.clock.now(), how: 'phone' as const }
    await rig.deps.models.Visit.updateOne({ _id: visit?._id }, { told })
    const counts = await visitCountsOf(rig.deps.db, visit?.announcement ?? '')
    expect([counts.households, counts.told, counts.personsTold.size]).toEqual([1, 1, 3])
  })

  it('is not visited when somebody of it was verified before the message went', async () => {
    const silent = await withoutPhone('HT-2', ['sun'])
    rig.clock.moveTo(new Date('2026-11-20T23:00:00+08:00'))
    await publish([silent])
    // Quiet hours hold until the morning.
    await rig.engine().runOnce()
    await aPerson(rig.deps.models, { id: 'young', household: silent, now: rig.clock.now() })
    rig.clock.moveTo(new Date('2026-11-21T07:01:00+08:00'))
    await rig.engine().runOnce()
    expect(await visits()).toEqual([])
    expect(await rig.matchOf('sun')).toMatch(/^dropped/)
  })
})
