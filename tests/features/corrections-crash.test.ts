import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { correctNotice } from '../../server/src/features/notices/workflow/correct'
import { discardNotice } from '../../server/src/features/notices/workflow/discard'
import { publishNotice } from '../../server/src/features/notices/workflow/publish'
import { scheduleNotice } from '../../server/src/features/notices/workflow/schedule'
import { publishDue } from '../../server/src/features/notices/workflow/scheduled'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import { publicMark } from '../../server/src/http/public-cache'
import { begun, saved } from '../api/corrections-setup'
import {
  approved,
  completeContent,
  published,
  renewed,
  submitted,
  type Village,
  villageApp,
} from '../api/notices-setup'
import { actorIn, atEveryWrite, Crash, dyingAt } from '../support/dying'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const fallen = (problem: unknown) => {
  if (!(problem instanceof Crash)) throw problem
}
const withTable = () => published(t, 31, completeContent(31, { table: true }))

/** What the public reads, and nothing else may show. */
async function readBy(notice: string) {
  await t.deps.marks.move(publicMark)
  t.forget()
  const { body } = await t.ask('GET /api/notices/:id', {
    params: { id: notice },
    token: renewed(t, 'villager'),
  })
  return { title: body.title, editionNo: body.editionNo, rows: body.table?.rows.length }
}

async function swept() {
  t.clock.advance(11 * 60_000)
  await finishPending(t.deps)
  await finishPending(t.deps)
}

/** Every row belongs to a table of an edition, and nothing is pending any more. */
async function isClean(notice: string) {
  const { Notice, Edition, EditionRow } = t.deps.models
  const editions = await Edition.find({ notice }).lean()
  const named = editions.flatMap(({ table }) => (table ? [table.rowset, ...(table.sets ?? [])] : []))
  expect(named).toEqual(expect.arrayContaining(await EditionRow.distinct('rowset', { notice })))
  expect(editions.flatMap(({ owed }) => owed)).toEqual([])
  expect((await Notice.findById(notice).lean())?.owed).toEqual([])
  return editions
}

describe('a process that dies while it begins a correction', () => {
  it('leaves none, or one with all its rows; the same request again finds it', async () => {
    const clerk = await actorIn(t, 'clerk')
    const deaths = await atEveryWrite(async (nth, when) => {
      const { notice } = await withTable()
      const before = await readBy(notice)
      const stamp = { key: `a-clerk:correct-${when}-${nth}`, hash: 'h' }
      const { deps, died } = dyingAt(t, nth, when)
      await correctNotice(deps, clerk, notice, undefined, stamp).catch(fallen)
      expect(await readBy(notice)).toEqual(before)
      if (nth % 2 === 0) await swept()
      else await correctNotice(t.deps, clerk, notice, undefined, stamp)
      await swept()
      const [, draft] = await isClean(notice)
      if (draft) {
        expect(await t.deps.models.EditionRow.countDocuments({ rowset: draft.table?.rowset })).toBe(3)
        expect(draft.history).toHaveLength(1)
      }
      expect(await readBy(notice)).toEqual(before)
      return died()
    })
    // The edition, its rows, the note that they are there.
    expect(deaths).toBe(6)
  })
})

describe('a process that dies while it discards a correction', () => {
  it('leaves the draft, or nothing of it, and the notice as it was', async () => {
    const clerk = await actorIn(t, 'clerk')
    const deaths = await atEveryWrite(async (nth, when) => {
      const { notice } = await withTable()
      const before = await readBy(notice)
      await begun(t, notice)
      const { deps, died } = dyingAt(t, nth, when)
      await discardNotice(deps, clerk, notice).catch(fallen)
      await swept()
      const left = (await isClean(notice)).length
      expect([1, 2]).toContain(left)
      expect(await t.deps.models.EditionRow.countDocuments({ notice })).toBe(left * 3)
      expect(await readBy(notice)).toEqual(before)
      return died()
    })
    expect(deaths).toBeGreaterThanOrEqual(6)
  })

  it('leaves its rows to nobody who begins the next one', async () => {
    const clerk = await actorIn(t, 'clerk')
    const { notice } = await withTable()
    await begun(t, notice)
    const { deps } = dyingAt(t, 2, 'after')
    await discardNotice(deps, clerk, notice).catch(fallen)
    const next = await begun(t, notice)
    expect(next.rows).toBe(3)
    await swept()
    await isClean(notice)
    expect(await t.deps.models.EditionRow.countDocuments({ notice })).toBe(6)
  })
})

