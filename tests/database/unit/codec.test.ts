import { describe, expect, it } from '@jest/globals'
import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson'
import {
  decodeDocument,
  encodeDocument,
  encodeKey,
  encodeScalar,
  HELD_ARRAY,
  HELD_OBJECT,
  HELD_ODD,
  Shapes,
  TAG,
} from '../../../server/embedded-db/src/values/codec'
import { compareStrings, compareValues, type Doc } from '../../../server/embedded-db/src/values/values'

const roundTrip = (doc: Doc) => decodeDocument(encodeDocument(doc, new Shapes()))

describe('a stored document', () => {
  it('keeps every type it may hold', () => {
    const doc = {
      _id: new ObjectId(),
      text: '护塘 💧 "引号" \\ \n',
      tagged: `${TAG}81`,
      numbers: [0, -1, 1.5, 2 ** 53, 1e300],
      flags: [true, false, null],
      dates: [0, -1, -70_000_000_000_000, 300_000_000_000_000].map((ms) => new Date(ms)),
      short: new Binary(Buffer.from([0, 255])),
      long: new Binary(Buffer.alloc(1000, 9), 128),
      nested: { deep: [{ when: new Date(5) }, []] },
    }
    expect(roundTrip(doc)).toEqual(doc)
  })

  it('keeps UUIDs and odd keys', () => {
    const uuid = new UUID()
    const doc = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "a.b": 3, "": 4, "$x": 5}') as Doc
    doc.uuid = uuid
    const back = roundTrip(doc)
    expect(Object.keys(back)).toEqual(['__proto__', 'constructor', 'a.b', '', '$x', 'uuid'])
    expect(Object.getOwnPropertyDescriptor(back, '__proto__')?.value).toEqual({ a: 1 })
    expect((back.uuid as Binary).sub_type).toBe(4)
    expect((back.uuid as Binary).toUUID().equals(uuid)).toBe(true)
  })

  it('keeps numbers exactly, with their type', () => {
    const doc = {
      small: Long.fromNumber(5),
      large: Long.MAX_VALUE,
      least: Long.MIN_VALUE,
      whole: new Double(3),
      wide: 2 ** 60,
      minus: -0,
      limits: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      nested: { list: [1, { deep: Long.fromString('9007199254740993') }] },
      __proto__x: new Double(0),
    }
    expect(roundTrip(doc)).toEqual(doc)
  })

  it('keeps an _id that is null', () => {
    expect(roundTrip({ _id: null })).toEqual({ _id: null })
  })

  it.each([
    Decimal128.fromString('19.90'),
    new Timestamp({ t: 4, i: 7 }),
    new BSONRegExp('^a', 'i'),
    /a/,
    new Code('return 1'),
    new MinKey(),
    new MaxKey(),
  ])('refuses other types: %p', (value) => {
    for (const doc of [{ a: value }, { a: [value] }, { a: { b: value } }])
      expect(() => roundTrip(doc)).toThrow(
        expect.objectContaining({ code: 2, message: expect.stringContaining('not supported') }),
      )
  })

  it('is nested a hundred levels at most', () => {
    const nested = (levels: number): Doc => (levels === 1 ? { a: 1 } : { a: nested(levels - 1) })
    expect(roundTrip(nested(100))).toEqual(nested(100))
    expect(() => roundTrip(nested(101))).toThrow('100 levels')
  })

  it('refuses what it could not give back', () => {
    for (const value of [new Date(Number.NaN), Symbol('s')])
      expect(() => encodeScalar(value)).toThrow('cannot be stored')
    expect(() => roundTrip({ [TAG]: 1, a: Long.ONE })).toThrow('reserved')
    expect(() => roundTrip({ [TAG]: 1 })).toThrow('reserved')
    expect(() => encodeKey([1])).toThrow('cannot be of type array')
  })
})

describe('encoded scalars', () => {
  const inOrder = [
    ...[-1e10, -1, 0, 0.5, 7, 1e20],
    ...['', '0', 'a', 'b', '护', '\uFF5E', '💧', TAG, `${TAG}9`],
    ...[Buffer.from([1]), Buffer.from([2]), Buffer.from([0, 0])].map((bytes) => new Binary(bytes)),
    ...['00'.repeat(12), 'ff'.repeat(12)].map((hex) => new ObjectId(hex)),
    ...[false, true],
    ...[-70_000_000_000_000, -65_000_000_000_000, -1, 0, 1e12, 260_000_000_000_000, 8.64e15].map(
      (ms) => new Date(ms),
    ),
  ]

  it('sort in SQLite as the values do in MongoDB', () => {
    for (let i = 1; i < inOrder.length; i++) {
      expect(compareValues(inOrder[i - 1], inOrder[i])).toBe(-1)
      const [a, b] = [encodeScalar(inOrder[i - 1]), encodeScalar(inOrder[i])]
      if (typeof a === 'string' && typeof b === 'string') {
        expect(Buffer.compare(Buffer.from(a), Buffer.from(b))).toBe(-1)
        expect(compareStrings(a, b)).toBe(-1)
      }
    }
  })
})

describe('shapes', () => {
  it('note where objects and arrays were held, once', () => {
    const shapes = new Shapes()
    encodeDocument({ a: { b: [1] }, c: [{ d: [2] }] }, shapes)
    expect([...shapes.held]).toEqual([
      ['a', HELD_OBJECT],
      ['a.b', HELD_ARRAY],
      ['c', HELD_ARRAY],
    ])
  })

  it('forget what a refused document held', () => {
    const shapes = new Shapes()
    encodeDocument({ a: [1] }, shapes)
    shapes.begin()
    encodeDocument({ a: { b: 1 }, c: [] }, shapes)
    shapes.undo()
    expect([...shapes.held]).toEqual([['a', HELD_ARRAY]])
  })

  it('give up on documents keyed by data', () => {
    const shapes = new Shapes()
    for (let i = 0; i < 2100; i++) shapes.note(`counts.k${i}`, HELD_OBJECT)
    expect(shapes.at('anything')).toBe(HELD_OBJECT | HELD_ARRAY | HELD_ODD)
  })
})
