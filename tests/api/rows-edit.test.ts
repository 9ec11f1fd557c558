import { type DraftTable, type EditionWork, mostRows, type RowChange } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { isIntact, tableHash } from '../../server/src/features/notices/tables/content-hash'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import {
  approved,
  completeContent,
  draftOf,
  published,
  rowsAdded,
  submitted,
  type Village,
  villageApp,
} from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const withTable = completeContent(31, { table: true })
const head = { caption: '明细表', columns: withTable.table?.columns ?? [] }
const post = (work: Pick<EditionWork, 'notice' | 'revision'>, changes: unknown, key?: string) =>
  t.ask('POST /api/notices/:id/rows', {
    params: { id: work.notice },
    body: { revision: work.revision, changes },
    token: t.token.clerk,
    ...(key ? { headers: { 'idempotency-key': key } } : {}),
  })
const put = (work: EditionWork, content: object) =>
  t.ask('PUT /api/notices/:id', {
    params: { id: work.notice },
    body: { revision: work.revision, content },
    token: t.token.clerk,
  })

async function namesIn(id: string): Promise<unknown[]> {
  const names: unknown[] = []
  for (let cursor: string | undefined; ; ) {
    const { body } = await t.ask('GET /api/notices/:id/rows', {
      params: { id },
      query: { work: true, limit: 500, ...(cursor ? { cursor } : {}) },
      token: t.token.clerk,
    })
    names.push(...body.rows.map(({ cells }) => cells[1]))
    cursor = body.next
    if (cursor === undefined) return names
  }
}
const kept = (notice: string) => t.deps.models.EditionRow.countDocuments({ notice })

describe('rows of a draft', () => {
  it('are changed, put in, moved and taken out by their keys', async () => {
    const draft = await draftOf(t, 31, withTable)
    const row = (name: string) => ({ cells: ['15组', name, 1, 1] })
    const { body } = await post(draft, [
      { key: 'k0', row: row('改') },
      { key: 'k1', row: null },
      { key: 'x', row: row('第一'), after: null },
      { key: 'y', row: row('第二'), after: 'x' },
      { key: 'k2', after: 'x' },
      { key: 'z', row: row('最后') },
    ])
    expect(body).toMatchObject({ revision: draft.revision + 1, rows: 5 })
    expect(await namesIn(draft.notice)).toEqual(['第一', '顾为', '第二', '改', '最后'])
    const lost = await post(body, [{ key: 'k0', after: 'k1' }])
    expect(lost.error.fields).toMatchObject([{ field: 'changes.0.after' }])
  })

  it('with problems are refused whole, each with row and column, and nothing is stored or lost', async () => {
    const draft = await draftOf(t, 31, withTable)
    const before = await kept(draft.notice)
    const answer = await post(draft, [
      { key: 'k0', row: { household: 'HT-15-001', cells: ['15组', '陆小青', 226, 67_800, '多'] } },
      { key: 'a', row: { household: 'HT-99-999', cells: ['15组', '没有', -1, 'x'] } },
      { key: 'b', row: { cells: ['15组', '好的', 1, 1] } },
    ])
    expect(answer.error.code).toBe('invalidTable')
    expect(answer.error.fields?.map(({ row, column, message }) => [row, column, message])).toEqual([
      [1, undefined, expect.stringContaining('多了 1 格')],
      [2, '户号', expect.stringContaining('重复')],
      [4, '户号', expect.stringContaining('没有户号 HT-99-999')],
      [4, '面积（亩）', '面积不能是负数。'],
      [4, '金额（元）', expect.stringContaining('不是金额')],
    ])
    expect(answer.error.fields?.every(({ field }) => field === 'content.table.rows')).toBe(true)
    expect(await kept(draft.notice)).toBe(before)
    expect(await namesIn(draft.notice)).toEqual(['沈大明', '陆小青', '顾为'])
  })

  it('have their effect once for a repeated request, and none from a stale page', async () => {
    const draft = await draftOf(t, 31, withTable)
    const changes = [{ key: 'n', row: { cells: ['15组', '新', 1, 1] } }]
    const answers = await Promise.all([post(draft, changes, 'rows-1'), post(draft, changes, 'rows-1')])
    expect(
      [...answers, await post(draft, changes, 'rows-1')].map(({ status, body }) => [status, body.rows]),
    ).toEqual(Array.from({ length: 3 }, () => [200, 4]))
    expect((await post(draft, changes, 'rows-1b')).error.code).toBe('staleEdit')
    expect((await post(draft, [...changes, ...changes], 'rows-1')).error.code).toBe('idempotencyReused')
    expect(await namesIn(draft.notice)).toEqual(['沈大明', '陆小青', '顾为', '新'])
    t.clock.advance(11 * 60_000)
    await finishPending(t.deps)
    expect(await kept(draft.notice)).toBe(4)
  })

  it('need columns first, and no request may carry too many', async () => {
    const draft = await draftOf(t, 31, {})
    expect((await post(draft, rowsAdded([{ cells: [] }]))).error.fields).toMatchObject([
      { field: 'content.table' },
    ])
    const many = Array.from({ length: 501 }, (_, n) => ({ key: `k${n}`, row: null }))
    expect((await post(draft, many)).error.fields).toEqual([
      { field: 'changes', message: '改动的行：最多 500 条。' },
    ])
    const columns = Array.from({ length: 31 }, (_, n) => ({ key: `c${n}`, label: `列${n}`, kind: 'text' }))
    expect((await put(draft, { table: { caption: '', columns } })).error.fields).toEqual([
      { field: 'content.table.columns', message: '列：最多 30 条。' },
    ])
  })

  it('follow their columns when these are moved, taken out or given another kind', async () => {
    const draft = await draftOf(t, 31, withTable)
    const [group, name, area, fee] = head.columns
    const columns = [name, { key: 'note', label: '备注', kind: 'text' }, { ...area, kind: 'text' }]
    const { body } = await put(draft, { table: { ...head, columns } })
    const page = await t.ask('GET /api/notices/:id/rows', {
      params: { id: draft.notice },
      query: { work: true },
      token: t.token.clerk,
    })
    expect(page.body.rows.map(({ cells }) => cells)).toEqual([
      ['沈大明', null, '4.19'],
      ['陆小青', null, '2.26'],
      ['顾为', null, '1.00'],
    ])
    expect(await kept(draft.notice)).toBe(3)
    const wrong = await put(body, { table: { ...head, columns: [{ ...name, kind: 'money' }, group, fee] } })
    expect(wrong.error.fields).toMatchObject([1, 2, 3].map((row) => ({ row, column: '户主' })))
    const none = await put(body, { table: null })
    expect(none.body).toMatchObject({ rows: 0, content: { table: null } })
    expect(await kept(draft.notice)).toBe(0)
  })

  it('stay as they were approved until their author takes them back', async () => {
    const work = await approved(t, await submitted(t, await draftOf(t, 31, withTable)))
    const taken = await post(work, [{ key: 'k0', row: null }])
    expect(taken.body).toMatchObject({ state: 'draft', contentHash: '', rows: 2 })
    const again = await submitted(t, taken.body)
    expect(again.contentHash).not.toBe(work.contentHash)
    expect(await kept(work.notice)).toBe(2)
    const shown = await published(t, 31, withTable)
    expect((await post(shown, [{ key: 'k0', row: null }])).error.code).toBe('wrongState')
  })
})

