import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Decimal128, Long } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest, firstBatch } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

const clusteredIndex = { key: { _id: 1 }, unique: true }
const listed = (filter: Doc, more: Doc = {}) =>
  firstBatch(test.command({ listCollections: 1, filter, ...more }))

describe('a collection that MongoDB would not make', () => {
  it.each<[Doc, number]>([
    [{ capped: true }, 72],
    [{ size: 1000 }, 72],
    [{ max: 5 }, 72],
    [{ capped: false, size: 1000 }, 72],
    [{ capped: 'yes', size: 1000 }, 14],
    [{ capped: true, size: 0 }, 2],
    [{ capped: true, size: Number.NaN }, 2],
    [{ capped: true, size: 2 ** 51 }, 2],
    [{ capped: true, size: 1000, max: 2 ** 31 }, 2],
    [{ validator: 'a' }, 14],
    [{ validator: { a: { $foo: 1 } } }, 2],
    [{ validator: { $jsonSchema: { wrong: 1 } } }, 9],
    [{ validationLevel: 'some' }, 2],
    [{ validationAction: 'shout' }, 2],
    [{ clusteredIndex: true }, 5979703],
    [{ clusteredIndex: 'yes' }, 14],
    [{ clusteredIndex: { unique: true } }, 40414],
    [{ clusteredIndex: { key: { _id: 1 } } }, 40414],
    [{ clusteredIndex: { ...clusteredIndex, odd: 1 } }, 40415],
    [{ clusteredIndex: { key: { a: 1 }, unique: true } }, 197],
    [{ clusteredIndex: { key: { _id: 1 }, unique: false } }, 5979700],
    [{ clusteredIndex: { ...clusteredIndex, v: 1 } }, 5979704],
    [{ clusteredIndex, capped: true, size: 1000 }, 6049200],
    [{ clusteredIndex, max: 10 }, 6049204],
    [{ clusteredIndex, idIndex: { key: { _id: 1 }, name: '_id_' } }, 72],
    [{ clusteredIndex, expireAfterSeconds: -1 }, 72],
    [{ expireAfterSeconds: 60 }, 72],
    [{ idIndex: { key: { a: 1 }, name: '_id_' } }, 2],
    [{ idIndex: { key: { _id: 1 } } }, 9],
    [{ autoIndexId: false }, 72],
    [{ timeseries: { timeField: 'at' } }, 115],
    [{ viewOn: 'c' }, 115],
    [{ collation: { locale: 'xx' } }, 2],
    [{ changeStreamPreAndPostImages: { enabled: true } }, 115],
  ])('%j', (options, code) => {
    expect(test.command({ create: 'refused', ...options })).toMatchObject({ ok: 0, code })
    expect(listed({ name: 'refused' })).toEqual([])
  })
})

describe('the options of a collection', () => {
  it.each<[string, Doc, Doc]>([
    ['plain', {}, {}],
    ['capped', { capped: 1, size: 4096.9, max: 5.5 }, { capped: true, size: 4096, max: 5 }],
    ['endless', { capped: true, size: Decimal128.fromString('2.5'), max: -1 }, { capped: true, size: 2 }],
    [
      'ruled',
      { validator: { a: { $gt: 1 } }, validationLevel: 'moderate', validationAction: 'warn' },
      { validator: { a: { $gt: 1 } }, validationLevel: 'moderate', validationAction: 'warn' },
    ],
    ['free', { validator: {} }, {}],
    [
      'clustered',
      { clusteredIndex: { ...clusteredIndex, name: 'by id' }, expireAfterSeconds: Long.fromNumber(60) },
      {
        clusteredIndex: { v: 2, key: { _id: 1 }, name: 'by id', unique: true },
        expireAfterSeconds: 60,
      },
    ],
    ['silent', { changeStreamPreAndPostImages: { enabled: false }, storageEngine: {} }, {}],
  ])('%s: are listed, kept, and may be said again', (name, given, options) => {
    expect(test.command({ create: name, ...given })).toEqual({ ok: 1 })
    expect(test.command({ create: name, ...given })).toEqual({ ok: 1 })
    expect(test.command({ create: name, validator: { other: 1 } })).toMatchObject({
      ok: 0,
      code: 48,
      codeName: 'NamespaceExists',
    })
    test.engine.catalog.reload()
    expect(test.command({ create: name, ...given })).toEqual({ ok: 1 })
    expect(listed({ name })).toMatchObject([{ name, type: 'collection', options }])
    expect(listed({ name })[0]?.options).toEqual(options)
  })

  it('raise the format of the file only where an older program would break their rules', () => {
    const own = engineUnderTest()
    const format = () => own.engine.db.all<[number]>('PRAGMA user_version')[0]?.[0]
    own.command({ create: 'plain' })
    own.command({ create: 'clustered', clusteredIndex })
    expect(format()).toBe(0)
    own.command({ create: 'ruled', validator: { a: 1 } })
    expect(format()).toBe(4)
    own.close()
  })

  it('leave a collection without them when they are refused halfway', () => {
    test.command({ create: 'twice', capped: true, size: 100 })
    test.command({ drop: 'twice' })
    expect(test.command({ create: 'twice' })).toEqual({ ok: 1 })
    expect(listed({ name: 'twice' })[0]?.options).toEqual({})
  })
})
