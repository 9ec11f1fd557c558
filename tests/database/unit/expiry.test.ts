import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { removeExpired } from '../../../server/embedded-db/src/engine/expiry'
import { finish } from '../../../server/embedded-db/src/engine/steps'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeEach(() => {
  test = engineUnderTest()
})
afterEach(() => test.close())

const indexes = (...list: Doc[]) => test.command({ createIndexes: 'c', indexes: list })
const now = new Date('2026-01-01T00:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const expire = () => {
  finish(removeExpired(test.engine, now))
  test.engine.db.commit()
}

describe('a TTL index', () => {
  it('goes by the least date of an array, and leaves alone what is no date', () => {
    indexes({ key: { at: 1 }, name: 'at', expireAfterSeconds: 60 })
    const documents = [
      { _id: 'over', at: ago(61) },
      { _id: 'one of them', at: ['x', ago(10), ago(61)] },
      { _id: 'within', at: [{ at: ago(100) }] },
      { _id: 'young', at: ago(59) },
      { _id: 'young array', at: [ago(59), ago(10)] },
      { _id: 'number', at: ago(61).getTime() },
      { _id: 'text', at: ago(61).toISOString() },
      { _id: 'null', at: null },
      { _id: 'none' },
      { _id: 'empty', at: [] },
    ]
    test.command({ insert: 'c', documents })
    expire()
    expect(test.find('c', {}).map(({ _id }) => _id)).toEqual(documents.slice(2).map(({ _id }) => _id))
  })

  it('of a part of the documents lets go of those alone', () => {
    indexes({
      key: { at: 1 },
      name: 'at',
      expireAfterSeconds: 60,
      partialFilterExpression: { state: 'done' },
    })
    test.command({
      insert: 'c',
      documents: [
        { _id: 1, at: ago(61), state: 'done' },
        { _id: 2, at: ago(61), state: 'open' },
        { _id: 3, at: ago(61) },
      ],
    })
    expire()
    expect(test.find('c', {}).map(({ _id }) => _id)).toEqual([2, 3])
  })

  it('that is made over many documents, at a dotted path, goes by every date on the way', () => {
    test.command({
      insert: 'c',
      documents: [
        { _id: 1, a: [{ at: ago(10) }, { at: ago(61) }] },
        { _id: 2, a: { at: ago(10) } },
      ],
    })
    indexes({ key: { 'a.at': 1 }, name: 'at', expireAfterSeconds: 60 })
    expire()
    expect(test.find('c', {}).map(({ _id }) => _id)).toEqual([2])
  })
})
