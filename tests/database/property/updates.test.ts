import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { setInText } from '../../../server/embedded-db/src/updates/set-in-text'
import { parseUpdate } from '../../../server/embedded-db/src/updates/updates'
import { decodeDocument, encodeDocument, Shapes } from '../../../server/embedded-db/src/values/codec'
import { cloneValue, type Doc, equalValues } from '../../../server/embedded-db/src/values/values'
import { threeWays } from '../engine'
import { collectionOf, documents, indexes, parallel, RUNS, scalar, value } from './planned'

const change: fc.Arbitrary<Doc> = fc
  .uniqueArray(
    fc.oneof(
      fc.record({
        $set: fc.dictionary(fc.constantFrom('a', 'n.y', 'c.d.e'), value, { minKeys: 1, maxKeys: 1 }),
      }),
      fc.record({ $unset: fc.constantFrom({ b: 1 }, { 'n.x': 1 }) }),
      fc.record({ $inc: fc.constantFrom({ k: 1 }, { b: 2 }) }),
      fc.record({ $push: fc.constantFrom({ l: 1 }, { a: { $each: ['x', 'y'], $slice: -2 } }) }),
      fc.record({ $addToSet: fc.record({ s: scalar }) }),
      fc.record({ $pull: fc.constantFrom({ a: 1 }, { n: { x: 'a' } }) }),
      fc.record({ $min: fc.record({ m: scalar }) }),
      fc.record({ $rename: fc.constant({ b: 'r.b' }) }),
    ),
    { selector: (entry) => Object.keys(entry)[0], minLength: 1, maxLength: 3 },
  )
  .map((entries) => Object.assign({}, ...entries) as Doc)

describe.each(threeWays().slice(0, 2))('an update through the engine, %s', (_name, test) => {
  it('leaves what the operators make of the plain document, found by its new values', () => {
    fc.assert(
      fc.property(documents, indexes, change, (given, keys, update) => {
        const { name, docs } = collectionOf(test, given, keys)
        for (const doc of docs) {
          const reply = test.command({ update: name, updates: [{ q: { _id: doc._id }, u: update }] })
          let expected: Doc = doc
          try {
            const context = { inserting: false, now: new Date(0) }
            expected = parseUpdate(update).apply(cloneValue(doc), context)
          } catch (error) {
            expect(reply.writeErrors).toMatchObject([{ code: (error as { code: number }).code }])
          }
          if (parallel(expected) && !docs.some(parallel) && keys.some((key) => 'a' in key && 'b' in key)) {
            expect(reply.writeErrors).toMatchObject([{ code: 171 }])
            expected = doc
          }
          const [found] = test.find(name, { _id: doc._id })
          expect(equalValues(found, expected)).toBe(true)
          const where = { a: expected.a ?? null, b: expected.b ?? null }
          expect(test.find(name, where).map(({ _id }) => _id)).toContain(doc._id)
        }
        test.command({ drop: name })
      }),
      { numRuns: RUNS },
    )
  })
})

/** Names and values that look like the text around them. */
const awkward = fc.constantFrom(
  'a',
  'b',
  'n',
  '"',
  '\\',
  '{',
  '},"b":1',
  ',',
  '__proto__',
  '塘',
  '\u{10FFFF}91',
  '\n',
)
const nested = fc.letrec((tie) => ({
  any: fc.oneof(scalar, awkward, fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(awkward, tie('any'))),
})).any

describe('fields set in the text of a document', () => {
  it('make the text that the whole document would have, wherever they do it', () => {
    let done = 0
    fc.assert(
      fc.property(
        fc.dictionary(awkward, nested, { minKeys: 1 }),
        fc.array(fc.tuple(fc.nat(), fc.oneof(scalar, awkward, fc.array(nested, { maxLength: 3 }))), {
          minLength: 1,
          maxLength: 3,
        }),
        (given, changes) => {
          const names = Object.keys(given)
          const set = Object.fromEntries(changes.map(([n, to]) => [names[n % names.length] ?? '', to]))
          const shapes = new Shapes()
          const before = encodeDocument({ _id: 1, ...given }, shapes)
          const update = parseUpdate({ $set: set })
          const made = update.plain && setInText(before, update.plain)
          if (!made) return
          done++
          const after = update.apply(decodeDocument(before), { inserting: false, now: new Date(0) })
          expect(made.text).toBe(encodeDocument(after, shapes))
          const old = decodeDocument(before)
          const changed = Object.keys(set).filter((name) => !equalValues(old[name], after[name]))
          expect([...made.changed].sort()).toEqual(changed.sort())
        },
      ),
      { numRuns: RUNS * 20 },
    )
    expect(done).toBeGreaterThan(RUNS)
  })
})