const ready = async (notice: string) => {
  const draft = await saved(t, await begun(t, notice), { title: '改好的' }, { note: '改', size: 'major' })
  return approved(t, await submitted(t, draft))
}

describe('a process that dies while it publishes a correction', () => {
  it('leaves the old one readable or the new one, never none or both, and tells of it once', async () => {
    const publisher = await actorIn(t, 'publisher')
    const { Announcement } = t.deps.models
    const deaths = await atEveryWrite(async (nth, when) => {
      const { notice } = await withTable()
      const before = await readBy(notice)
      const work = await ready(notice)
      const { deps, died } = dyingAt(t, nth, when)
      await publishNotice(deps, publisher, notice, work.contentHash, null).catch(fallen)
      const after = { title: '改好的', editionNo: 2, rows: 3 }
      expect([before, after]).toContainEqual(await readBy(notice))
      await swept()
      const editions = await isClean(notice)
      const isOut = editions[1]?.state === 'published'
      expect(await readBy(notice)).toEqual(isOut ? after : before)
      expect(editions.map(({ state }) => state)).toEqual(
        isOut ? ['superseded', 'published'] : ['published', 'approved'],
      )
      const announced = await Announcement.find({ 'subject.id': notice }).lean()
      expect(announced.map(({ kind }) => kind).sort()).toEqual(
        isOut ? ['corrected', 'published'] : ['published'],
      )
      return died()
    })
    // Edition, notice, both editions, announcement, the notice's note.
    expect(deaths).toBe(10)
  })

  it('answers the repeated request with the one effect', async () => {
    const publisher = await actorIn(t, 'publisher')
    for (let nth = 1; nth <= 5; nth++) {
      const { notice } = await withTable()
      const work = await ready(notice)
      const stamp = { key: `a-publisher:mended-${nth}`, hash: 'h' }
      const { deps } = dyingAt(t, nth, 'after')
      await publishNotice(deps, publisher, notice, work.contentHash, stamp).catch(fallen)
      const again = await publishNotice(t.deps, publisher, notice, work.contentHash, stamp)
      expect(again.edition.history.filter(({ verb }) => verb === 'publish')).toHaveLength(1)
      await begun(t, notice)
      const late = await publishNotice(t.deps, publisher, notice, work.contentHash, stamp)
      expect(late.edition._id).toBe(`${notice}:2`)
    }
  })
})

describe('a process that dies while it publishes what was scheduled', () => {
  it('leaves it scheduled or published, and the next run makes it published once', async () => {
    const publisher = await actorIn(t, 'publisher')
    const { Announcement } = t.deps.models
    const deaths = await atEveryWrite(async (nth, when) => {
      const { notice } = await withTable()
      const work = await ready(notice)
      const at = new Date(t.clock.now().getTime() + 60_000).toISOString()
      await scheduleNotice(t.deps, publisher, notice, { at, contentHash: work.contentHash }, null)
      t.clock.advance(60_000)
      const { deps, died } = dyingAt(t, nth, when)
      await publishDue(deps)
      await publishDue(t.deps)
      await swept()
      const editions = await isClean(notice)
      expect(editions.map(({ state }) => state)).toEqual(['superseded', 'published'])
      expect(editions[1]?.history.filter(({ verb }) => verb === 'publish')).toHaveLength(1)
      expect(await Announcement.countDocuments({ 'subject.id': notice, kind: 'corrected' })).toBe(1)
      return died()
    })
    expect(deaths).toBe(10)
  })
})
