import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  test.command({ insert: 'c', documents: [{ _id: 1 }] }, 'CASEdb')
})
afterAll(() => test.close())

const refusal = {
  ok: 0,
  code: 13297,
  codeName: 'DatabaseDifferCase',
  errmsg: 'db already exists with different case already have: [CASEdb] trying to create [casedb]',
}

describe('a database whose name differs from another by case alone', () => {
  it.each([
    { create: 'd' },
    { insert: 'd', documents: [{ _id: 1 }] },
    { update: 'd', updates: [{ q: { _id: 1 }, u: { a: 1 }, upsert: true }] },
    { findAndModify: 'd', query: { _id: 1 }, update: { a: 1 }, upsert: true },
    { createIndexes: 'd', indexes: [{ key: { a: 1 }, name: 'a' }] },
  ] as Doc[])('is not made: %j', (command) => {
    const reply = test.command(command, 'casedb')
    if (reply.writeErrors)
      expect(reply.writeErrors).toMatchObject([{ code: refusal.code, errmsg: refusal.errmsg }])
    else expect(reply).toMatchObject(refusal)
  })

  it('is empty to those who read or remove', () => {
    expect(test.command({ count: 'c' }, 'casedb')).toMatchObject({ n: 0, ok: 1 })
    expect(test.command({ dropDatabase: 1 }, 'casedb')).toMatchObject({ ok: 1 })
    expect(test.command({ count: 'c' }, 'CASEdb')).toMatchObject({ n: 1 })
  })

  it('is made when the other is gone', () => {
    expect(test.command({ dropDatabase: 1 }, 'CASEdb')).toMatchObject({ ok: 1 })
    expect(test.command({ create: 'd' }, 'casedb')).toMatchObject({ ok: 1 })
  })
})
