import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Long } from 'bson'
import type { Doc } from '../../../server/src/storage/embedded/values/values'
import { type EngineUnderTest, engineUnderTest } from '../../support/storage-engine'

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
const met = (more: Doc = {}) => {
  const { firstBatch } = run({ ...walk, ...more }).cursor as { firstBatch: { met: Doc[] }[] }
  return firstBatch.map((doc) => doc.met.map(({ _id }) => _id).sort())
}

describe('$graphLookup', () => {
  it('comes to each document once, round every circle', () => {
    expect(met()).toEqual([['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd', 'e'], []])
  })

  it('goes as deep as it may, and says how deep it was', () => {
    expect(met({ maxDepth: 0 })).toEqual([['a'], ['b', 'e'], []])
    const [first] = (run({ ...walk, maxDepth: 1, depthField: 'deep.n' }).cursor as { firstBatch: Doc[] })
      .firstBatch
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
    const reply = test.command({ aggregate: 'starts', pipeline, cursor: {}, let: { shut: 'd' } })
    const [, second] = (reply.cursor as { firstBatch: { met: Doc[] }[] }).firstBatch
    expect(second?.met.map(({ _id }) => _id)).toEqual(['b', 'e'])
  })

  it('starts from null where that is what it is given', () => {
    const [first] = (
      run({ ...walk, startWith: null, connectToField: 'to', connectFromField: 'nothing' }, { $limit: 1 })
        .cursor as { firstBatch: { met: Doc[] }[] }
    ).firstBatch
    expect(first?.met.map(({ _id }) => _id)).toEqual(['e'])
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
