import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Timestamp } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

const empty = Timestamp.fromNumber(0)
const now = new Date('2026-01-01T00:00:00Z')

describe('an empty timestamp', () => {
  let test: EngineUnderTest
  beforeAll(() => {
    test = engineUnderTest({ now })
    test.command({
      insert: 'c',
      documents: [
        { _id: 1, at: empty, in: { at: empty } },
        { _id: empty, at: empty },
      ],
    })
  })
  afterAll(() => test.close())
  const read = (_id: unknown) => test.find('c', { _id })[0] as Doc & { at: Timestamp }

  it('stands for the time of an insert, in the document itself', () => {
    const [first, second] = [read(1), read(empty)]
    expect(first.at.t).toBe(now.getTime() / 1000)
    expect(first.in).toEqual({ at: empty })
    expect(second.at.greaterThan(first.at)).toBe(true)
    expect(second._id).toEqual(empty)
  })

  it('stands for the time of a replacement, by a document or by a pipeline', () => {
    const before = read(1).at
    test.command({ update: 'c', updates: [{ q: { _id: 1 }, u: { at: empty } }] })
    const replaced = read(1).at
    test.command({ update: 'c', updates: [{ q: { _id: 1 }, u: [{ $set: { at: empty } }] }] })
    expect([replaced.greaterThan(before), read(1).at.greaterThan(replaced)]).toEqual([true, true])
  })
})
