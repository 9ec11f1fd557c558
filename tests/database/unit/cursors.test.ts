import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { calculateObjectSize, Long } from 'bson'
import { Cursors, docsSource } from '../../../server/embedded-db/src/commands/cursors'
import { finish, Turn } from '../../../server/embedded-db/src/engine/steps'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

const ns = 'test.rows'
const numbered = (count: number): Doc[] => Array.from({ length: count }, (_, n) => ({ n }))

interface Reply {
  cursor: { id: Long; firstBatch?: Doc[]; nextBatch?: Doc[] }
}
const batchOf = ({ cursor }: Reply) => (cursor.firstBatch ?? cursor.nextBatch ?? []).map(({ n }) => n)

function opened(docs: Doc[], { batchSize = 2, singleBatch = false, now = 0 } = {}) {
  const cursors = new Cursors(new Turn())
  const run = (steps: unknown) => finish(steps as Doc) as unknown as Reply
  const first = run(cursors.start(ns, docsSource(docs), batchSize, singleBatch, now))
  return {
    cursors,
    first,
    more: (size = batchSize, at = now) => run(cursors.more(first.cursor.id, size, at)),
  }
}

describe('a cursor', () => {
  it('gives its batches in order and closes with the last', () => {
    const { first, more } = opened(numbered(5))
    expect(batchOf(first)).toEqual([0, 1])
    expect(batchOf(more())).toEqual([2, 3])
    const last = more()
    expect(batchOf(last)).toEqual([4])
    expect(last.cursor.id).toEqual(Long.ZERO)
    expect(() => more()).toThrow(expect.objectContaining({ code: 43, codeName: 'CursorNotFound' }))
  })

  it('is not left open where nothing follows, though the batch is full', () => {
    expect(opened(numbered(2)).first.cursor.id).toEqual(Long.ZERO)
    expect(opened(numbered(9), { singleBatch: true }).first.cursor.id).toEqual(Long.ZERO)
  })

  it('opens with nothing at a batch size of 0, and then gives everything', () => {
    const { first, more } = opened(numbered(300), { batchSize: 0 })
    expect(batchOf(first)).toEqual([])
    expect(batchOf(more())).toHaveLength(300)
  })

  it('is forgotten after ten idle minutes, and not before', () => {
    const minute = 60_000
    const { cursors, more } = opened(numbered(9))
    cursors.expire(9 * minute)
    more(2, 9 * minute)
    cursors.expire(18 * minute)
    more(2, 18 * minute)
    cursors.expire(29 * minute)
    expect(() => more()).toThrow(/not found/)
  })

  it('says which cursors it could end', () => {
    const { cursors, first } = opened(numbered(9))
    const { id } = first.cursor
    expect(cursors.kill([id, Long.fromNumber(77)])).toMatchObject({
      cursorsKilled: [id],
      cursorsNotFound: [Long.fromNumber(77)],
    })
  })
})

// A message holds 48 MB at most (MongoDB, "Limits and Thresholds"); a batch stays well below that.
describe('batches of large documents', () => {
  let test: EngineUnderTest
  const text = 'x'.repeat(1_000_000)
  beforeAll(() => {
    test = engineUnderTest()
    const documents = Array.from({ length: 40 }, (_, n) => ({ _id: n, text }))
    for (let at = 0; at < 40; at += 10) {
      expect(test.command({ insert: 'large', documents: documents.slice(at, at + 10) })).toMatchObject({
        n: 10,
      })
    }
  })
  afterAll(() => test.close())

  it('takes no limit of time of its own', () => {
    const { cursor } = test.command({ find: 'large', batchSize: 1 }) as unknown as Reply
    const more = { getMore: cursor.id, collection: 'large' }
    expect(test.command({ ...more, maxTimeMS: 1000 })).toMatchObject({ ok: 0, code: 2 })
    expect(test.command({ killCursors: 'large', cursors: [cursor.id] })).toMatchObject({ ok: 1 })
  })

  it.each([0, 100_000])('begins with nothing where that is asked for (small: %d)', (small) => {
    const other = engineUnderTest({ small })
    other.command({ insert: 'c', documents: [{ _id: 1 }, { _id: 2 }, { _id: 3 }] })
    for (const query of [{}, { limit: 2 }, { limit: 1 }, { sort: { a: 1 } }, { filter: { _id: 2 } }]) {
      const first = other.command({ find: 'c', batchSize: 0, ...query }) as unknown as Reply
      expect(batchOf(first)).toEqual([])
      const { cursor } = other.command({ getMore: first.cursor.id, collection: 'c' }) as unknown as Reply
      expect(cursor.nextBatch).toEqual(other.find('c', {}, query))
      expect(cursor.id).toEqual(Long.ZERO)
    }
    other.close()
  })

  it.each([
    ['find', { find: 'large' }],
    ['aggregate', { aggregate: 'large', pipeline: [{ $set: { more: 1 } }], cursor: {} }],
  ])('%s gives them in several messages, each once', (_name, command) => {
    const seen: unknown[] = []
    let { cursor } = test.command(command) as unknown as Reply
    for (;;) {
      expect(calculateObjectSize({ cursor })).toBeLessThan(17_000_000)
      seen.push(...(cursor.firstBatch ?? cursor.nextBatch ?? []).map(({ _id }) => _id))
      if (cursor.id.isZero()) break
      cursor = (test.command({ getMore: cursor.id, collection: 'large' }) as unknown as Reply).cursor
    }
    expect(seen).toEqual(Array.from({ length: 40 }, (_, n) => n))
  })
})
