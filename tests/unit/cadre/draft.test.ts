import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { ApiError, offlineError } from '../../../miniapp/src/api/errors'
import { Draft } from '../../../miniapp/src/cadre/draft/draft'
import { mergeContent } from '../../../miniapp/src/cadre/draft/merge'
import { afterWrite } from '../../../miniapp/src/cadre/draft/outbox'
import type { DraftPorts, Kept, Patch, Write } from '../../../miniapp/src/cadre/draft/types'
import type { Content, Row } from '../../../miniapp/src/cadre/table/rows'
import { content, workOf } from '../../e2e/fixtures/cadre'

const blank: Content = { ...workOf().content, table: null }

class Bench {
  work = workOf()
  /** What the server has, with the rows. */
  content: Content = blank
  kept: Kept | null = null
  sent: { patch?: Patch; changes?: string[]; revision: number; key: string }[] = []
  answer: (write: Write) => void = () => undefined
  unfit: ReturnType<DraftPorts['unfit']> = []
  private keys = 0

  readonly ports: DraftPorts = {
    send: async (write, revision, key) => {
      const told = 'patch' in write ? write : { changes: write.changes.map((one) => one.key) }
      this.sent.push({ ...told, revision, key })
      this.answer(write)
      if (revision !== this.work.revision) throw new ApiError(409, 'staleEdit', '刚刚被改过')
      this.change(afterWrite(this.content, write))
      return this.work
    },
    read: async () => ({ work: this.work, content: this.content }),
    keep: (kept) => {
      this.kept = kept === null ? null : JSON.parse(JSON.stringify(kept))
      return true
    },
    newKey: () => `key${++this.keys}`,
    now: () => 0,
    later: (run, ms) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    unfit: () => this.unfit,
  }

  /** The draft says something else now, on the server. */
  change(content: Content) {
    const { table, ...words } = content
    const head = table && { caption: table.caption, columns: table.columns }
    this.content = content
    this.work = {
      ...this.work,
      revision: this.work.revision + 1,
      content: { ...words, table: head },
      rows: table?.rows.length ?? 0,
    }
  }

  draft(kept: Kept | null = null) {
    return new Draft(this.work, this.content, kept, this.ports)
  }
}

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

const typed = (draft: Draft, change: Partial<Content>) => draft.edit((old) => ({ ...old, ...change }))

