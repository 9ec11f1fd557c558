import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { published, renewed, type Village, village, villageApp } from '../api/notices-setup'
import { entriesOf, importedOld, oldFolder, oldTable, throughOld } from '../support/old-notices'

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const land = oldTable([
  ['组别', '户号', '户主', '面积（亩）', '金额（元）'],
  ['15组', 'HT-15-001', '户主HT-15-001', 2.26, 678],
  ['15组', 'HT-15-002', '户主HT-15-002', 1, 300],
  ['15组', '', '查无此人', 4, 1200],
])
const leaking = oldTable([
  ['姓名', '说明'],
  ['沈大明', '联系 13812345678'],
  ['陆小青', '无'],
])

let t: Village
let batch: string
const state = async (no: number) => {
  const { body } = await t.ask('GET /api/regions/:code/items/:no', { params: { code: village.code, no } })
  return [body.state, body.stateText]
}
const view = async (id: string) =>
  (await t.ask('GET /api/notices/:id', { params: { id }, token: renewed(t, 'villager') })).body

beforeAll(async () => {
  t = await villageApp()
  await published(t, 9)
})
afterAll(() => t.close())

describe('a folder of old notices', () => {
  it('is looked at first: what can come in, what has to be mended, what cannot be read', async () => {
    const { status, body } = await importedOld(
      t,
      oldFolder(
        [
          ['2024-03-10', 31, '2023年第四季度土地流转费', '按户发放。', '流转费.xlsx', '现场.png'],
          ['2024/5/6', '9', '2024年村民会议决定', '会议定了三件事。', '', ''],
          ['2024-06-01', 9, '困难走访情况', '', '走访.xlsx', ''],
          ['去年', 9, '没有日期', '', '', ''],
          ['2024-07-01', '没有这项', '没有事项', '', '', ''],
          ['2024-08-01', 9, '少了附表', '', '不在.xlsx', ''],
          ['2024/5/6', '9', '2024年村民会议决定', '又来一次。', '', ''],
        ],
        { '流转费.xlsx': land, '走访.xlsx': leaking, '现场.png': pixel },
      ),
    )
    expect(status).toBe(201)
    batch = body.id
    expect(body.counts).toMatchObject({ fresh: 2, held: 1, refused: 4, published: 0 })
    expect(body.refused.map(({ row }: { row: number }) => row)).toEqual([5, 6, 7, 8])
    expect(body.refused[0].message).toContain('2024-03-10')
    expect(body.refused[2].message).toContain('清单的那个文件夹')
    const entries = await entriesOf(t, batch)
    expect(entries.find(({ item }) => item.no === 31)).toMatchObject({
      table: { rows: 3, tied: 2 },
      pictures: 1,
      state: 'fresh',
    })
    const held = entries.find((one) => one.state === 'held')
    expect(held?.findings[0]).toMatchObject({ kind: 'number', row: 1 })
    expect(JSON.stringify(held?.findings)).not.toContain('13812345678')
    // Nothing of it can be read.
    expect(await t.deps.models.Notice.countDocuments({ oldKey: { $exists: true } })).toBe(0)
  })

  it('is reviewed once and published once, marked 补录, without a late mark and without a message', async () => {
    const before = [await state(9), await state(31)]
    const counts = async () =>
      Promise.all([t.deps.models.Announcement.countDocuments({}), t.deps.models.Match.countDocuments({})])
    const told = await counts()
    const { reviewed, published: out } = await throughOld(t, batch)
    expect(reviewed.body.state).toBe('approved')
    expect(out.body).toMatchObject({ state: 'published', counts: { published: 2, held: 1 } })
    expect(out.body.reviewed?.by).toContain('人supervisor')
    expect(out.body.published?.by).toContain('人publisher')
    expect(await counts()).toEqual(told)
    const after = [await state(9), await state(31)]
    expect(after.map(([one]) => one)).toEqual(before.map(([one]) => one))
    expect(after[1]?.[1]).toContain('只有补录的')
  })

  it('reads as it did then: own day, own row, search and item page', async () => {
    const entry = (await entriesOf(t, batch)).find(({ item }) => item.no === 31)
    const notice = await view(entry?.notice ?? '')
    expect(notice.banners).toMatchObject([{ kind: 'backfilled' }])
    expect(notice.banners[0]?.text).toMatch(/^2024 年 3 月 10 日公开过，2026 年 \d+ 月 \d+ 日补录。$/)
    expect(notice.publishedAt.slice(0, 10)).toBe('2024-03-10')
    expect(notice.table?.rows[0]).toMatchObject({ own: true, cells: ['15组', '户主HT-15-001', 226, 67_800] })
    expect(notice.ledger?.period).toBe('2023-Q4')
    const found = await t.ask('GET /api/screens/search', {
      query: { region: village.code, q: '村民会议决定' },
    })
    expect(JSON.stringify(found.body)).toContain('2024年')
    const item = await t.ask('GET /api/regions/:code/notices', {
      params: { code: village.code },
      query: { item: 9 },
    })
    expect(item.body.items.map(({ backfilledAt }) => backfilledAt !== undefined)).toEqual([false, true])
  })

  it('what the gate held comes in once it is mended, under the same review', async () => {
    const held = (await entriesOf(t, batch)).find((one) => one.state === 'held')
    const mended = await t.ask('POST /api/old-entries/:id/mend', {
      params: { id: held?.id ?? '' },
      body: { way: 'mask', keys: [] },
      token: renewed(t, 'publisher'),
    })
    expect(mended.body).toMatchObject({ state: 'published', found: 0 })
    const rows = await t.ask('GET /api/notices/:id/rows', {
      params: { id: held?.id ?? '' },
      query: {},
      token: renewed(t, 'villager'),
    })
    expect(JSON.stringify(rows.body)).not.toContain('13812345678')
    expect(rows.body.rows).toHaveLength(2)
  })

  it('the same file again makes nothing twice', async () => {
    const again = await importedOld(
      t,
      oldFolder(
        [
          ['2024-03-10', 31, '2023年第四季度土地流转费', '按户发放。', '流转费.xlsx', '现场.png'],
          ['2024/5/6', '9', '2024年村民会议决定', '会议定了三件事。', '', ''],
        ],
        { '流转费.xlsx': land, '现场.png': pixel },
      ),
    )
    expect(again.body.counts).toMatchObject({ fresh: 0, same: 2 })
    expect(again.body.may.submit.allowed).toBe(false)
  })

  it('is taken back whole by who published it, in that session, without messages, and may come again', async () => {
    const told = await t.deps.models.Announcement.countDocuments({})
    const undone = await t.ask('POST /api/old-batches/:id/undo', {
      params: { id: batch },
      token: renewed(t, 'publisher'),
    })
    expect(undone.body.state).toBe('undone')
    expect(await t.deps.models.Announcement.countDocuments({})).toBe(told)
    const entry = (await entriesOf(t, batch)).find(({ item }) => item.no === 31)
    expect((await view(entry?.notice ?? '')).state).toBe('withdrawn')
    const again = await importedOld(
      t,
      oldFolder([['2024/5/6', '9', '2024年村民会议决定', '会议定了三件事。', '', '']]),
    )
    expect(again.body.counts).toMatchObject({ fresh: 1, same: 0 })
  })
})

