import { describe, expect, it } from '@jest/globals'
import { ObjectId } from 'bson'
import { plan } from '../../../server/embedded-db/src/planner/planner'
import { HELD_ARRAY, HELD_OBJECT, Shapes } from '../../../server/embedded-db/src/values/codec'
import { sortKeys } from '../../../server/embedded-db/src/values/sorting'
import type { Doc } from '../../../server/embedded-db/src/values/values'

/** What the paths of a collection have held so far. */
function held(paths: Record<string, number>): Shapes {
  const shapes = new Shapes()
  for (const [path, bit] of Object.entries(paths)) shapes.note(path, bit)
  return shapes
}

const planned = (filter: Doc, shapes = new Shapes(), sort: Doc = {}) =>
  plan(filter, sortKeys(sort), { shapes, columns: new Map([['no', 'k0']]) })

describe('a filter in SQL', () => {
  it.each<[string, Doc]>([
    ['equality', { no: 3 }],
    ['equality with null, which is also missing', { no: null }],
    ['ids', { _id: new ObjectId('65f0c0ffee65f0c0ffee65f0') }],
    ['a list', { no: { $in: [1, 2, 3, 4, 5, 6] } }],
    ['not in a list', { no: { $nin: [1, 2] } }],
    ['a range of one type', { no: { $gte: 1, $lt: 9 } }],
    ['a range of dates', { no: { $lt: new Date(0) } }],
    ['existence', { 'a.b': { $exists: true } }],
    ['a prefix', { no: { $regex: '^HT-' } }],
    ['conjunctions and disjunctions', { $or: [{ no: 1 }, { $and: [{ a: 2 }, { b: { $ne: 3 } }] }] }],
    ['the negation of what is exact', { no: { $not: { $gt: 5 } } }],
  ])('decides %s by itself', (_name, filter) => {
    expect(planned(filter)).toMatchObject({ exact: true })
  })

  it.each<[string, Doc, Record<string, number>]>([
    ['a text that must end so', { no: /村$/ }, {}],
    ['a number of elements', { no: { $size: 2 } }, {}],
    ['a path below an array', { 'items.sku': 1 }, { items: HELD_ARRAY }],
    ['a whole subdocument', { a: { b: 1 } }, { a: HELD_OBJECT }],
    ['null where there were arrays', { tags: null }, { tags: HELD_ARRAY }],
    ['conditions on one element', { tags: { $elemMatch: { $gt: 1, $lt: 3 } } }, { tags: HELD_ARRAY }],
  ])('leaves %s to the matcher', (_name, filter, paths) => {
    expect(planned(filter, held(paths))).toMatchObject({ exact: false })
  })

  it('keeps what it can decide when the rest is left to the matcher', () => {
    const { sql, params, exact } = planned({ no: 3, title: /补贴$/ })
    expect(exact).toBe(false)
    expect(sql).toContain('k0 = ?')
    expect(params).toContain(3)
  })

  it('looks at the elements once a path has held an array', () => {
    expect(planned({ tags: 'a' }).sql).not.toContain('json_each')
    expect(planned({ tags: 'a' }, held({ tags: HELD_ARRAY })).sql).toContain('json_each')
  })

  it('reads the column of an indexed field and the text of any other', () => {
    expect(planned({ no: 1 }).sql).toContain('k0')
    expect(planned({ other: 1 }).sql).toContain('json_extract(doc')
  })
})

describe('an order in SQL', () => {
  it('ends with the order of insertion, so that pages do not overlap', () => {
    expect(planned({}, new Shapes(), { no: -1 })).toMatchObject({ ordered: true, order: 'k0 DESC, rid DESC' })
    expect(planned({}, new Shapes(), { no: 1, _id: 1 })).toMatchObject({ order: 'k0, id' })
  })

  it('is not to be had over arrays and subdocuments', () => {
    expect(planned({}, held({ no: HELD_ARRAY }), { no: 1 })).toMatchObject({ ordered: false, order: '' })
    expect(planned({}, held({ a: HELD_ARRAY }), { 'a.b': 1 })).toMatchObject({ ordered: false })
  })
})
