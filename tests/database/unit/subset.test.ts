import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { describeSubset } from '../../../server/embedded-db/src/commands/subset'
import { FIELD_OPERATORS } from '../../../server/embedded-db/src/query/matching'
import { UPDATE_OPERATORS } from '../../../server/embedded-db/src/updates/updates-operators'
import { type EngineUnderTest, engineUnderTest } from '../engine'

const file = join(__dirname, '../../../docs/embedded-database.md')
const between = /<!-- subset -->\n[\s\S]*<!-- \/subset -->/

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  test.command({ insert: 'c', documents: [{ _id: 1, a: 1 }] })
  test.command({ createIndexes: 'places', indexes: [{ key: { a: '2d' } }] })
})
afterAll(() => test.close())

describe('the page on the embedded database', () => {
  // UPDATE_DOCS=1 writes the lists anew.
  it('names what the code knows', () => {
    const wanted = `<!-- subset -->\n\n${describeSubset()}\n<!-- /subset -->`
    const page = readFileSync(file, 'utf8')
    if (process.env.UPDATE_DOCS === '1')
      writeFileSync(
        file,
        page.replace(between, () => wanted),
      )
    expect(between.exec(readFileSync(file, 'utf8'))?.[0]).toBe(wanted)
  })
})

describe('what is not on the page', () => {
  const others = ['$text', '$where', '$geoNear', '$jsonSchema']
  it.each(others)('filter operator %s is refused', (operator) => {
    expect(FIELD_OPERATORS).not.toContain(operator)
    expect(test.command({ find: 'c', filter: { a: { [operator]: 1 } } })).toMatchObject({
      ok: 0,
      code: 2,
      codeName: 'BadValue',
    })
  })

  it.each(['$pushAll', '$setUnion'])('update operator %s is refused', (operator) => {
    expect(UPDATE_OPERATORS).not.toContain(operator)
    const update = { q: {}, u: { [operator]: { a: { and: 1 } } } }
    expect(test.command({ update: 'c', updates: [update] }).writeErrors).toHaveLength(1)
  })

  it.each(['$densify', '$fill', '$changeStream', '$search'])('stage %s is refused', (stage) => {
    expect(test.command({ aggregate: 'c', pipeline: [{ [stage]: {} }], cursor: {} })).toMatchObject({
      ok: 0,
      code: 40324,
    })
  })

  it.each(['mapReduce', 'convertToCapped', 'cloneCollectionAsCapped'])('command %s is refused', (command) => {
    expect(test.command({ [command]: 'c' })).toMatchObject({ ok: 0, code: 59, codeName: 'CommandNotFound' })
  })
})

describe('what is on the page', () => {
  const operands: Record<string, unknown> = {
    $in: [1],
    $nin: [2],
    $type: 'number',
    $regex: 'x',
    $not: { $gt: 5 },
    $size: 1,
    $all: [1],
    $elemMatch: { $gt: 0 },
    $mod: [2, 1],
    $geoWithin: {
      $box: [
        [0, 0],
        [1, 1],
      ],
    },
    $within: { $center: [[0, 0], 1] },
    $geoIntersects: { $geometry: { type: 'Point', coordinates: [0, 0] } },
    $near: [0, 0],
    $nearSphere: [0, 0],
  }
  it.each(FIELD_OPERATORS)('filter operator %s is answered', (operator) => {
    const collection = operator.startsWith('$near') ? 'places' : 'c'
    const filter = { a: { [operator]: operands[operator] ?? 1 } }
    expect(test.command({ find: collection, filter })).toMatchObject({ ok: 1 })
  })

  const changes: Record<string, unknown> = {
    $bit: { or: 1 },
    $currentDate: true,
    $rename: 'z',
    $pullAll: [1],
  }
  it.each(UPDATE_OPERATORS)('update operator %s is answered', (operator) => {
    const update = { q: {}, u: { [operator]: { [`f${operator.slice(1)}`]: changes[operator] ?? 1 } } }
    expect(test.command({ update: 'c', updates: [update] })).toMatchObject({ n: 1, ok: 1 })
    expect(test.command({ update: 'c', updates: [update] }).writeErrors).toBeUndefined()
  })
})
