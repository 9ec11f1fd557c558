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

// The tests of the database ask for what is not there on purpose, and so does this one.
const exempt = ['tests/database/', 'tests/unit/listed-operators.test.ts']
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
      'schema.index({ a: 1 }, { collation: {} })',
      ['some.ts:1 an index option collation'],
    ],
    ['a type', 'new Schema({ a: Schema.Types.Decimal128 })', ['some.ts:1 a schema type Decimal128']],
  ])('%s that is not on it is found', (_kind, text, faults) => {
    expect(faultsOf(text)).toEqual(faults)
  })

  it('may be anything that is listed', () => {
    const text = `
      Notice.find({ state: { $in: ['a'] }, 'rows.n': { $gte: 1 } }).sort({ at: -1 })
      Notice.aggregate([{ $group: { _id: '$item', n: { $sum: 1 } } }])
      schema.index({ region: 1, at: -1 }, { unique: true, partialFilterExpression: { a: { $exists: true } } })
      new Schema({ a: Schema.Types.Mixed, b: mongoose.Types.ObjectId })
      const reply = { $ref: '#/x' }`
    expect(faultsOf(text)).toEqual([])
  })
})
