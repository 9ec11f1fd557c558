import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Long } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest, firstBatch } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  const documents = [
    { _id: 'a', to: ['b', 'c'], open: true },
    { _id: 'b', to: 'd', open: true },
    { _id: 'c', to: 'd', open: false },
    { _id: 'd', to: 'a', open: true },
    { _id: 'e', open: true },
  ]
  test.command({ insert: 'ways', documents })
  test.command({ insert: 'starts', documents: [{ _id: 1, at: 'a' }, { _id: 2, at: ['b', 'e'] }, { _id: 3 }] })
})
afterAll(() => test.close())

const walk = { from: 'ways', startWith: '$at', connectFromField: 'to', connectToField: '_id', as: 'met' }
const run = (spec: unknown, ...before: Doc[]) =>
  test.command({ aggregate: 'starts', pipeline: [...before, { $graphLookup: spec }], cursor: {} })
const ids = (doc?: Doc) => (doc?.met as Doc[] | undefined)?.map(({ _id }) => _id)
const met = (more: Doc = {}) => firstBatch(run({ ...walk, ...more })).map((doc) => ids(doc)?.sort())

describe('$graphLookup', () => {
  it('comes to each document once, round every circle', () => {
    expect(met()).toEqual([['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd', 'e'], []])
  })

  it('goes as deep as it may, and says how deep it was', () => {
    expect(met({ maxDepth: 0 })).toEqual([['a'], ['b', 'e'], []])
    const [first] = firstBatch(run({ ...walk, maxDepth: 1, depthField: 'deep.n' }))
    expect(first?.met).toEqual([
      { _id: 'a', to: ['b', 'c'], open: true, deep: { n: Long.ZERO } },
      { _id: 'b', to: 'd', open: true, deep: { n: Long.ONE } },
      { _id: 'c', to: 'd', open: false, deep: { n: Long.ONE } },
    ])
  })

  it('goes only where it may', () => {
    expect(met({ restrictSearchWithMatch: { open: true } })).toEqual([
      ['a', 'b', 'd'],
      ['a', 'b', 'd', 'e'],
      [],
    ])
    const restrictSearchWithMatch = { $expr: { $ne: ['$_id', '$$shut'] } }
    const pipeline = [{ $graphLookup: { ...walk, restrictSearchWithMatch } }]
    const [, second] = test.aggregate('starts', pipeline, { let: { shut: 'd' } })
    expect(ids(second)).toEqual(['b', 'e'])
  })

  it('starts from null where that is what it is given', () => {
    const fromNull = { ...walk, startWith: null, connectToField: 'to', connectFromField: 'nothing' }
    const [first] = firstBatch(run(fromNull, { $limit: 1 }))
    expect(ids(first)).toEqual(['e'])
  })

  it.each([
    ['x', 40327],
    [{ ...walk, odd: 1 }, 40104],
    [{ ...walk, from: 1 }, 40103],
    [{ ...walk, as: undefined }, 40105],
    [{ ...walk, maxDepth: 'x' }, 40100],
    [{ ...walk, maxDepth: -1 }, 40101],
    [{ ...walk, maxDepth: 1.5 }, 40102],
    [{ ...walk, restrictSearchWithMatch: 1 }, 40185],
    [{ ...walk, restrictSearchWithMatch: { $odd: 1 } }, 2],
    [{ ...walk, as: '$a' }, 16410],
  ])('refuses %j', (spec, code) => {
    const { as, ...others } = spec as Doc
    expect(run(typeof spec === 'string' ? spec : as === undefined ? others : spec)).toMatchObject({
      ok: 0,
      code,
    })
  })
})
