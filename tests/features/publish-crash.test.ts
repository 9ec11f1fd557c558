import type { RowChange } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Deps } from '../../server/src/deps'
import { readRows } from '../../server/src/features/notices/tables/row-sets'
import { createNotice } from '../../server/src/features/notices/workflow/create'
import { discardNotice } from '../../server/src/features/notices/workflow/discard'
import { editNotice, editRows } from '../../server/src/features/notices/workflow/edit'
import { publishNotice } from '../../server/src/features/notices/workflow/publish'
import { submitNotice } from '../../server/src/features/notices/workflow/submit'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import { publicMark } from '../../server/src/http/public-cache'
import {
  approved,
  completeContent,
  draftOf,
  renewed,
  rowsAdded,
  submitted,
  type Village,
  village,
  villageApp,
  withoutRows,
} from '../api/notices-setup'
import { actorIn, atEveryWrite, Crash, dyingAt } from '../support/dying'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

describe('a process that dies while it publishes', () => {
  it('leaves either nothing readable, or a notice that the sweep announces exactly once', async () => {
    const { Notice, Edition, Announcement } = t.deps.models
    const publisher = await actorIn(t, 'publisher')
    const deaths = await atEveryWrite(async (nth, when) => {
      const work = await approved(
        t,
        await submitted(t, await draftOf(t, 31, completeContent(31, { table: true }))),
      )
      const { deps, died } = dyingAt(t, nth, when)
      await publishNotice(deps, publisher, work.notice, work.contentHash, null).catch((problem) => {
        if (!(problem instanceof Crash)) throw problem
      })
      const state = async () => {
        const [notice, edition, announced, read] = await Promise.all([
          Notice.findById(work.notice).lean(),
          Edition.findById(work.edition).lean(),
          Announcement.countDocuments({ 'subject.id': work.notice }),
          t.app.inject(`/api/notices/${work.notice}`),
        ])
        return { notice, edition, announced, readable: read.statusCode === 200 }
      }
      await t.deps.marks.move(publicMark)
      const before = await state()
      expect(before.readable).toBe(before.notice?.state === 'published')
      if (before.announced > 0) expect(before.readable).toBe(true)
      t.clock.advance(11 * 60_000)
      await finishPending(t.deps)
      await finishPending(t.deps)
      await t.deps.marks.move(publicMark)
      const after = await state()
      if (before.edition?.state === 'published') {
        expect(after).toMatchObject({
          readable: true,
          announced: 1,
          notice: { state: 'published', current: work.edition, owed: [] },
          edition: { state: 'published', owed: [], contentHash: work.contentHash },
        })
      } else {
        expect(after).toMatchObject({ readable: false, announced: 0, edition: { state: 'approved' } })
      }
      return died()
    })
    // Edition, notice, edition's debt, announcement, notice's debt: each before and after.
    expect(deaths).toBe(10)
  })

  it('answers the repeated request with the one effect', async () => {
    const publisher = await actorIn(t, 'publisher')
    const stamp = { key: 'a-publisher:retry', hash: 'h' }
    for (let nth = 1; nth <= 5; nth++) {
      const work = await approved(t, await submitted(t, await draftOf(t, 27)))
      const key = { ...stamp, key: `${stamp.key}${nth}` }
      const { deps } = dyingAt(t, nth, 'after')
      await publishNotice(deps, publisher, work.notice, work.contentHash, key).catch(() => undefined)
      const again = await publishNotice(t.deps, publisher, work.notice, work.contentHash, key)
      expect(again.edition.history.filter(({ verb }) => verb === 'publish')).toHaveLength(1)
      const notice = await t.deps.models.Notice.findById(work.notice).lean()
      expect(notice).toMatchObject({ state: 'published', owed: [] })
      expect(await t.deps.models.Announcement.countDocuments({ 'subject.id': work.notice })).toBe(1)
    }
  })
})

