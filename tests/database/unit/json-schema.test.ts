import { describe, expect, it } from '@jest/globals'
import { Decimal128, Double, Long, ObjectId } from 'bson'
import { schemaKeywords } from '../../../server/embedded-db/src/query/json-schema'
import { matcher } from '../../../server/embedded-db/src/query/matching'
import type { Doc } from '../../../server/embedded-db/src/values/values'

const matches = (schema: Doc, doc: Doc) => matcher({ $jsonSchema: schema })(doc)
const a = (schema: Doc) => ({ properties: { a: schema } })

describe('$jsonSchema', () => {
  it.each<[Doc, Doc[], Doc[]]>([
    [{}, [{}, { a: 1 }], []],
    [{ required: ['a', 'b'] }, [{ a: null, b: 1 }], [{ a: 1 }, {}]],
    [{ bsonType: 'object' }, [{}], []],
    [{ bsonType: 'string' }, [], [{}]],
    [a({ bsonType: 'int' }), [{ a: 1 }, {}], [{ a: 1.5 }, { a: Long.fromNumber(1) }, { a: 'x' }]],
    [a({ bsonType: ['long', 'double'] }), [{ a: Long.fromNumber(1) }, { a: new Double(1) }], [{ a: 1 }]],
    [a({ bsonType: 'number' }), [{ a: 1 }, { a: Decimal128.fromString('1') }], [{ a: [1] }]],
    [a({ type: 'boolean' }), [{ a: true }], [{ a: 1 }]],
    [a({ type: ['null', 'string'] }), [{ a: null }, { a: 'x' }], [{ a: 0 }]],
    [a({ bsonType: 'objectId' }), [{ a: new ObjectId() }], [{ a: 'x' }]],
    [
      a({ enum: [1, 'x', null, { b: 1, c: 2 }] }),
      [{ a: 1 }, { a: null }, { a: { c: 2, b: 1 } }],
      [{ a: 2 }, { a: [1] }],
    ],
    [a({ minimum: 2 }), [{ a: 2 }, { a: 'x' }, { a: [1] }, {}], [{ a: 1 }]],
    [a({ minimum: 2, exclusiveMinimum: true }), [{ a: 3 }], [{ a: 2 }]],
    [a({ maximum: 2, exclusiveMaximum: false }), [{ a: 2 }], [{ a: 3 }, { a: Number.NaN }]],
    [
      a({ multipleOf: 0.1 }),
      [{ a: 0.3 }, { a: 2 }, { a: 'x' }],
      [{ a: 0.35 }, { a: Number.POSITIVE_INFINITY }],
    ],
    [a({ multipleOf: Decimal128.fromString('2.5') }), [{ a: 5 }], [{ a: 4 }]],
    [
      a({ minLength: 2, maxLength: 3 }),
      [{ a: '护塘' }, { a: '💧💧💧' }, { a: 1 }],
      [{ a: '💧' }, { a: 'abcd' }],
    ],
    [a({ pattern: '^a.c$' }), [{ a: 'abc' }, { a: 1 }], [{ a: 'xabc' }]],
    [a({ minItems: 1, maxItems: 2 }), [{ a: [1] }, { a: 'x' }], [{ a: [] }, { a: [1, 2, 3] }]],
    [
      a({ uniqueItems: true }),
      [{ a: [1, '1', null] }],
      [
        { a: [1, 1] },
        {
          a: [
            { b: 1, c: 1 },
            { c: 1, b: 1 },
          ],
        },
      ],
    ],
    [a({ uniqueItems: false }), [{ a: [1, 1] }], []],
    [
      a({ items: { bsonType: 'int' } }),
      [{ a: [1, 2] }, { a: [] }, { a: 'x' }],
      [{ a: [1, 'x'] }, { a: [null] }],
    ],
    [
      a({ items: [{ bsonType: 'int' }, { bsonType: 'string' }], additionalItems: false }),
      [{ a: [1] }, { a: [1, 'x'] }],
      [{ a: ['x'] }, { a: [1, 'x', 2] }],
    ],
    [a({ items: [{}], additionalItems: { bsonType: 'int' } }), [{ a: ['x', 1] }], [{ a: ['x', 'x'] }]],
    [{ properties: { a: {} }, additionalProperties: false }, [{ a: 1 }], [{ _id: 1, a: 1 }]],
    [
      {
        properties: { a: {} },
        patternProperties: { '^x': { bsonType: 'int' } },
        additionalProperties: { bsonType: 'bool' },
      },
      [{ a: 'any', x1: 1, z: true }],
      [{ x1: 'x' }, { z: 1 }],
    ],
    [{ minProperties: 1, maxProperties: 2 }, [{ a: 1 }], [{}, { a: 1, b: 1, c: 1 }]],
    [{ dependencies: { a: ['b'] } }, [{ a: 1, b: 1 }, { b: 1 }, {}], [{ a: 1 }]],
    [{ dependencies: { a: a({ bsonType: 'int' }) } }, [{ a: 1 }, {}], [{ a: 'x' }]],
    [{ allOf: [{ required: ['a'] }, { required: ['b'] }] }, [{ a: 1, b: 1 }], [{ a: 1 }]],
    [{ anyOf: [{ required: ['a'] }, { required: ['b'] }] }, [{ a: 1 }], [{}]],
    [{ oneOf: [{ required: ['a'] }, { required: ['b'] }] }, [{ a: 1 }], [{}, { a: 1, b: 1 }]],
    [{ not: { required: ['a'] } }, [{}], [{ a: 1 }]],
    [a({ properties: { b: { minimum: 1 } } }), [{ a: { b: 1 } }, { a: [{ b: 0 }] }], [{ a: { b: 0 } }]],
    [{ properties: { __proto__: { bsonType: 'int' } } }, [{}], []],
    [{ title: 'a', description: 'b' }, [{}], []],
  ])('%j', (schema, good, bad) => {
    for (const doc of good) expect([doc, matches(schema, doc)]).toEqual([doc, true])
    for (const doc of bad) expect([doc, matches(schema, doc)]).toEqual([doc, false])
  })

  it.each<[unknown, number]>([
    ['x', 14],
    [{ odd: 1 }, 9],
    [{ $ref: '#/a' }, 9],
    [{ definitions: {} }, 9],
    [{ default: 1 }, 9],
    [{ format: 'email' }, 9],
    [{ encrypt: {} }, 115],
    [{ title: 1 }, 14],
    [{ type: 'object', bsonType: 'object' }, 9],
    [{ type: 'integer' }, 9],
    [{ type: 'int' }, 2],
    [{ bsonType: 'odd' }, 2],
    [{ patternProperties: { '(': {} } }, 2],
    [{ bsonType: 'integer' }, 9],
    [{ bsonType: 1 }, 14],
    [{ bsonType: [] }, 9],
    [{ bsonType: ['int', 'int'] }, 9],
    [{ enum: [] }, 9],
    [{ enum: [1, new Double(1)] }, 9],
    [{ enum: 1 }, 14],
    [{ minimum: 'x' }, 14],
    [{ exclusiveMinimum: true }, 9],
    [{ maximum: 1, exclusiveMaximum: 1 }, 14],
    [{ multipleOf: 0 }, 9],
    [{ multipleOf: 'x' }, 14],
    [{ minLength: -1 }, 9],
    [{ minLength: 1.5 }, 9],
    [{ pattern: 1 }, 14],
    [{ items: 1 }, 14],
    [{ additionalItems: 1 }, 14],
    [{ uniqueItems: 1 }, 14],
    [{ required: [] }, 9],
    [{ required: ['a', 'a'] }, 9],
    [{ required: [1] }, 14],
    [{ required: 'a' }, 14],
    [{ properties: 1 }, 14],
    [{ properties: { a: 1 } }, 14],
    [{ properties: { a: { odd: 1 } } }, 9],
    [{ additionalProperties: 1 }, 14],
    [{ dependencies: { a: [] } }, 9],
    [{ dependencies: { a: 1 } }, 14],
    [{ allOf: [] }, 9],
    [{ anyOf: [1] }, 14],
    [{ not: 1 }, 14],
  ])('refuses %j', (schema, code) => {
    expect(() => matcher({ $jsonSchema: schema })).toThrow(expect.objectContaining({ code }))
  })

  it('knows the keywords of the manual', () => {
    expect(schemaKeywords()).toEqual(
      [
        ...[
          'additionalItems',
          'additionalProperties',
          'allOf',
          'anyOf',
          'bsonType',
          'dependencies',
          'description',
        ],
        ...[
          'enum',
          'exclusiveMaximum',
          'exclusiveMinimum',
          'items',
          'maxItems',
          'maxLength',
          'maxProperties',
        ],
        ...[
          'maximum',
          'minItems',
          'minLength',
          'minProperties',
          'minimum',
          'multipleOf',
          'not',
          'oneOf',
          'pattern',
        ],
        ...['patternProperties', 'properties', 'required', 'title', 'type', 'uniqueItems'],
      ].sort(),
    )
  })

  it('stands beside other conditions and within $and, $or and $nor, not within a field', () => {
    const schema = { $jsonSchema: { required: ['a'] } }
    expect(matcher({ ...schema, b: 1 })({ a: 1, b: 1 })).toBe(true)
    expect(matcher({ $nor: [schema] })({ b: 1 })).toBe(true)
    expect(() => matcher({ a: schema })).toThrow('unknown operator')
  })
})
