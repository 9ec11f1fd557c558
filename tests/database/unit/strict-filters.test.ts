import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  test.command({ create: 'empty' })
  test.command({ insert: 'full', documents: [{ _id: 1, a: 1 }] })
})
afterAll(() => test.close())

const codeOf = (reply: Doc) => (reply.writeErrors as { code: number }[] | undefined)?.[0]?.code ?? reply.code

const commands: ((collection: string, filter: Doc) => Doc)[] = [
  (find, filter) => ({ find, filter }),
  (count, query) => ({ count, query }),
  (distinct, query) => ({ distinct, key: 'a', query }),
  (update, q) => ({ update, updates: [{ q, u: { $set: { b: 1 } } }] }),
  (update, q) => ({ update, updates: [{ q, u: { $set: { b: 1 } }, multi: true }] }),
  (remove, q) => ({ delete: remove, deletes: [{ q, limit: 0 }] }),
  (findAndModify, query) => ({ findAndModify, query, update: { $set: { b: 1 } } }),
  (findAndModify, query) => ({ findAndModify, query, remove: true }),
]

describe('a filter that is not understood', () => {
  const filters: [Doc][] = [
    [{ a: { $near: 1 } }],
    [{ $where: 'true' }],
    [{ a: { $in: 1 } }],
    [{ $and: [] }],
    [{ $or: [{ a: { $foo: 1 } }] }],
    [{ a: { $elemMatch: { b: { $foo: 1 } } } }],
    [{ a: { $not: { $foo: 1 } } }],
    [{ a: { $regex: '(' } }],
    [{ a: { $size: -1 } }],
    [{ a: { $type: 'nothing' } }],
    [{ a: { $gt: 1, b: 1 } }],
    [{ a: { $size: 2_147_483_648 } }],
    [{ a: { $all: [1, { $elemMatch: { b: 1 } }] } }],
    [{ a: { $elemMatch: { $expr: { $gt: ['$b', 1] } } } }],
    [{ a: { $options: 'i' } }],
  ]
  it.each(filters)('%j is refused in every command, whatever there is to search', (filter) => {
    for (const command of commands)
      for (const collection of ['full', 'empty', 'missing'])
        expect([2, 115]).toContain(codeOf(test.command(command(collection, filter))))
  })
})

describe('a sort that is not understood', () => {
  it.each<[Doc, number]>([
    [{ a: 2 }, 2],
    [{ '': 1 }, 40352],
    [{ 'a.': 1 }, 40353],
    [{ 'a..b': 1 }, 15998],
    [{ $a: 1 }, 16410],
    [Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`f${i}`, 1])), 13103],
  ])('%j is refused, whatever there is to sort', (sort, code) => {
    for (const collection of ['full', 'empty', 'missing'])
      expect(test.command({ find: collection, sort }).code).toBe(code)
  })
})

describe('an operand of a wrong type', () => {
  it.each<[Doc, number]>([
    [{ a: { $type: true } }, 14],
    [{ a: { $type: [] } }, 9],
  ])('%j', (filter, code) => {
    for (const collection of ['full', 'empty', 'missing'])
      expect(test.command({ find: collection, filter }).code).toBe(code)
  })
})