describe('a table of 20,000 rows and 30 columns', () => {
  it('is written, handed in, published and read in pages, and has one hash throughout', async () => {
    const columns: DraftTable['columns'] = Array.from({ length: 30 }, (_, n) => ({
      key: `c${n}`,
      label: n === 0 ? '户名' : `列${n}`,
      kind: n === 0 ? 'name' : n % 2 ? 'integer' : 'text',
      total: n === 1 ? 'sum' : 'none',
    }))
    const rows = Array.from({ length: mostRows }, (_, n) => ({
      household: null,
      cells: columns.map(({ kind }, at) => (kind === 'integer' ? n + at : `${n}-${at}`)),
    }))
    let work = await draftOf(t, 31, { ...withTable, table: { caption: '大表', columns, rows: [] } })
    for (let from = 0; from < rows.length; from += 500) {
      const answer = await post(work, rowsAdded(rows.slice(from, from + 500), from))
      expect(answer.status).toBe(200)
      work = answer.body
    }
    const over = await post(work, rowsAdded(rows.slice(0, 1), mostRows))
    expect(over.error.fields).toEqual([
      {
        field: 'content.table.rows',
        message: '一张表最多 20000 行，这样会有 20001 行，请分成两条公开。',
      },
    ])
    const changed: RowChange[] = [
      { key: 'k7', row: { cells: rows[8]?.cells ?? [] } },
      { key: 'k8', row: null },
    ]
    work = (await post(work, changed)).body
    const expected = [...rows.slice(0, 7), ...rows.slice(8)]
    const done = await submitted(t, work)
    const sent = await approved(t, done)
    await t.ask('POST /api/notices/:id/publish', {
      params: { id: sent.notice },
      body: { contentHash: sent.contentHash },
      token: t.token.publisher,
    })
    const read: (typeof rows)[number][] = []
    for (let cursor: string | undefined; ; ) {
      const { body } = await t.ask('GET /api/notices/:id/rows', {
        params: { id: work.notice },
        query: { limit: 500, ...(cursor ? { cursor } : {}) },
        token: t.token.villager,
      })
      read.push(
        ...body.rows.map(({ household, cells }) => ({ household: household as null, cells: cells as never })),
      )
      cursor = body.next
      if (cursor === undefined) break
    }
    expect(read.length).toBe(mostRows - 1)
    expect(read.every(({ cells }, at) => JSON.stringify(cells) === JSON.stringify(expected[at]?.cells))).toBe(
      true,
    )
    const edition = await t.deps.models.Edition.findById(work.edition).lean()
    const hash = tableHash({ caption: '大表', columns, rows: read })
    expect(edition?.table?.hash).toBe(hash)
    expect(edition && isIntact(edition, hash)).toBe(true)
    const { body: shown } = await t.ask('GET /api/notices/:id', {
      params: { id: work.notice },
      token: t.token.villager,
    })
    expect(shown.table?.totals[0]?.cells[1]).toBe(
      expected.reduce((sum, { cells }) => sum + Number(cells[1]), 0),
    )
  }, 60_000)
})
