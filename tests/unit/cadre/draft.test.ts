import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { ApiError, offlineError } from '../../../miniapp/src/api/errors'
import { Draft } from '../../../miniapp/src/cadre/draft/draft'
import { mergeContent } from '../../../miniapp/src/cadre/draft/merge'
import type { DraftPorts, Kept, Patch } from '../../../miniapp/src/cadre/draft/types'
import { content, workOf } from '../../e2e/fixtures/cadre'

const blank = workOf().content

class Bench {
  work = workOf()
  kept: Kept | null = null
  sent: { patch: Patch; revision: number; key: string }[] = []
  answer: (patch: Patch) => void = () => undefined
  unfit: ReturnType<DraftPorts['unfit']> = []
  private keys = 0

  readonly ports: DraftPorts = {
    send: async (patch, revision, key) => {
      this.sent.push({ patch, revision, key })
      this.answer(patch)
      if (revision !== this.work.revision) throw new ApiError(409, 'staleEdit', '刚刚被改过')
      this.work = { ...this.work, revision: revision + 1, content: { ...this.work.content, ...patch } }
      return this.work
    },
    read: async () => this.work,
    keep: (kept) => {
      this.kept = kept
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

  draft(kept: Kept | null = null) {
    return new Draft(this.work, kept, this.ports)
  }
}

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

const typed = (draft: Draft, change: Patch) => draft.edit((old) => ({ ...old, ...change }))

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
    const draft = bench.draft({ revision: 3, base: blank, mine: { ...blank, body: '路上写的' } })
    expect(draft.get().content.body).toBe('路上写的')
    await jest.advanceTimersByTimeAsync(2000)
    expect(bench.work.content.body).toBe('路上写的')
  })

  it('asks only where both sides wrote the same field, and saves nothing of it before', async () => {
    const bench = new Bench()
    const draft = bench.draft()
    bench.work = { ...bench.work, revision: 9, content: { ...blank, title: '那边', body: '那边的正文' } }
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
    bench.answer = (patch) => {
      if (!('table' in patch)) return
      throw new ApiError(422, 'invalidTable', '表格里有问题', undefined, [
        { field: 'content.table.rows', message: '面积不能是负数。', row: 1 },
      ])
    }
    typed(draft, { title: '一', table: content.table })
    await jest.advanceTimersByTimeAsync(2000)
    expect(draft.get().status).toBe('refused')
    expect(bench.work.content).toMatchObject({ title: '一', table: null })
    expect(bench.kept?.mine.table).toEqual(content.table)
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
    expect(bench.sent.map(({ patch }) => Object.keys(patch))).toEqual([['title']])
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