describe('a process that dies while it saves', () => {
  const table = completeContent(31, { table: true }).table
  const rows = table?.rows ?? []
  const wider = {
    caption: '',
    columns: [...(table?.columns ?? []), { key: 'note', label: '备注', kind: 'text' }],
  }
  const saves = {
    rows: [
      { key: 'k0', row: null },
      { key: 'k1', row: { cells: ['15组', '改', 1, 1] } },
      ...rowsAdded(rows.slice(0, 1), 3),
    ],
    columns: { table: wider },
    'no table': { table: null },
  }

  it.each(Object.entries(saves))(
    '%s: leaves the old table or the new one whole, and no row besides',
    async (_, change) => {
      const { Edition, EditionRow } = t.deps.models
      const clerk = await actorIn(t, 'clerk')
      const shown = async (id: string) =>
        t.ask('GET /api/notices/:id/rows', {
          params: { id },
          query: { work: true },
          token: renewed(t, 'clerk'),
        })
      const save = (deps: Deps, id: string, revision: number) =>
        Array.isArray(change)
          ? editRows(deps, clerk, id, { revision, changes: change as RowChange[] }, null)
          : editNotice(deps, clerk, id, { revision, content: change as never }, null)
      const after = async () => {
        const { notice, revision } = await draftOf(t, 31, completeContent(31, { table: true }))
        await save(t.deps, notice, revision)
        return (await shown(notice)).body.rows
      }
      const [old, next] = [rows.map(({ cells }) => cells), (await after()).map(({ cells }) => cells)]
      const deaths = await atEveryWrite(async (nth, when) => {
        const draft = await draftOf(t, 31, completeContent(31, { table: true }))
        const { deps, died } = dyingAt(t, nth, when)
        await save(deps, draft.notice, draft.revision).catch((problem) => {
          if (!(problem instanceof Crash)) throw problem
        })
        const now = (await shown(draft.notice)).body.rows.map(({ cells }) => cells)
        expect([old, next]).toContainEqual(now)
        t.clock.advance(11 * 60_000)
        await finishPending(t.deps)
        await finishPending(t.deps)
        expect((await shown(draft.notice)).body.rows.map(({ cells }) => cells)).toEqual(now)
        const edition = await Edition.findById(draft.edition).lean()
        const sets = edition?.table ? [edition.table.rowset, ...(edition.table.sets ?? [])] : []
        expect(edition?.table?.rows ?? 0).toBe(now.length)
        expect(sets).toEqual(
          expect.arrayContaining(await EditionRow.distinct('rowset', { notice: draft.notice })),
        )
        expect(edition?.owed).toEqual([])
        return died()
      })
      expect(deaths).toBeGreaterThanOrEqual(2)
    },
  )

  it('leaves the table as it was when it dies while it hands in', async () => {
    const { Edition, EditionRow } = t.deps.models
    const clerk = await actorIn(t, 'clerk')
    const deaths = await atEveryWrite(async (nth, when) => {
      const draft = await draftOf(t, 31, completeContent(31, { table: true }))
      const edited = await editRows(
        t.deps,
        clerk,
        draft.notice,
        { revision: draft.revision, changes: saves.rows as RowChange[] },
        null,
      )
      const { deps, died } = dyingAt(t, nth, when)
      const { notice, revision } = { notice: draft.notice, revision: edited.edition.revision }
      await submitNotice(deps, clerk, notice, { revision }, null).catch((problem) => {
        if (!(problem instanceof Crash)) throw problem
      })
      // From the database, as a process reads it that has kept nothing.
      const stored = await Edition.findById(draft.edition).lean()
      const rows = stored?.table ? await readRows(t.deps, stored.table, stored.region) : []
      expect(rows.map(({ cells }) => cells[1])).toEqual(['改', '顾为', '沈大明'])
      if (!died()) expect(await EditionRow.countDocuments({ notice })).toBe(3)
      await finishPending(t.deps)
      // Its reviewer is told of what was handed in, once, and of nothing else.
      const told = await t.deps.models.Announcement.countDocuments({ edition: draft.edition, kind: 'work' })
      expect(told).toBe(stored?.state === 'submitted' ? 1 : 0)
      return died()
    })
    // What newer rows replaced, what was taken out, the join, the edition; the announcement, the edition's debt.
    expect(deaths).toBe(12)
  })

  it('leaves no notice without its edition', async () => {
    const { Edition, Notice } = t.deps.models
    const clerk = await actorIn(t, 'clerk')
    const content = withoutRows(completeContent(31, { table: true }))
    const body = { region: village.code, item: 31, content }
    for (const retried of [true, false]) {
      const before = await Notice.countDocuments()
      let made = 0
      const deaths = await atEveryWrite(async (nth, when) => {
        const stamp = { key: `a-clerk:make-${retried}-${when}-${nth}`, hash: 'h' }
        const { deps, died } = dyingAt(t, nth, when)
        await createNotice(deps, clerk, body, stamp).catch((problem) => {
          if (!(problem instanceof Crash)) throw problem
        })
        if (retried) {
          await createNotice(t.deps, clerk, body, stamp)
          expect(await Notice.countDocuments({ madeBy: stamp.key })).toBe(1)
        }
        t.clock.advance(61 * 60_000)
        await finishPending(t.deps)
        made += await Notice.countDocuments({ madeBy: stamp.key })
        return died()
      })
      expect(deaths).toBeGreaterThanOrEqual(6)
      const notices = await Notice.find().lean()
      expect(notices.length).toBe(before + made)
      for (const { _id, owed } of notices) {
        expect(await Edition.countDocuments({ notice: _id })).toBe(1)
        expect(owed).toEqual([])
      }
    }
  })
})

describe('a process that dies while it discards', () => {
  it('leaves the draft, or nothing of it', async () => {
    const { Edition, EditionRow, Notice } = t.deps.models
    const clerk = await actorIn(t, 'clerk')
    await atEveryWrite(async (nth, when) => {
      const draft = await draftOf(t, 31, completeContent(31, { table: true }))
      const { deps, died } = dyingAt(t, nth, when)
      await discardNotice(deps, clerk, draft.notice).catch((problem) => {
        if (!(problem instanceof Crash)) throw problem
      })
      await finishPending(t.deps)
      const left = await Promise.all([
        Notice.countDocuments({ _id: draft.notice }),
        Edition.countDocuments({ notice: draft.notice }),
        EditionRow.countDocuments({ notice: draft.notice }),
      ])
      expect([
        [1, 1, 3],
        [0, 0, 0],
      ]).toContainEqual(left)
      return died()
    })
  })
})
