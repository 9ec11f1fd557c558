import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { goOn } from '../../server/src/features/oldnotices/publish'
import { publishBatch } from '../../server/src/features/oldnotices/steps'
import { undoBatch } from '../../server/src/features/oldnotices/undo'
import { renewed, type Village, villageApp } from '../api/notices-setup'
import { actorIn, atEveryWrite, Crash, dyingAt } from '../support/dying'
import { importedOld, oldFolder, oldTable, throughOld } from '../support/old-notices'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const table = oldTable([
  ['组别', '户号', '户主', '金额（元）'],
  ['15组', 'HT-15-001', '户主HT-15-001', 678],
])
const folder = (title: string) =>
  oldFolder(
    [
      ['2024-03-10', 9, title, '说了三件事。', '表.xlsx', ''],
      ['2024-04-10', 9, `${title}之二`, '又说了。', '', ''],
    ],
    {
      '表.xlsx': table,
    },
  )

async function approvedBatch(title: string): Promise<{ id: string; hash: string }> {
  const { body } = await importedOld(t, folder(title))
  const params = { id: body.id }
  const { body: sent } = await t.ask('POST /api/old-batches/:id/submit', {
    params,
    token: renewed(t, 'publisher'),
  })
  const { hash } = sent
  await t.ask('POST /api/old-batches/:id/review', {
    params,
    body: { decision: 'approve', hash },
    token: renewed(t, 'supervisor'),
  })
  return { id: body.id, hash }
}

it('an import that dies at any write is gone on with: nothing twice, nothing half, nobody told', async () => {
  const publisher = await actorIn(t, 'publisher')
  const { Notice, Edition, EditionRow, Announcement, Match, OldBatch } = t.deps.models
  let round = 0
  const deaths = await atEveryWrite(async (nth, when) => {
    const title = `第${++round}回`
    const { id, hash } = await approvedBatch(title)
    const { deps, died } = dyingAt(t, nth, when)
    await publishBatch(deps, publisher, id, { hash }).catch((problem) => {
      if (!(problem instanceof Crash)) throw problem
    })
    // Whatever is readable is whole.
    for (const notice of await Notice.find({ 'head.title': { $regex: `^${title}` } }).lean()) {
      const edition = await Edition.findById(notice.current).lean()
      expect(edition?.state).toBe('published')
      if (edition?.table)
        expect(await EditionRow.countDocuments({ edition: edition._id })).toBe(edition.table.rows)
    }
    t.clock.advance?.(120_000)
    if ((await OldBatch.findById(id).lean())?.state === 'approved')
      await publishBatch(t.deps, publisher, id, { hash })
    else await goOn(t.deps)
    expect((await OldBatch.findById(id).lean())?.owed ?? null).toBeNull()
    const made = await Notice.find({ 'head.title': { $regex: `^${title}` } }).lean()
    expect(made.map(({ head }) => head?.title).sort()).toEqual([title, `${title}之二`])
    for (const { _id } of made) expect(await Edition.countDocuments({ notice: _id })).toBe(1)
    return died()
  })
  expect(deaths).toBeGreaterThan(15)
  expect(await Announcement.countDocuments({ kind: { $ne: 'work' } })).toBe(0)
  expect(await Match.countDocuments({})).toBe(0)
})

it('an undoing that dies at any write is finished', async () => {
  const publisher = await actorIn(t, 'publisher')
  const { Notice, OldBatch, Announcement } = t.deps.models
  let round = 0
  await atEveryWrite(async (nth, when) => {
    const title = `撤${++round}`
    const { body } = await importedOld(t, folder(title))
    await throughOld(t, body.id)
    const { deps, died } = dyingAt(t, nth, when)
    await undoBatch(deps, publisher, body.id).catch((problem) => {
      if (!(problem instanceof Crash)) throw problem
    })
    t.clock.advance?.(120_000)
    if ((await OldBatch.findById(body.id).lean())?.state === 'published')
      await undoBatch(t.deps, publisher, body.id)
    else await goOn(t.deps)
    const states = await Notice.find({ 'head.title': { $regex: `^${title}` } }).lean()
    expect(states.map(({ state, oldKey }) => [state, oldKey ?? null])).toEqual([
      ['withdrawn', null],
      ['withdrawn', null],
    ])
    return died()
  })
  expect(await Announcement.countDocuments({ kind: { $ne: 'work' } })).toBe(0)
})
