import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Deps } from '../../server/src/deps'
import { hideNotice } from '../../server/src/features/notices/endings/hide'
import { takeDownNotice } from '../../server/src/features/notices/endings/takedown'
import { withdrawNotice } from '../../server/src/features/notices/endings/withdraw'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import { completeContent, published, renewed, type Village, villageApp } from '../api/notices-setup'
import { actorIn, atEveryWrite, Crash, dyingAt } from '../support/dying'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

async function survived(act: Promise<unknown>): Promise<void> {
  await act.catch((problem) => {
    if (!(problem instanceof Crash)) throw problem
  })
}

/** Twice, a minute apart: what was under way at the takedown may write once more. */
async function swept(): Promise<void> {
  await finishPending(t.deps)
  t.clock.advance(61_000)
  await finishPending(t.deps)
  t.forget()
}

const listedNotice = () => published(t, 31, completeContent(31, { table: true }))
const read = async (id: string) =>
  (await t.ask('GET /api/notices/:id', { params: { id }, token: renewed(t, 'outsider') })).body
const stored = (id: string) => t.deps.models.Notice.findById(id).lean()

describe('a process that dies while it withdraws', () => {
  it('leaves it published, or withdrawn with its recipients told once', async () => {
    const publisher = await actorIn(t, 'publisher')
    const deaths = await atEveryWrite(async (nth, when) => {
      const { notice: id } = await listedNotice()
      const { deps, died } = dyingAt(t, nth, when)
      await survived(withdrawNotice(deps, publisher, id, { reason: '用错了表', tell: true }, null))
      const { state } = (await stored(id)) ?? {}
      await swept()
      expect(await stored(id)).toMatchObject({ state, owed: [] })
      expect((await read(id)).state).toBe(state)
      const told = { 'subject.id': id, kind: 'withdrawn' as const }
      expect(await t.deps.models.Announcement.countDocuments(told)).toBe(state === 'withdrawn' ? 1 : 0)
      return died()
    })
    // The audit, the notice, the announcement, what is owed: each before and after.
    expect(deaths).toBe(8)
  })
})

describe('a process that dies while it takes down', () => {
  async function hidden(): Promise<string> {
    const { notice: id } = await listedNotice()
    await hideNotice(t.deps, await actorIn(t, 'supervisor'), id, '多了一列号码', null)
    return id
  }
  const takeDown = async (deps: Deps, id: string, key: string | null = null) =>
    takeDownNotice(
      deps,
      await actorIn(t, 'publisher'),
      id,
      { reason: '误带号码', kinds: ['phone'], tell: true },
      key === null ? null : { key, hash: 'h' },
    )

  it('leaves it hidden, or nothing of it; whose data it was is told exactly once', async () => {
    const { Announcement, EditionRow, Edition, Leak, LeakHousehold } = t.deps.models
    const deaths = await atEveryWrite(async (nth, when) => {
      const id = await hidden()
      const { deps, died } = dyingAt(t, nth, when)
      await survived(takeDown(deps, id))
      t.forget()
      const { state } = (await stored(id)) ?? {}
      // From the commit point on nothing is read, whatever is still to be deleted.
      expect(await read(id)).toMatchObject({ gone: true, table: null, body: null })
      await swept()
      expect(await stored(id)).toMatchObject({ state, owed: [] })
      const [rows, edition, leaks, households, told] = await Promise.all([
        EditionRow.countDocuments({ notice: id }),
        Edition.findOne({ notice: id }).lean(),
        Leak.countDocuments({ _id: id }),
        LeakHousehold.countDocuments({ notice: id }),
        Announcement.countDocuments({ 'subject.id': id, kind: { $in: ['leaked', 'takenDown'] } }),
      ])
      const left = { rows, title: edition?.title, leaks, households, told }
      if (state === 'takenDown')
        expect(left).toEqual({ rows: 0, title: '', leaks: 1, households: 3, told: 2 })
      else expect(left).toMatchObject({ rows: 3, leaks: 0, households: 0, told: 0 })
      return died()
    })
    expect(deaths).toBeGreaterThanOrEqual(24)
  })

  it('answers the repeated request with the one effect', async () => {
    for (let nth = 1; nth <= 6; nth++) {
      const id = await hidden()
      const key = `a-publisher:again-${nth}`
      await survived(takeDown(dyingAt(t, nth, 'after').deps, id, key))
      await takeDown(t.deps, id, key)
      const notice = await stored(id)
      expect(notice).toMatchObject({ state: 'takenDown' })
      expect(notice?.steps?.filter(({ verb }) => verb === 'takedown')).toHaveLength(1)
      expect(await t.deps.models.LeakHousehold.countDocuments({ notice: id })).toBe(3)
    }
  })
})
