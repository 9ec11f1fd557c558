import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { listedIn, unlisted } from '../support/listed-operators'

const root = join(__dirname, '../..')
const listed = listedIn(readFileSync(join(root, 'server/embedded-db/README.md'), 'utf8'))

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !/(^|\/)(node_modules|dist)\//.test(path))
    .map((path) => join(folder, path))
}

// The tests of the database ask for what is not there on purpose; the others here name it to find it.
const exempt = [
  'tests/database/',
  'tests/unit/listed-operators.test.ts',
  'tests/support/listed-operators.ts',
  'tests/support/listed-places.ts',
]
const scanned = ['server/src', 'shared/src', 'scripts', 'tests']
  .flatMap(sources)
  .filter((path) => !exempt.some((one) => path.startsWith(one)))

const faultsOf = (text: string) => unlisted('some.ts', text, listed)

describe('what is asked of the embedded database', () => {
  it('is on its page, in the whole of the repository', () => {
    expect(scanned.length).toBeGreaterThan(200)
    const faults = scanned.flatMap((path) => unlisted(path, readFileSync(join(root, path), 'utf8'), listed))
    expect(faults).toEqual([])
  })

  it.each([
    ['a filter', "Notice.find({ title: { $regex: 'x' }, n: { $mod: [2, 0] } })", ['some.ts:1 $mod']],
    ['a filter by a quoted key', "find({ '$expr': 1 })", ['some.ts:1 $expr']],
    ['an update', 'updateOne({}, { $push: { a: { $each: [], $position: 0 } } })', ['some.ts:1 $position']],
    [
      'a positional path',
      "updateOne({}, { $set: { 'a.$.b': 1 } })",
      ['some.ts:1 a place in an array: a.$.b'],
    ],
    ['a key that is set later', "filter['$where'] = 'x'", ['some.ts:1 $where']],
    ['a key that is put together', 'find({ [`$${name}`]: 1 })', ['some.ts:1 $computed']],
    ['a stage', 'aggregate([{ $match: {} }, { $facet: {} }])', ['some.ts:1 $facet']],
    ['an expression', "aggregate([{ $set: { a: { $toUpper: '$b' } } }])", ['some.ts:1 $toUpper']],
    ['a word of mongoose', "Notice.find().hint('a_1')", ['some.ts:1 .hint()']],
    ['a kind of index', "schema.index({ at: '2dsphere' })", ['some.ts:1 an index of kind 2dsphere']],
    [
      'an option of an index',
      'schema.index({ a: 1 }, { weights: {} })',
      ['some.ts:1 an index option weights'],
    ],
    ['an option of an index', 'schema.index({ a: 1 }, { collation: {} })', ['some.ts:1 an option collation']],
    ['a type', 'new Schema({ a: Schema.Types.Decimal128 })', ['some.ts:1 a type Decimal128']],
    ['a type', "import { Types } from 'mongoose'; Types.Decimal128", ['some.ts:1 a type Decimal128']],
    ['a type', 'const { Decimal128 } = Schema.Types', ['some.ts:1 a type Decimal128']],
    ['a type', "new Schema({ a: { type: 'Decimal128' } })", ['some.ts:1 a type Decimal128']],
    ['a type', 'new mongo.Decimal128()', ['some.ts:1 a type Decimal128']],
    ['a type', 'new mongo.Code()', ['some.ts:1 a type Code']],
    ['a type', 'new MinKey()', ['some.ts:1 a type MinKey']],
    ['a type', 'Types.Double128', ['some.ts:1 a schema type Double128']],
    ['a type in a filter', "find({ a: { $type: 'decimal' } })", ["some.ts:1 $type: 'decimal'"]],
    ['a type in a filter', 'find({ a: { $type: [2, 19] } })', ['some.ts:1 $type: 19']],
    [
      'a kind of index',
      "new Schema({ a: { type: [Number], index: '2dsphere' } })",
      ['some.ts:1 an index of kind 2dsphere'],
    ],
    [
      'a kind of index',
      'new Schema({ a: { type: String, text: true } })',
      ['some.ts:1 an index of kind text'],
    ],
    ['a kind of index', "createIndexes([{ key: { a: 'hashed' } }])", ['some.ts:1 an index of kind hashed']],
    ['a kind of index', "createIndexes([{ key: { a: 'text' } }])", ['some.ts:1 an index of kind text']],
    ['a kind of index', "schema.index({ '$**': 1 })", ['some.ts:1 an index of kind $**']],
    ['a collection', 'new Schema({}, { capped: 1024 })', ['some.ts:1 an option capped']],
    ['a collection', "new Schema({}, { collation: { locale: 'zh' } })", ['some.ts:1 an option collation']],
    [
      'a collection',
      "new Schema({}, { timeseries: { timeField: 'at' } })",
      ['some.ts:1 an option timeseries'],
    ],
    ['a collection', "createCollection('a', { validator })", ['some.ts:1 an option validator']],
    ['an option', "find({}, null, { hint: 'a_1' })", ['some.ts:1 an option hint']],
    ['an option', 'find({}, null, { collation })', ['some.ts:1 an option collation']],
    ['an option', 'updateOne({}, {}, { arrayFilters: [] })', ['some.ts:1 an option arrayFilters']],
    [
      'a join',
      "aggregate([{ $lookup: { from: 'a', let: {}, pipeline: [], as: 'b' } }])",
      ['some.ts:1 $lookup with let', 'some.ts:1 $lookup with pipeline'],
    ],
    ['an update', 'A.updateOne({}, [{ $set: { a: 1 } }])', ['some.ts:1 an update by a pipeline']],
    [
      'an update',
      'bulkWrite([{ updateOne: { filter: {}, update: [] } }])',
      ['some.ts:1 an update by a pipeline'],
    ],
    ['a word of mongoose', "A.find().where('a').mod(2, 0)", ['some.ts:1 .mod()']],
    ['a word of mongoose', "A.where('a').near({})", ['some.ts:1 .near()']],
    ['a key of a variable', "const op = '$mod'; find({ a: { [op]: [2, 0] } })", ['some.ts:1 $mod']],
    ['a key of a variable', "const op = up ? '$gt' : '$mod'; find({ a: { [op]: 1 } })", ['some.ts:1 $mod']],
    [
      'an accumulator outside $group',
      "aggregate([{ $project: { a: { $sum: '$b' } } }])",
      ['some.ts:1 $sum in an expression'],
    ],
    [
      'an expression as accumulator',
      "A.aggregate([{ $group: { _id: 1, n: { $divide: ['$a', 2] } } }])",
      ['some.ts:1 $divide in $group'],
    ],
    [
      'an expression in an update',
      'A.updateOne({}, { $multiply: { a: 2 } })',
      ['some.ts:1 $multiply in an update'],
    ],
    ['an update in a filter', 'A.find({ a: { $set: 1 } })', ['some.ts:1 $set in a filter']],
    ['a filter as a stage', 'A.aggregate([{ $exists: 1 }])', ['some.ts:1 $exists in a pipeline']],
  ])('%s that is not on it is found', (_kind, text, faults) => {
    expect(faultsOf(text)).toEqual(faults)
  })

  it('may be anything that is listed', () => {
    const text = `
      Notice.find({ state: { $in: ['a'] }, 'rows.n': { $gte: 1 } }).sort({ at: -1 })
      Notice.aggregate([{ $group: { _id: '$item', n: { $sum: 1 } } }])
      schema.index({ region: 1, at: -1 }, { unique: true, partialFilterExpression: { a: { $exists: true } } })
      new Schema({ a: Schema.Types.Mixed, b: mongoose.Types.ObjectId })
      A.updateOne({}, { $push: { a: { $each: [1], $slice: -3 } }, $pull: { b: { c: { $gt: 1 } } } })
      A.bulkWrite([{ updateOne: { filter: { a: { $ne: 1 } }, update: { $set: { a: 1 } } } }])
      A.aggregate([{ $lookup: { from: 'a', localField: 'b', foreignField: 'c', as: 'd' } }, { $set: { a: { $size: '$d' } } }])
      new Schema({ text: { type: String, required: true }, key: String, code: Symbol.iterator })
      const reply = { $ref: '#/x' }`
    expect(faultsOf(text)).toEqual([])
  })
})