describe('老公示体检', () => {
  it('finds in what is published what today would be refused, and tells the township how many', async () => {
    const { models } = t.deps
    const one = await models.Notice.findOne({ item: 9, state: 'published', oldKey: null }).lean()
    await models.Edition.updateOne({ _id: one?.current }, { $set: { body: '请打 13912345678。' } })
    const run = await t.ask('POST /api/regions/:code/checkup', {
      params: { code: village.code },
      token: renewed(t, 'publisher'),
    })
    expect(run.body).toMatchObject({ found: 1, kinds: { number: 1 } })
    const list = await t.ask('GET /api/regions/:code/checkup', {
      params: { code: village.code },
      query: {},
      token: renewed(t, 'clerk'),
    })
    expect(list.body.items).toMatchObject([
      { notice: one?._id, findings: [{ kind: 'number', where: '正文' }] },
    ])
    expect(JSON.stringify(list.body)).not.toContain('13912345678')
    const paper = await t.app.inject({
      url: `/api/regions/${village.code}/checkup.pdf`,
      headers: { authorization: `Bearer ${renewed(t, 'publisher')}` },
    })
    expect([paper.statusCode, paper.body.slice(0, 5), paper.headers['cache-control']]).toEqual([
      200,
      '%PDF-',
      'private, no-store',
    ])
    const above = await t.ask('GET /api/regions/:code/checkup', {
      params: { code: village.code.slice(0, 9) },
      query: {},
      token: renewed(t, 'officer'),
    })
    expect(above.body.villages).toMatchObject([{ region: village.code, found: 1 }, { found: 0 }])
    expect([above.body.items, above.body.held]).toEqual([[], []])
  })
})