describe('a draft being written', () => {
  it('sends only what changed, once the typing pauses', async () => {
    const bench = new Bench()
    const draft = bench.draft()
    typed(draft, { title: '一' })
    typed(draft, { title: '一二' })
    await jest.advanceTimersByTimeAsync(2000)
    expect(bench.sent).toEqual([{ patch: { title: '一二' }, revision: 3, key: 'key1' }])
    expect(draft.get().status).toBe('saved')
    expect(bench.kept).toBeNull()
  })

  it('sends the same request again after a lost connection, before anything newer', async () => {
    const bench = new Bench()
    const draft = bench.draft()
    bench.answer = () => {
      throw offlineError()
    }
    typed(draft, { title: '一' })
    await jest.advanceTimersByTimeAsync(2000)
    expect(draft.get()).toMatchObject({ status: 'offline', kept: true })
    typed(draft, { plain: '二' })
    bench.answer = () => undefined
    await jest.advanceTimersByTimeAsync(2000)
    expect(bench.sent.map(({ patch, key }) => [key, patch])).toEqual([
      ['key1', { title: '一' }],
      ['key1', { title: '一' }],
      ['key2', { plain: '二' }],
    ])
    expect(bench.work.content).toMatchObject({ title: '一', plain: '二' })
  })

  it('takes up what the phone kept when it is opened again', async () => {
    const bench = new Bench()
    const draft = bench.draft({ revision: 3, base: blank, mine: { ...blank, body: '路上写的' }, rows: null })
    expect(draft.get().content.body).toBe('路上写的')
    await jest.advanceTimersByTimeAsync(2000)
    expect(bench.work.content.body).toBe('路上写的')
  })

  it('asks only where both sides wrote the same field, and saves nothing of it before', async () => {
    const bench = new Bench()
    const draft = bench.draft()
    bench.change({ ...blank, title: '那边', body: '那边的正文' })
    typed(draft, { title: '这边', plain: '这边' })
    await jest.advanceTimersByTimeAsync(2000)
    expect(draft.get()).toMatchObject({
      status: 'held',
      content: { title: '这边', plain: '这边', body: '那边的正文' },
      clashes: [{ key: 'title', mine: '这边', theirs: '那边' }],
    })
    expect(bench.work.content).toMatchObject({ title: '那边', plain: '这边' })
    draft.choose('title', 'theirs')
    await jest.advanceTimersByTimeAsync(2000)
    expect(draft.get()).toMatchObject({ status: 'saved', clashes: [], content: { title: '那边' } })
  })

  it('does not let a refused field hold back the others, nor send it again unchanged', async () => {
    const bench = new Bench()
    const draft = bench.draft()
    bench.answer = (write) => {
      if ('patch' in write) return
      throw new ApiError(422, 'invalidTable', '表格里有问题', undefined, [
        { field: 'content.table.rows', message: '面积不能是负数。', row: 1 },
      ])
    }
    typed(draft, { title: '一', table: content.table })
    await jest.advanceTimersByTimeAsync(2000)
    expect(draft.get().status).toBe('refused')
    expect(bench.content).toMatchObject({ title: '一', table: { rows: [] } })
    expect(bench.kept?.rows?.changes.map(({ row }) => row)).toEqual(
      content.table?.rows.map(({ household, cells }) => ({ household, cells })),
    )
    await draft.flush()
    expect(bench.sent).toHaveLength(2)
  })

  it('keeps on the phone what is not fit to be sent', async () => {
    const bench = new Bench()
    bench.unfit = ['table']
    const draft = bench.draft()
    typed(draft, { title: '一', table: content.table })
    await jest.advanceTimersByTimeAsync(2000)
    expect(draft.get()).toMatchObject({ status: 'held', kept: true })
    expect(bench.sent.map(({ patch }) => Object.keys(patch ?? {}))).toEqual([['title']])
  })

  it('lets another write go only after what is unsaved', async () => {
    const bench = new Bench()
    const draft = bench.draft()
    typed(draft, { title: '一' })
    const seen = draft.saveThen(async () => {
      bench.work = { ...bench.work, revision: bench.work.revision + 1, state: 'submitted' }
      return bench.work
    })
    await jest.advanceTimersByTimeAsync(2000)
    await seen
    expect(bench.sent).toHaveLength(1)
    expect(draft.get().work).toMatchObject({ state: 'submitted', content: { title: '一' } })
    expect(draft.revision).toBe(5)
  })
})

