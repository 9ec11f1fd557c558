import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Long } from 'bson'
import { FIELDS, OPEN } from '../../../server/embedded-db/src/commands/command-fields'
import { commandNames } from '../../../server/embedded-db/src/commands/commands'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  test.command({
    insert: 'c',
    documents: [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
      { _id: 3, a: 3 },
    ],
  })
})
afterAll(() => test.close())

const update = (more: Doc) => ({ update: 'c', updates: [{ q: { _id: 0 }, u: { $set: { a: 1 } }, ...more }] })
const remove = (more: Doc) => ({ delete: 'c', deletes: [{ q: { _id: 0 }, limit: 1, ...more }] })
const documents = [{ a: 1 }]

describe('the table of fields', () => {
  it.each(commandNames())('has a row for %s', (name) => {
    expect(OPEN.has(name) || Object.hasOwn(FIELDS, name)).toBe(true)
  })
})

describe('a field that no command has', () => {
  it.each<[string, Doc]>([
    ['find.filtre', { find: 'c', filtre: { a: 1 } }],
    ['aggregate.stages', { aggregate: 'c', pipeline: [], cursor: {}, stages: [] }],
    ['count.filter', { count: 'c', filter: { a: 1 } }],
    ['distinct.field', { distinct: 'c', key: 'a', field: 'a' }],
    ['insert.docs', { insert: 'c', documents, docs: [] }],
    ['update.multi', { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } } }], multi: true }],
    ['update.updates.0.w', update({ w: 1 })],
    ['update.updates.0.comment', update({ comment: 'x' })],
    ['delete.deletes.0.multi', remove({ multi: true })],
    ['findAndModify.returnNew', { findAndModify: 'c', remove: true, returnNew: true }],
    ['createIndexes.keys', { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }], keys: 1 }],
    ['listIndexes.name', { listIndexes: 'c', name: 'a' }],
    ['getMore.skip', { getMore: Long.fromNumber(1), collection: 'c', skip: 1 }],
    ['find.constructor', { find: 'c', constructor: 1 }],
  ])('%s is refused', (field, command) => {
    expect(test.command(command)).toMatchObject({
      ok: 0,
      code: 40415,
      errmsg: `BSON field '${field}' is an unknown field.`,
    })
  })
})

describe('a field that must be there', () => {
  it.each<[string, Doc]>([
    ['insert.documents', { insert: 'c' }],
    ['update.updates', { update: 'c', updates: null }],
    ['update.updates.0.q', { update: 'c', updates: [{ u: {} }] }],
    ['update.updates.0.u', { update: 'c', updates: [{ q: {} }] }],
    ['delete.deletes', { delete: 'c' }],
    ['delete.deletes.0.limit', { delete: 'c', deletes: [{ q: {} }] }],
    ['aggregate.pipeline', { aggregate: 'c', cursor: {} }],
    ['distinct.key', { distinct: 'c' }],
    ['createIndexes.indexes', { createIndexes: 'c' }],
    ['dropIndexes.index', { dropIndexes: 'c' }],
    ['getMore.collection', { getMore: Long.fromNumber(1) }],
    ['killCursors.cursors', { killCursors: 'c' }],
  ])('%s', (field, command) => {
    expect(test.command(command)).toMatchObject({
      ok: 0,
      code: 40414,
      errmsg: `BSON field '${field}' is missing but a required field`,
    })
  })
})

