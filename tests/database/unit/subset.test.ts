import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { describeSubset } from '../../../server/embedded-db/src/commands/subset'
import { FIELD_OPERATORS } from '../../../server/embedded-db/src/query/matching'
import { UPDATE_OPERATORS } from '../../../server/embedded-db/src/updates/updates-operators'
import { type EngineUnderTest, engineUnderTest } from '../engine'

const file = join(__dirname, '../../../server/embedded-db/README.md')
const between = /<!-- subset -->\n[\s\S]*<!-- \/subset -->/

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  test.command({ insert: 'c', documents: [{ _id: 1, a: 1 }] })
})
afterAll(() => test.close())

describe('the page of the workspace', () => {
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
    $options: 'i',
  }
  it.each(FIELD_OPERATORS)('filter operator %s is answered', (operator) => {
    const more = operator === '$options' ? { $regex: 'x' } : {}
    const filter = { a: { [operator]: operands[operator] ?? 1, ...more } }
    expect(test.command({ find: 'c', filter })).toMatchObject({ ok: 1 })
  })

  const changes: Record<string, unknown> = {
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
