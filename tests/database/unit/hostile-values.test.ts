import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Binary, BSONRegExp, Long, MinKey } from 'bson'
import { FIELDS } from '../../../server/embedded-db/src/commands/command-fields'
import { FIELD_OPERATORS } from '../../../server/embedded-db/src/query/matching'
import { textOf } from '../../../server/embedded-db/src/values/texts'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  test.command({ insert: 'c', documents: [{ _id: 1, a: [1], q: 1 }] })
})
afterAll(() => test.close())

const codeOf = (reply: Doc) => (reply.writeErrors as { code: number }[] | undefined)?.[0]?.code ?? reply.code

// Fields of these names are what String() and Number() would call.
const odd = { toString: 1, valueOf: 1, toJSON: 1 }
const values: unknown[] = [odd, [odd], { a: odd }]

describe('a value with fields named as methods', () => {
  it.each([
    [{ aggregate: 'c', pipeline: [{ $limit: odd }], cursor: {} }, 5107201],
    [{ aggregate: 'c', pipeline: [{ $skip: odd }], cursor: {} }, 5107200],
    [{ update: 'c', updates: [{ q: {}, u: { $inc: { q: odd } } }] }, 14],
    [{ find: 'c', filter: { a: { $size: odd } } }, 2],
    [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, unique: odd }] }, 14],
    [{ createIndexes: 'c', indexes: [{ key: { _id: odd } }] }, 67],
  ] as [Doc, number][])('is refused as any other: %j', (command, code) => {
    expect(codeOf(test.command(command))).toBe(code)
  })

  it.each(FIELD_OPERATORS)('is no accident below %s', (operator) => {
    for (const value of values)
      for (const filter of [{ a: { [operator]: value } }, { a: { $elemMatch: { [operator]: value } } }])
        expect(codeOf(test.command({ find: 'c', filter }))).not.toBe(1)
  })

  const modifiers = ['$set', '$inc', '$min', '$max', '$unset', '$push', '$addToSet', '$pull', '$pullAll']
  it.each([...modifiers, '$rename', '$currentDate', '$setOnInsert'])(
    'is no accident below %s',
    (operator) => {
      for (const value of values)
        for (const change of [
          value,
          { $each: value },
          { $each: [], $slice: value },
          { $each: [], $sort: value },
        ])
          for (const u of [{ [operator]: value }, { [operator]: { a: change } }])
            expect(codeOf(test.command({ update: 'c', updates: [{ q: { _id: 0 }, u }] }))).not.toBe(1)
    },
  )

  it.each(Object.keys(FIELDS))('is no accident in the fields of %s', (name) => {
    for (const field of Object.keys(FIELDS[name] ?? {}))
      for (const value of values) expect(codeOf(test.command({ [name]: 'c', [field]: value }))).not.toBe(1)
  })
})

describe('the text of a value in an error', () => {
  it.each([
    ['word', 'word'],
    [1.5, '1.5'],
    [null, 'null'],
    [Long.fromNumber(7), '7'],
    [{ toString: 1, b: ['x', { c: null }] }, '{ toString: 1, b: [ x, { c: null } ] }'],
    [new BSONRegExp('x'), 'regex'],
    [new MinKey(), 'minKey'],
    ['x'.repeat(200), `${'x'.repeat(160)}...`],
  ])('%j', (value, text) => {
    expect(textOf(value)).toBe(text)
  })

  it('has no end of bytes', () => {
    expect(textOf(new Binary(Buffer.alloc(1000, 65))).length).toBeLessThan(200)
  })
})