describe('a field of another type', () => {
  it.each<[Doc, string]>([
    [{ find: 'c', filter: 'a' }, "'find.filter' is the wrong type 'string', expected type 'object'"],
    [{ find: 'c', filter: null }, "'find.filter' is the wrong type 'null', expected type 'object'"],
    [{ find: 'c', filter: [] }, "'find.filter' is the wrong type 'array', expected type 'object'"],
    [{ find: 'c', sort: 'a' }, "'find.sort' is the wrong type 'string', expected type 'object'"],
    [{ find: 'c', projection: 1 }, "'find.projection' is the wrong type 'int', expected type 'object'"],
    [{ find: 'c', singleBatch: 1 }, "'find.singleBatch' is the wrong type 'int', expected type 'bool'"],
    [{ find: 'c', hint: 1 }, "'find.hint' is the wrong type 'int', expected types '[string, object]'"],
    [{ find: 'c', skip: '1' }, "'find.skip' is the wrong type 'string'"],
    [{ find: 'c', limit: true }, "'find.limit' is the wrong type 'bool'"],
    [{ count: 'c', query: 'a' }, "'count.query' is the wrong type 'string'"],
    [{ distinct: 'c', key: 1 }, "'distinct.key' is the wrong type 'int'"],
    [
      { insert: 'c', documents, ordered: 1 },
      "'insert.ordered' is the wrong type 'int', expected type 'bool'",
    ],
    [{ insert: 'c', documents: {} }, "'insert.documents' is the wrong type 'object', expected type 'array'"],
    [{ insert: 'c', documents: [1] }, "'insert.documents.0' is the wrong type 'int', expected type 'object'"],
    [update({ q: 1 }), "'update.updates.0.q' is the wrong type 'int', expected type 'object'"],
    [update({ multi: 'yes' }), "'update.updates.0.multi' is the wrong type 'string'"],
    [update({ arrayFilters: {} }), "'update.updates.0.arrayFilters' is the wrong type 'object'"],
    [remove({ limit: '1' }), "'delete.deletes.0.limit' is the wrong type 'string'"],
    [{ findAndModify: 'c', remove: 'yes' }, "'findAndModify.remove' is the wrong type 'string'"],
    [{ findAndModify: 'c', query: [], remove: true }, "'findAndModify.query' is the wrong type 'array'"],
    [{ find: 'c', lsid: 1 }, "'find.lsid' is the wrong type 'int', expected type 'object'"],
    [{ find: 'c', readConcern: 'local' }, "'find.readConcern' is the wrong type 'string'"],
    [{ find: 'c', readConcern: { level: 1 } }, "'find.readConcern.level' is the wrong type 'int'"],
    [{ ...update({}), writeConcern: 1 }, "'update.writeConcern' is the wrong type 'int'"],
  ])('%j', (command, message) => {
    const reply = test.command(command)
    expect(reply).toMatchObject({ ok: 0, code: 14, codeName: 'TypeMismatch' })
    expect(reply.errmsg).toContain(message)
  })
})

describe('numbers and booleans', () => {
  it.each([
    ['find.skip', { find: 'c', skip: -1 }],
    ['find.limit', { find: 'c', limit: -1 }],
    ['find.batchSize', { find: 'c', batchSize: -1 }],
    ['count.skip', { count: 'c', skip: -1 }],
  ])('%s may not be negative', (field, command) => {
    expect(test.command(command)).toMatchObject({
      ok: 0,
      code: 2,
      errmsg: `BSON field '${field}' value must be >= 0, actual value '-1'`,
    })
  })

  it.each([[2], [2.9], [Long.fromNumber(2)]])('limit %s is two', (limit) => {
    expect(test.find('c', {}, { limit })).toHaveLength(2)
  })

  it.each<[unknown, number]>([
    [-1, 2],
    [2_147_483_648, 2],
    [1.5, 9],
    ['1', 14],
  ])('maxTimeMS %j answers %i', (maxTimeMS, code) => {
    expect(test.command({ find: 'c', maxTimeMS })).toMatchObject({ ok: 0, code })
  })

  it('a number is as good as a boolean where MongoDB takes one', () => {
    test.command({ insert: 'flags', documents: [{ _id: 1 }, { _id: 2 }] })
    expect(test.command({ findAndModify: 'flags', query: { _id: 1 }, remove: 1 })).toMatchObject({
      value: { _id: 1 },
    })
    expect(test.find('flags', {})).toEqual([{ _id: 2 }])
  })

  it('null is as good as nothing', () => {
    expect(test.command({ find: 'c', sort: null, limit: null, hint: null, readConcern: null }).ok).toBe(1)
  })
})

