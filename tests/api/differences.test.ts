import type { Difference, NoticeView, WholeContent } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { catalogueOf } from '../../server/src/features/catalogue'
import { begun, correctedTo, saved } from './corrections-setup'
import {
  completeContent,
  people,
  published,
  renewed,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const difference = (id: string, who: Who | null, query: object = {}, no = 2) =>
  t.ask('GET /api/notices/:id/editions/:no/difference', {
    params: { id, no },
    query,
    ...(who ? { token: renewed(t, who) } : {}),
  })
const read = async (id: string, edition: number, who: Who | null): Promise<NoticeView> =>
  (
    await t.ask('GET /api/notices/:id', {
      params: { id },
      query: { edition },
      ...(who ? { token: renewed(t, who) } : {}),
    })
  ).body

const content = (no: number): WholeContent => completeContent(no, { table: true })

/** One household's sum and another's name are put right, one row goes, one comes, and the words change. */
async function corrected(no: number): Promise<string> {
  const { notice } = await published(t, no, content(no))
  await correctedTo(
    t,
    notice,
    { plain: '一句话改过了。', body: '正文第一段。\n正文第二段改过。' },
    { note: '两户写错了', size: 'major' },
    {
      rows: [
        { key: 'k0', row: null },
        { key: 'k1', row: { household: 'HT-15-001', cells: ['15组', '陆小青', 226, 70_000] } },
        { key: 'k2', row: { household: 'HT-15-002', cells: ['15组', '顾伟', 100, 30_000] } },
        { key: 'k9', row: { household: 'HT-15-003', cells: ['15组', '沈大明', 1, 2] } },
      ],
    },
  )
  return notice
}

const cellsOf = ({ table }: NoticeView) => table?.rows.flatMap(({ cells }) => cells) ?? []
const cellsIn = ({ table }: Difference) =>
  table?.rows.flatMap(({ cells, changes }) => [
    ...cells,
    ...changes.flatMap(({ before, after }) => [before, after]),
  ]) ?? []

describe('what a correction changed', () => {
  it('is told in words, elements and rows', async () => {
    const notice = await corrected(31)
    const { body } = await difference(notice, 'villager')
    expect(body).toMatchObject({
      from: { editionNo: 1 },
      to: { editionNo: 2 },
      note: '两户写错了',
      same: false,
      title: null,
    })
    expect(body.plain).toContainEqual({ kind: 'removed', text: expect.stringContaining('最要紧') })
    expect(body.body?.filter(({ kind }) => kind === 'added')).toEqual([{ kind: 'added', text: '改过' }])
    expect(body.table?.rows[0]).toMatchObject({
      change: 'changed',
      own: true,
      changes: [{ label: '金额（元）', before: 67_800, after: 70_000 }],
    })
    expect(body.table?.total).toBe(3)
  })

  it('leaves out what the mask hides of others: 顾为 and 顾伟 are both 顾＊', async () => {
    const notice = await made(41)
    expect((await difference(notice, 'villager')).body.table?.total).toBe(2)
    expect((await difference(notice, 'outsider')).body.table?.total).toBe(3)
  })

  it.each([null, ...people])('tells %s nothing that the two editions do not', async (who) => {
    const numbers = [
      ...new Set(catalogueOf(village).map(({ audience, maskLevel, no }) => `${audience}${maskLevel}:${no}`)),
    ]
    const kinds = new Map(numbers.map((one) => [one.split(':')[0], Number(one.split(':')[1])]))
    for (const no of kinds.values()) {
      const notice = await made(no)
      const [old, now, { body }] = [
        await read(notice, 1, who),
        await read(notice, 2, who),
        await difference(notice, who),
      ]
      const seen = new Set([...cellsOf(old), ...cellsOf(now)])
      expect([no, cellsIn(body).filter((cell) => !seen.has(cell))]).toEqual([no, []])
      if (old.access === 'title') {
        expect([no, body.plain, body.body, body.elements, body.table, body.note]).toEqual([
          no,
          null,
          null,
          [],
          null,
          null,
        ])
      }
    }
  })

  it('is told whole to its reviewers, and to nobody else before it is published', async () => {
    const { notice } = await published(t, 31, content(31))
    const draft = await saved(t, await begun(t, notice), { title: '新的标题' })
    const rows = [{ key: 'k2', row: { household: 'HT-15-002', cells: ['15组', '顾伟', 100, 30_000] } }]
    const changed = await t.ask('POST /api/notices/:id/rows', {
      params: { id: notice },
      body: { revision: draft.revision, changes: rows },
      token: renewed(t, 'clerk'),
    })
    expect((await difference(notice, 'supervisor', { work: true })).status).toBe(403)
    expect((await difference(notice, null, { work: true })).status).toBe(401)
    expect((await difference(notice, 'villager')).status).toBe(404)
    const named = await saved(t, changed.body, {}, { note: '名字写错了', size: 'minor' })
    await t.ask('POST /api/notices/:id/submit', {
      params: { id: notice },
      body: { revision: named.revision },
      token: renewed(t, 'clerk'),
    })
    const { body } = await difference(notice, 'supervisor', { work: true })
    expect(body.table?.rows).toMatchObject([
      {
        change: 'changed',
        household: 'HT-15-002',
        placeBefore: 3,
        placeAfter: 3,
        changes: [{ column: 'name', before: '顾为', after: '顾伟' }],
      },
    ])
    expect((await difference(notice, 'villager', { work: true })).status).toBe(403)
  })

  it('comes in pages', async () => {
    const notice = await corrected(31)
    const first = (await difference(notice, 'outsider', { limit: 2 })).body.table
    expect([first?.rows.length, first?.next]).toEqual([2, '2'])
    const second = (await difference(notice, 'outsider', { limit: 2, cursor: first?.next })).body.table
    expect([second?.rows.length, second?.next, second?.total]).toEqual([1, undefined, 3])
  })

  it('of the first edition is nothing to be told', async () => {
    const { notice } = await published(t, 27)
    expect((await difference(notice, 'villager', {}, 1)).status).toBe(404)
    expect((await difference(notice, 'villager', {}, 0)).status).toBe(422)
  })
})

const byItem = new Map<number, Promise<string>>()
const made = (no: number): Promise<string> => {
  const known = byItem.get(no) ?? corrected(no)
  byItem.set(no, known)
  return known
}