describe('a long table', () => {
  const head = { caption: '名单', columns: [{ key: 'name', label: '户名', kind: 'name' as const }] }
  const rowsOf = (count: number, word = '甲'): Row[] =>
    Array.from({ length: count }, (_, n) => ({ key: `k${n}`, household: null, cells: [`${word}${n}`] }))
  const tabled = (rows: readonly Row[]): Partial<Content> => ({ table: { ...head, rows } })
  const counts = (bench: Bench) => bench.sent.map(({ changes }) => changes?.length ?? 'words')

  it('goes in pages, and afterwards only what changed goes', async () => {
    const bench = new Bench()
    const draft = bench.draft()
    typed(draft, tabled(rowsOf(2100)))
    await jest.advanceTimersByTimeAsync(2000)
    expect(counts(bench)).toEqual(['words', 500, 500, 500, 500, 100])
    expect(bench.content.table?.rows).toEqual(rowsOf(2100))
    expect(draft.get()).toMatchObject({ status: 'saved', rowsLeft: 0 })
    bench.sent = []
    const [first, second, ...others] = rowsOf(2100)
    typed(draft, tabled([{ ...(first as Row), cells: ['改'] }, ...others]))
    await jest.advanceTimersByTimeAsync(2000)
    expect(bench.sent.map(({ changes }) => changes)).toEqual([[second?.key, first?.key]])
    expect(bench.content.table?.rows[0]?.cells).toEqual(['改'])
  })

  it('goes on where the network broke, in the same window or after it was closed', async () => {
    const bench = new Bench()
    const draft = bench.draft()
    let left = 3
    bench.answer = () => {
      if (left-- <= 0) throw offlineError()
    }
    typed(draft, tabled(rowsOf(2100)))
    await jest.advanceTimersByTimeAsync(2000)
    expect(bench.content.table?.rows).toHaveLength(1000)
    expect(draft.get()).toMatchObject({ status: 'offline', kept: true, rowsLeft: 600 })
    const { kept } = bench
    draft.leave()
    left = 100
    const again = bench.draft(kept)
    expect(again.get().content.table?.rows).toEqual(rowsOf(2100))
    await jest.advanceTimersByTimeAsync(20_000)
    expect(bench.content.table?.rows).toEqual(rowsOf(2100))
    expect(again.get().status).toBe('saved')
    expect(bench.kept).toBeNull()
  })

  it('keeps on the phone only the rows that changed', async () => {
    const bench = new Bench()
    bench.change({ ...blank, table: { ...head, rows: rowsOf(2000) } })
    const draft = bench.draft()
    bench.answer = () => {
      throw offlineError()
    }
    const [first, ...others] = rowsOf(2000)
    typed(draft, tabled([{ ...(first as Row), cells: ['改'] }, ...others]))
    await jest.advanceTimersByTimeAsync(2000)
    expect(bench.kept?.rows).toEqual({
      changes: [{ key: 'k0', row: { household: null, cells: ['改'] } }],
      was: [first],
    })
  })

  it('takes rows written on two phones together, and asks where both wrote the same one', async () => {
    const bench = new Bench()
    bench.change({ ...blank, table: { ...head, rows: rowsOf(4) } })
    const draft = bench.draft()
    const set = (rows: Row[], at: number, word: string) =>
      rows.map((row, place) => (place === at ? { ...row, cells: [word] } : row))
    bench.change({ ...blank, table: { ...head, rows: set(rowsOf(4), 1, '那边') } })
    typed(draft, tabled([...set(rowsOf(4), 2, '这边'), { key: 'new', household: null, cells: ['新'] }]))
    await jest.advanceTimersByTimeAsync(2000)
    expect(bench.content.table?.rows.map(({ cells }) => cells[0])).toEqual([
      '甲0',
      '那边',
      '这边',
      '甲3',
      '新',
    ])
    expect(draft.get()).toMatchObject({ status: 'saved', clashes: [] })
    const both = bench.content.table?.rows.slice() ?? []
    bench.change({ ...blank, table: { ...head, rows: set(both, 0, '那边') } })
    typed(draft, tabled(set(both, 0, '这边')))
    await jest.advanceTimersByTimeAsync(2000)
    expect(draft.get()).toMatchObject({ status: 'held', clashes: [{ key: 'table' }] })
    draft.choose('table', 'mine')
    await jest.advanceTimersByTimeAsync(2000)
    expect(bench.content.table?.rows[0]?.cells).toEqual(['这边'])
  })

  it('gives way to another table whose columns its cells would not fit', async () => {
    const bench = new Bench()
    bench.change({ ...blank, table: { ...head, rows: rowsOf(3) } })
    const draft = bench.draft()
    const columns = [{ key: 'name', label: '金额', kind: 'money' as const }]
    typed(draft, { table: { caption: '钱', columns, rows: [{ key: 'k0', household: null, cells: [100] }] } })
    await jest.advanceTimersByTimeAsync(2000)
    expect(bench.content.table).toEqual({
      caption: '钱',
      columns,
      rows: [{ key: 'k0', household: null, cells: [100] }],
    })
  })
})

describe('two versions of a draft', () => {
  it('are merged field by field, elements one by one', () => {
    const base = {
      ...blank,
      elements: [
        { name: '甲', text: '1' },
        { name: '乙', text: '2' },
      ],
    }
    const mine = {
      ...base,
      elements: [
        { name: '甲', text: '1a' },
        { name: '乙', text: '2' },
      ],
    }
    const theirs = {
      ...base,
      elements: [
        { name: '甲', text: '1' },
        { name: '乙', text: '2b' },
      ],
    }
    expect(mergeContent(base, mine, theirs)).toEqual({
      content: {
        ...base,
        elements: [
          { name: '甲', text: '1a' },
          { name: '乙', text: '2b' },
        ],
      },
      clashes: [],
    })
  })
})
