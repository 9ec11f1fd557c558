import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { createNil } from '../../server/src/features/notices/nil/create-nil'
import { publishNotice } from '../../server/src/features/notices/workflow/publish'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import { approved, type Village, village, villageApp } from '../api/notices-setup'
import { actorIn, atEveryWrite, Crash, dyingAt } from '../support/dying'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

/** Items of a quarter, each used once. */
const items = [10, 13, 15, 18, 19, 21, 25, 27, 31, 40, 41, 42, 44, 49]

it('a nil return whose making breaks off at any write is finished by the sweep, or was never begun', async () => {
  const clerk = await actorIn(t, 'clerk')
  const { Notice, Edition } = t.deps.models
  const free = [...items]
  const deaths = await atEveryWrite(async (nth, when) => {
    const no = free.shift() ?? 0
    const { deps, died } = dyingAt(t, nth, when)
    const asked = { code: village.code, no, period: '2026-Q3', plain: '第三季度没有' }
    await createNil(deps, clerk, asked, null).catch((problem) => {
      if (!(problem instanceof Crash)) throw problem
    })
    await finishPending(t.deps)
    const notice = await Notice.findOne({ item: no }).lean()
    const editions = await Edition.find({ item: no }).lean()
    if (notice) {
      expect(notice.owed).toEqual([])
      expect(editions).toMatchObject([{ notice: notice._id, state: 'submitted', plain: '第三季度没有' }])
      expect(editions[0]?.owed).toEqual([])
      const told = await t.deps.models.Announcement.countDocuments({
        edition: editions[0]?._id,
        kind: 'work',
      })
      expect(told).toBe(1)
      expect(editions[0]?.contentHash).toMatch(/^[0-9a-f]{64}$/)
    } else expect(editions).toEqual([])
    return died()
  })
  // Notice, edition, the notice's debt, the announcement, the edition's debt: each before and after.
  expect(deaths).toBe(10)
})

it('a nil return whose publication breaks off at any write is readable or not, and announced quietly once', async () => {
  const [clerk, publisher] = [await actorIn(t, 'clerk'), await actorIn(t, 'publisher')]
  const { Notice, Announcement } = t.deps.models
  await Notice.deleteMany({})
  await t.deps.models.Edition.deleteMany({})
  const free = [...items]
  const deaths = await atEveryWrite(async (nth, when) => {
    const no = free.shift() ?? 0
    const made = await createNil(
      t.deps,
      clerk,
      { code: village.code, no, period: '2026-Q3', plain: '第三季度没有' },
      null,
    )
    const { notice: id, contentHash } = await approved(t, {
      notice: made.notice._id,
      contentHash: made.edition.contentHash,
    } as never)
    const { deps, died } = dyingAt(t, nth, when)
    await publishNotice(deps, publisher, id, contentHash, null).catch((problem) => {
      if (!(problem instanceof Crash)) throw problem
    })
    const before = await t.deps.models.Edition.findOne({ notice: id }).lean()
    await finishPending(t.deps)
    await finishPending(t.deps)
    const notice = await Notice.findById(id).lean()
    const announced = await Announcement.find({ 'subject.id': id }).lean()
    if (before?.state === 'published') {
      expect(notice).toMatchObject({ state: 'published', owed: [], head: { reviewedAt: t.clock.now() } })
      expect(announced).toMatchObject([{ urgency: 'quiet' }])
    } else {
      expect(notice).toMatchObject({ state: 'none', current: null })
      expect(announced).toEqual([])
    }
    return died()
  })
  expect(deaths).toBe(10)
})
