import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Long, UUID } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest, firstBatch } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  test.command({ create: 'plain' })
})
afterAll(() => test.close())

const listed = (filter: Doc) => firstBatch(test.command({ listCollections: 1, filter }))

describe('the list of collections', () => {
  it('filters by any field, gives names alone, and pages', () => {
    const own = engineUnderTest()
    const ask = (more: Doc) =>
      (own.command({ listCollections: 1, ...more }).cursor as { firstBatch: Doc[]; id: Long }) ?? {}
    for (const name of ['a', 'b', 'c']) own.command({ create: name })
    own.command({ create: 'd' })
    expect(ask({ nameOnly: true }).firstBatch).toEqual(
      ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'collection' })),
    )
    const names = (filter: Doc) => ask({ filter }).firstBatch.map(({ name }) => name)
    expect(names({ name: { $in: ['a', 'd'] } })).toEqual(['a', 'd'])
    expect(names({ name: /^b$/ })).toEqual(['b'])
    expect(names({ type: 'view' })).toEqual([])
    const first = ask({ cursor: { batchSize: 3 } })
    expect(first.firstBatch).toHaveLength(3)
    const more = own.command({ getMore: first.id, collection: '$cmd.listCollections' })
    expect((more.cursor as { nextBatch: Doc[] }).nextBatch).toMatchObject([{ name: 'd' }])
    own.close()
  })

  it('names each collection by an id that stays its own', () => {
    const idOf = () => (listed({ name: 'plain' })[0]?.info as Doc | undefined)?.uuid
    const before = idOf()
    expect(before).toBeInstanceOf(UUID)
    test.engine.catalog.reload()
    expect(idOf()).toEqual(before)
    test.command({ drop: 'plain' })
    test.command({ create: 'plain' })
    expect(idOf()).not.toEqual(before)
    expect(listed({ name: 'plain' })[0]).toMatchObject({
      info: { readOnly: false },
      idIndex: { name: '_id_' },
    })
  })
})

describe('the list of databases', () => {
  it('is asked of admin, filters, and knows sizes', () => {
    const own = engineUnderTest()
    own.command({ insert: 'c', documents: [{ _id: 1, text: 'x'.repeat(1000) }] })
    expect(own.command({ listDatabases: 1 })).toMatchObject({ ok: 0, code: 13 })
    const ask = (more: Doc) => own.command({ listDatabases: 1, ...more }, 'admin')
    const { databases, totalSize } = ask({}) as { databases: Doc[]; totalSize: unknown }
    expect(databases).toEqual([{ name: 'test', sizeOnDisk: totalSize, empty: false }])
    expect(Number(totalSize)).toBeGreaterThan(1000)
    expect(ask({ nameOnly: true })).toEqual({ databases: [{ name: 'test' }], ok: 1 })
    expect(ask({ filter: { name: /^x/ } }).databases).toEqual([])
    own.close()
  })
})

describe('dropping a database', () => {
  it.each<[unknown, string, number]>([
    [null, 'test', 40414],
    ['x', 'test', 14],
    [0, 'test', 5255100],
    [2, 'test', 5255100],
    [1, 'admin', 20],
    [1, 'local', 20],
  ])('%j of %s is refused', (dropDatabase, database, code) => {
    expect(test.command({ dropDatabase }, database)).toMatchObject({ ok: 0, code })
  })
})