describe('what MongoDB knows and this server does not', () => {
  it.each<Doc>([
    { find: 'c', tailable: true },
    { find: 'c', awaitData: true },
    { find: 'c', min: { a: 1 } },
    { find: 'c', max: { a: 1 } },
    { find: 'c', returnKey: true },
    { find: 'c', showRecordId: true },
    { create: 'd', indexOptionDefaults: { storageEngine: { a: 1 } } },
    { create: 'd', storageEngine: { wiredTiger: {} } },
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }], commitQuorum: 'majority' },
  ])('%j is refused', (command) => {
    expect(test.command(command)).toMatchObject({ ok: 0, code: 115, codeName: 'CommandNotSupported' })
  })

  it.each<Doc>([{ tailable: false }, { returnKey: false }, { min: {} }])('%j says nothing', (more) => {
    expect(test.find('c', {}, more)).toHaveLength(3)
  })
})

describe('the name of a collection', () => {
  const names: [unknown][] = [[''], ['$a'], ['a$b'], ['a\0b'], ['.a'], [1], [null], [{}], ['x'.repeat(251)]]
  const commands: ((name: unknown) => Doc)[] = [
    (find) => ({ find }),
    (count) => ({ count }),
    (distinct) => ({ distinct, key: 'a' }),
    (insert) => ({ insert, documents }),
    (update) => ({ update, updates: [{ q: {}, u: { $set: { a: 1 } } }] }),
    (remove) => ({ delete: remove, deletes: [{ q: {}, limit: 0 }] }),
    (create) => ({ create }),
    (listIndexes) => ({ listIndexes }),
  ]
  it.each(names)('%j is refused', (name) => {
    for (const command of commands)
      expect(test.command(command(name))).toMatchObject({ ok: 0, code: 73, codeName: 'InvalidNamespace' })
  })

  it('that begins with system. is not written to', () => {
    expect(test.command({ insert: 'system.users', documents })).toMatchObject({ ok: 0, code: 73 })
    expect(test.command({ find: 'system.users' })).toMatchObject({ ok: 1 })
  })

  it('may be as long as a namespace', () => {
    expect(test.command({ find: 'x'.repeat(250) }).ok).toBe(1)
  })
})

describe('cursors', () => {
  it('are asked for more by their own collection only', () => {
    const reply = test.command({ find: 'c', batchSize: 1 })
    const { id } = reply.cursor as { id: Long }
    expect(test.command({ getMore: id, collection: 'C' })).toMatchObject({
      code: 13,
      codeName: 'Unauthorized',
    })
    expect(test.command({ getMore: id, collection: 'c' })).toMatchObject({ ok: 1 })
  })

  it.each<[Doc, number]>([
    [{ killCursors: 1, cursors: [Long.ONE] }, 73],
    [{ killCursors: 'c', cursors: [1] }, 14],
    [{ aggregate: 'c', pipeline: [], cursor: null }, 14],
    [{ aggregate: 'c', pipeline: [], cursor: { size: 1 } }, 40415],
    [{ aggregate: 'c', pipeline: [], cursor: { batchSize: -1 } }, 2],
    [{ listIndexes: 'c', cursor: { batchSize: 'x' } }, 14],
    [{ getMore: 'x', collection: 'c' }, 14],
  ])('%j answers %i', (command, code) => {
    expect(test.command(command)).toMatchObject({ ok: 0, code })
  })
})

describe('what a read may not say', () => {
  it.each<[Doc, number]>([
    [{ find: 'c', writeConcern: { w: 1 } }, 72],
    [{ count: 'c', writeConcern: {} }, 72],
    [{ count: 'c', limit: 1.5 }, 9],
    [{ count: 'c', limit: Number.NaN }, 9],
    [{ count: 'c', limit: null }, 14],
    [{ distinct: 'c', key: 'a\0' }, 2],
    [{ find: 'c', readConcern: { provenance: 'mine' } }, 2],
  ])('%j answers %i', (command, code) => {
    expect(test.command(command)).toMatchObject({ ok: 0, code })
  })
})
