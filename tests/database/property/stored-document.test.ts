import { describe, expect, it } from '@jest/globals'
import { Binary, BSON, Double, Long, ObjectId } from 'bson'
import fc from 'fast-check'
import { decodeDocument, encodeDocument, Shapes } from '../../../server/embedded-db/src/values/codec'
import { StoredDocument } from '../../../server/embedded-db/src/values/stored-document'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { encodeReply, type Request } from '../../../server/embedded-db/src/wire/wire'

const RUNS = Number(process.env.HUTANG_PROPERTY_RUNS ?? 150) * 4
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '"',
    '\\',
    '\\"',
    '\n',
    '护塘'.repeat(20),
    '\u{10FFFF}9x',
    '\u{10FFFF}',
    '\ud800',
    'a\u0000',
  ),
)
const key = text
  .map((name) => name.replaceAll('\u0000', ''))
  .filter((name) => name !== '__proto__' && name !== '\u{10FFFF}')
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e21, 1.5e-7, 2147483647, 2147483648, -2147483648, -2147483649, 2 ** 53 - 1),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => new Binary(bytes)),
  fc.constantFrom(NaN, Infinity, -Infinity, Long.MAX_VALUE, Long.ONE, new Double(1)),
)
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('any'), { maxLength: 12 }),
    fc.dictionary(key, tie('any'), { maxKeys: 4 }),
  ),
})).any
const document = fc.dictionary(key, value, { maxKeys: 6 }) as fc.Arbitrary<Doc>
const request: Request = { id: 3, command: {}, silent: false, legacy: false }

describe('a stored document that is sent', () => {
  it('has the fields that are wanted, as they are in the whole of it', () => {
    fc.assert(
      fc.property(document, fc.func(fc.boolean()), (doc, isWanted) => {
        const text = encodeDocument(doc, new Shapes())
        const only = new Set(Object.keys(doc).filter((name) => isWanted(name)))
        const whole = decodeDocument(text)
        const kept = Object.fromEntries(Object.entries(whole).filter(([name]) => only.has(name)))
        const reply = (one: unknown) =>
          encodeReply(request, { cursor: { firstBatch: [one], id: Long.ZERO, ns: 'a.b' }, ok: 1 })
        const sent = reply(new StoredDocument(text, only))
        expect(sent.subarray(8)).toEqual(reply(kept).subarray(8))
        expect(new StoredDocument(text, only).decoded()).toEqual(kept)
      }),
      { numRuns: RUNS },
    )
  })

  it('is the bytes of the document that it decodes to, in a first batch and a next', () => {
    fc.assert(
      fc.property(
        fc.array(document, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('firstBatch', 'nextBatch'),
        fc.bigInt(0n, 2n ** 63n - 1n),
        (docs, name, id) => {
          const texts = docs.map((doc) => encodeDocument(doc, new Shapes()))
          const reply = (batch: unknown[], ok: unknown) => ({
            cursor: { [name]: batch, id: Long.fromBigInt(id), ns: '村.账' },
            ok,
          })
          const sent = encodeReply(
            request,
            reply(
              texts.map((each) => new StoredDocument(each)),
              1,
            ),
          )
          const plain = BSON.serialize(reply(texts.map(decodeDocument), new Double(1)))
          expect(sent.subarray(21)).toEqual(Buffer.from(plain))
          expect(sent.readInt32LE(0)).toBe(sent.length)
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('keeps a field called __proto__', () => {
    const stored = new StoredDocument('{"__proto__":{"a":1},"b":2}')
    const sent = encodeReply(request, {
      cursor: { firstBatch: [stored], id: Long.ZERO, ns: 'a.b' },
      ok: 1,
    })
    const { cursor } = BSON.deserialize(sent.subarray(21)) as { cursor: { firstBatch: Doc[] } }
    expect(Object.keys(cursor.firstBatch[0] ?? {})).toEqual(['__proto__', 'b'])
  })

  it('may be larger than any before it', () => {
    const big = { a: '护'.repeat(2_000_000), b: Array.from({ length: 1000 }, (_, i) => i) }
    const stored = new StoredDocument(encodeDocument(big, new Shapes()))
    const sent = encodeReply(request, {
      cursor: { firstBatch: [stored], id: Long.ZERO, ns: 'a.b' },
      ok: new Double(1),
    })
    const { cursor } = BSON.deserialize(sent.subarray(21)) as { cursor: { firstBatch: Doc[] } }
    expect(cursor.firstBatch[0]).toEqual(big)
  })
})
