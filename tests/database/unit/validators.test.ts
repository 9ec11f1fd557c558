import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
let warnings: string[]
beforeEach(() => {
  warnings = []
  test = engineUnderTest({ warn: (message) => warnings.push(message) })
})
afterEach(() => test.close())

const $jsonSchema = {
  title: 'person',
  required: ['name'],
  properties: { name: { bsonType: 'string', minLength: 2, description: 'must be a name' } },
}
const create = (more: Doc = {}) => test.command({ create: 'c', validator: { $jsonSchema }, ...more })
const insert = (documents: Doc[], more: Doc = {}) => test.command({ insert: 'c', documents, ...more })
const update = (q: Doc, u: unknown, more: Doc = {}, top: Doc = {}) =>
  test.command({ update: 'c', updates: [{ q, u, ...more }], ...top })

describe('a validator', () => {
  it('refuses what does not pass, with the reason, and keeps the rest of a batch', () => {
    create()
    const reply = insert(
      [{ _id: 1, name: '张三' }, { _id: 2 }, { _id: 3, name: 'x' }, { _id: 4, name: '李四' }],
      {
        ordered: false,
      },
    )
    expect(reply).toEqual({
      n: 2,
      ok: 1,
      writeErrors: [
        {
          index: 1,
          code: 121,
          errmsg: 'Document failed validation',
          errInfo: {
            failingDocumentId: 2,
            details: {
              operatorName: '$jsonSchema',
              title: 'person',
              schemaRulesNotSatisfied: [
                {
                  operatorName: 'required',
                  specifiedAs: { required: ['name'] },
                  missingProperties: ['name'],
                },
              ],
            },
          },
        },
        {
          index: 2,
          code: 121,
          errmsg: 'Document failed validation',
          errInfo: {
            failingDocumentId: 3,
            details: {
              operatorName: '$jsonSchema',
              title: 'person',
              schemaRulesNotSatisfied: [
                {
                  operatorName: 'properties',
                  propertiesNotSatisfied: [
                    {
                      propertyName: 'name',
                      description: 'must be a name',
                      details: [
                        {
                          operatorName: 'minLength',
                          specifiedAs: { minLength: 2 },
                          reason: 'specified string length was not satisfied',
                          consideredValue: 'x',
                        },
                      ],
                    },
                  ],
                },
              ],
            },
          },
        },
      ],
    })
    expect(test.find('c', {}).map(({ _id }) => _id)).toEqual([1, 4])
  })

  it('holds for every way of writing', () => {
    create()
    insert([{ _id: 1, name: '张三' }])
    const failed = { code: 121 }
    expect(update({ _id: 1 }, { $set: { name: 1 } }).writeErrors).toMatchObject([failed])
    expect(update({ _id: 1 }, { other: 1 }).writeErrors).toMatchObject([failed])
    expect(update({}, { $unset: { name: 1 } }, { multi: true }).writeErrors).toMatchObject([failed])
    expect(update({}, [{ $unset: 'name' }]).writeErrors).toMatchObject([failed])
    expect(update({ _id: 9 }, { $set: { a: 1 } }, { upsert: true }).writeErrors).toMatchObject([failed])
    const change = { findAndModify: 'c', query: { _id: 1 }, update: { $unset: { name: 1 } } }
    expect(test.command(change)).toMatchObject({
      ok: 0,
      code: 121,
      codeName: 'DocumentValidationFailure',
      errInfo: { failingDocumentId: 1 },
    })
    expect(test.command({ ...change, query: { _id: 9 }, upsert: true })).toMatchObject({ ok: 0, code: 121 })
    expect(test.find('c', {})).toEqual([{ _id: 1, name: '张三' }])
    expect(update({ _id: 1 }, { $set: { name: '李四' } })).toMatchObject({ nModified: 1 })
  })

  it('is passed by where a command says so', () => {
    create()
    const bypassDocumentValidation = true
    expect(insert([{ _id: 1 }], { bypassDocumentValidation })).toEqual({ n: 1, ok: 1 })
    expect(update({ _id: 1 }, { $set: { name: 1 } }, {}, { bypassDocumentValidation })).toMatchObject({
      nModified: 1,
    })
    const change = { findAndModify: 'c', query: { _id: 2 }, update: { a: 1 }, upsert: true }
    expect(test.command({ ...change, bypassDocumentValidation }).ok).toBe(1)
    expect(insert([{ _id: 3 }]).writeErrors).toMatchObject([{ code: 121 }])
  })

  it('of level moderate leaves alone what failed before; of level off everything', () => {
    insert([{ _id: 1 }, { _id: 2, name: '张三' }])
    test.command({ collMod: 'c', validator: { $jsonSchema }, validationLevel: 'moderate' })
    expect(update({ _id: 1 }, { $set: { a: 1 } })).toMatchObject({ nModified: 1 })
    expect(update({ _id: 2 }, { $set: { name: 1 } }).writeErrors).toMatchObject([{ code: 121 }])
    expect(insert([{ _id: 3 }]).writeErrors).toMatchObject([{ code: 121 }])
    test.command({ collMod: 'c', validationLevel: 'strict' })
    expect(update({ _id: 1 }, { $set: { a: 2 } }).writeErrors).toMatchObject([{ code: 121 }])
    expect(update({ _id: 1 }, { $set: { a: 1 } })).toMatchObject({ n: 1, nModified: 0 })
    test.command({ collMod: 'c', validationLevel: 'off' })
    expect(insert([{ _id: 3 }])).toEqual({ n: 1, ok: 1 })
  })

  it('whose action is warn keeps the document and tells the log', () => {
    create({ validationAction: 'warn' })
    expect(insert([{ _id: 1 }, { _id: 2, name: '张三' }])).toEqual({ n: 2, ok: 1 })
    expect(warnings).toEqual(['storage: test.c: document 1 failed validation and is kept all the same'])
  })

  it('goes when it is empty, and is kept over a restart while it is there', () => {
    create()
    test.engine.catalog.reload()
    expect(insert([{ _id: 1 }]).writeErrors).toMatchObject([{ code: 121 }])
    expect(test.command({ collMod: 'c', validator: {} })).toEqual({ ok: 1 })
    expect(insert([{ _id: 1 }])).toEqual({ n: 1, ok: 1 })
  })

  it.each<[Doc, Doc, Doc]>([
    [{ a: 1 }, { a: 2 }, { operatorName: '$eq', reason: 'comparison failed', consideredValue: 2 }],
    [
      { a: { $gt: 1 } },
      {},
      { operatorName: '$gt', specifiedAs: { a: { $gt: 1 } }, reason: 'field was missing' },
    ],
    [{ a: { $exists: true } }, {}, { operatorName: '$exists', reason: 'path does not exist' }],
    [
      { a: { $type: 'int', $gte: 0 } },
      { a: -1 },
      { operatorName: '$and', clausesNotSatisfied: [{ index: 1, details: { operatorName: '$gte' } }] },
    ],
    [{ a: /^x/ }, { a: 'y' }, { operatorName: '$regex', reason: 'regular expression did not match' }],
    [
      { $or: [{ a: 1 }, { b: { $in: [1] } }] },
      { a: 2, b: 2 },
      {
        operatorName: '$or',
        clausesNotSatisfied: [{ index: 0 }, { index: 1, details: { operatorName: '$in' } }],
      },
    ],
    [{ $nor: [{ a: 1 }] }, { a: 1 }, { operatorName: '$nor', clausesSatisfied: [{ index: 0 }] }],
    [
      { $expr: { $gt: ['$a', '$b'] } },
      { a: 1, b: 2 },
      { operatorName: '$expr', reason: 'expression did not match' },
    ],
    [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { operatorName: '$and', clausesNotSatisfied: [{ index: 1, details: { operatorName: '$eq' } }] },
    ],
  ])('%j says of %j what is wrong', (validator, doc, details) => {
    test.command({ create: 'v', validator })
    const reply = test.command({ insert: 'v', documents: [{ _id: 1, ...doc }] })
    expect(reply.writeErrors).toMatchObject([{ errInfo: { failingDocumentId: 1, details } }])
  })

  it('may not run for ever', () => {
    test.command({ create: 'slow', validator: { a: /^(x+x+)+y$/ } })
    const reply = test.command({ insert: 'slow', documents: [{ a: 'x'.repeat(40) }] })
    expect(reply.writeErrors).toMatchObject([{ code: 50 }])
  })
})

describe('a validator of a collection that a pipeline writes to', () => {
  it('holds for $out and $merge, and stays with what $out replaces', () => {
    create()
    test.command({ insert: 'from', documents: [{ _id: 1, name: '张三' }, { _id: 2 }] })
    const run = (stage: Doc, more: Doc = {}) =>
      test.command({ aggregate: 'from', pipeline: [stage], cursor: {}, ...more })
    expect(run({ $out: 'c' })).toMatchObject({ ok: 0, code: 121 })
    expect(run({ $merge: 'c' })).toMatchObject({ ok: 0, code: 121 })
    expect(test.find('c', {})).toEqual([{ _id: 1, name: '张三' }])
    expect(run({ $out: 'c' }, { bypassDocumentValidation: true }).ok).toBe(1)
    expect(test.find('c', {})).toHaveLength(2)
    expect(insert([{ _id: 3 }]).writeErrors).toMatchObject([{ code: 121 }])
    expect(run({ $merge: 'c' }, { bypassDocumentValidation: true }).ok).toBe(1)
    test.command({ create: 'capped', capped: true, size: 1000 })
    expect(run({ $out: 'capped' })).toMatchObject({ ok: 0, code: 17152 })
  })
})
