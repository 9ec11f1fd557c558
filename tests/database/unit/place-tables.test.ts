import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { finish } from '../../../server/embedded-db/src/engine/steps'
import { Catalog } from '../../../server/embedded-db/src/indexes/catalog'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
const warnings: string[] = []
beforeEach(() => {
  warnings.length = 0
  test = engineUnderTest({ small: 100, warn: (message) => warnings.push(message) })
})
afterEach(() => test.close())

const index = (key: Doc, options: Doc = {}) =>
  test.command({ createIndexes: 'c', indexes: [{ key, ...options }] })
const cap = { s: { $geoWithin: { $centerSphere: [[120, 28], 0.001] } } }
const box = {
  f: {
    $geoWithin: {
      $box: [
        [0, 0],
        [1, 1],
      ],
    },
  },
} // prettier-ignore
const planOf = (filter: Doc) => {
  const reply = test.command({ explain: { find: 'c', filter }, verbosity: 'queryPlanner' })
  return (reply.queryPlanner as { winningPlan: Doc }).winningPlan
}
const tables = () =>
  test.engine.db
    .all<[string]>("SELECT name FROM sqlite_master WHERE name GLOB 'g[0-9]*' OR name GLOB 'tg[0-9]*'")
    .map(([name]) => name)
const fill = (count: number) =>
  test.command({
    insert: 'c',
    documents: Array.from({ length: count }, (_, _id) => ({
      _id,
      s: { type: 'Point', coordinates: [(_id % 360) - 180, (_id % 170) - 85] },
      f: [_id % 100, _id % 70],
    })),
  })

describe('the boxes around places', () => {
  it('lead to what is in a shape, before and after the documents', () => {
    index({ s: '2dsphere' })
    fill(6000)
    index({ f: '2d' })
    expect(planOf(cap)).toMatchObject({ stage: 'FETCH', inputStage: { indexName: 's_2dsphere' } })
    expect(planOf(box)).toMatchObject({ stage: 'FETCH', inputStage: { indexName: 'f_2d' } })
    const all = test.find('c', {}).filter(({ s }) => String((s as Doc).coordinates) === '120,28')
    expect(test.find('c', cap)).toEqual(all)
    const found = test.find('c', box).map(({ f }) => String(f))
    expect(new Set(found)).toEqual(new Set(['0,0', '1,1']))
    expect(test.find('c', { s: { $nearSphere: [120, 28] } }, { limit: 2 })).toHaveLength(2)
    expect(test.command({ count: 'c', query: cap })).toMatchObject({ n: test.find('c', cap).length })
  })

  it('spare a walk over all documents', () => {
    index({ s: '2dsphere' })
    fill(6000)
    test.find('c', cap)
    test.find('c', { s: { $near: { $geometry: { type: 'Point', coordinates: [120, 28] } } } }, { limit: 3 })
    expect(warnings).toEqual([])
    test.find('c', box)
    expect(warnings).toEqual([expect.stringContaining('is walked for want of an index (f)')])
  })

  it('do not serve shapes of the other kind', () => {
    index({ s: '2dsphere' })
    fill(10)
    expect(JSON.stringify(planOf({ s: box.f }))).not.toContain('s_2dsphere')
  })

  it('are left aside when their index is hidden or partial', () => {
    index({ s: '2dsphere' }, { name: 'hidden', hidden: true })
    index({ f: '2d' }, { partialFilterExpression: { n: 1 } })
    fill(10)
    expect(JSON.stringify(planOf(cap))).not.toContain('hidden')
    expect(JSON.stringify(planOf(box))).not.toContain('f_2d')
    expect(() => test.find('c', { s: { $nearSphere: [0, 0] } })).toThrow('unable to find index')
  })

  it('serve again when their index is shown', () => {
    index({ s: '2dsphere' }, { name: 'shown', hidden: true })
    fill(10)
    const collection = test.engine.catalog.get('test.c')
    const shown = collection?.indexes.find(({ name }) => name === 'shown')
    if (collection && shown) finish(test.engine.changeIndex(collection, shown, { hidden: false }))
    expect(JSON.stringify(planOf(cap))).toContain('shown')
    expect(test.find('c', { s: { $nearSphere: [0, 0] } })).toHaveLength(10)
  })

  it('follow updates and deletes', () => {
    index({ s: '2dsphere' })
    fill(3)
    const set = (fields: Doc) =>
      test.command({ update: 'c', updates: [{ q: { _id: 1 }, u: { $set: fields } }] })
    const ids = () => test.find('c', cap).map(({ _id }) => _id)
    set({ s: [120, 28] })
    expect(ids()).toEqual([1])
    set({ s: null })
    expect(ids()).toEqual([])
    set({ s: [120, 28.01] })
    expect(ids()).toEqual([1])
    test.command({ delete: 'c', deletes: [{ q: { _id: 1 }, limit: 1 }] })
    expect(test.engine.db.all('SELECT r FROM g1 WHERE r = 2')).toEqual([])
  })

  it('come and go with their index, and are there when a file is opened again', () => {
    index({ s: '2dsphere', n: 1 })
    fill(3)
    const again = new Catalog(test.engine.db).get('test.c')
    expect(again?.boxes.get('2dsphere s')).toBe('g1')
    expect(tables()).toContain('g1')
    test.command({ dropIndexes: 'c', index: '*' })
    expect(tables()).toEqual([])
    index({ f: '2d' })
    expect(tables()).not.toEqual([])
    test.command({ drop: 'c' })
    expect(tables()).toEqual([])
  })
})
