import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'
import { collation, words } from './collated-fixtures'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

const found = (name: string, filter: Doc, more: Doc) => test.find(name, filter, more).map(({ _id }) => _id)

describe('an index with a collation', () => {
  const index = (more: Doc) => ({ key: { a: 1 }, ...more })
  const create = (name: string, ...indexes: Doc[]) => test.command({ createIndexes: name, indexes })

  it('is listed with all fields, beside one without', () => {
    const name = test.fresh([])
    expect(create(name, index({ name: 'c', collation }), index({ name: 'p' }))).toMatchObject({
      numIndexesAfter: 3,
    })
    expect(create(name, index({ name: 'c', collation: { ...collation, caseLevel: false } }))).toMatchObject({
      numIndexesAfter: 3,
    })
    expect(test.indexes(name).slice(1)).toMatchObject([
      { name: 'c', collation: { ...collation, caseLevel: false, alternate: 'non-ignorable' } },
      { name: 'p' },
    ])
    expect(create(name, index({ name: 'c', collation: { locale: 'en' } }))).toMatchObject({ code: 86 })
  })

  it('is refused where it is wrong', () => {
    const name = test.fresh([])
    expect(
      create(name, index({ unique: true, collation, partialFilterExpression: { s: 'on' } })),
    ).toMatchObject({ code: 67 })
    expect(create(name, index({ collation: { locale: 'nowhere' } }))).toMatchObject({ code: 2 })
    expect(create(name, index({ collation: { strength: 2 } }))).toMatchObject({ code: 40414 })
    expect(create(name, index({ collation: {} }))).toMatchObject({ code: 2 })
    expect(create(name, { key: { _id: 1 }, collation })).toMatchObject({ code: 2 })
  })

  it('leads a search of numbers, not one of texts', () => {
    const name = test.fresh(words, [{ key: { a: 1 }, name: 'c', collation }])
    const plan = (filter: Doc, more: Doc = {}) =>
      JSON.stringify(
        test.command({ explain: { find: name, filter, collation, ...more }, verbosity: 'queryPlanner' }),
      )
    expect(plan({ a: 7 })).toContain('IXSCAN')
    expect(plan({ a: 7 })).toContain('"collation":{"locale":"en"')
    expect(plan({ a: 'cat' })).toContain('COLLSCAN')
    expect(plan({}, { sort: { a: 1 } })).toContain('SORT')
  })
})

describe('an order of numbers or dates with a collation', () => {
  const docs = Array.from({ length: 40 }, (_, i) => ({ _id: i, at: new Date(i * 1000), a: `${i}` }))
  const sorts = (name: string, sort: Doc) =>
    JSON.stringify(
      test.command({ explain: { find: name, sort, collation }, verbosity: 'queryPlanner' }).queryPlanner,
    ).includes('"stage":"SORT"')

  it('is left to an index as long as no text is there', () => {
    const name = test.fresh(docs, [{ key: { at: 1 } }, { key: { a: 1 } }])
    expect(sorts(name, { at: -1 })).toBe(false)
    expect(sorts(name, { at: -1, a: 1 })).toBe(true)
    expect(sorts(name, { a: 1 })).toBe(true)
    expect(found(name, {}, { collation, sort: { at: -1 }, limit: 2 })).toEqual([39, 38])
    test.command({
      insert: name,
      documents: [
        { _id: 'b', at: 'b' },
        { _id: 'A', at: 'A' },
      ],
    })
    expect(sorts(name, { at: -1 })).toBe(true)
    expect(found(name, { at: { $type: 'string' } }, { collation, sort: { at: 1 } })).toEqual(['A', 'b'])
  })
})
