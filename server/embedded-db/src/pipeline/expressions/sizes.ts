import { type Binary, BSON, Long, type Timestamp } from 'bson'
import { MongoError } from '../../errors'
import { typeName } from '../../values/type-names'
import { type Doc, isObject } from '../../values/values'
import { fixed, nullish } from './operands'
import type { Operator } from './types'

function timestampPart(name: string, code: number, read: (value: Timestamp) => number): Operator {
  return fixed(name, 1, (value) => {
    if (nullish(value)) return null
    if (typeName(value) !== 'timestamp')
      throw new MongoError(code, `Argument to ${name} must be a timestamp, but is ${typeName(value)}`)
    return Long.fromNumber(read(value as Timestamp))
  })
}

function binarySize(value: unknown): unknown {
  if (nullish(value)) return null
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeName(value) !== 'binData')
    throw new MongoError(
      51276,
      `$binarySize requires a string or BinData argument, found: ${typeName(value)}`,
    )
  return (value as Binary).position
}

function bsonSize(value: unknown): unknown {
  if (nullish(value)) return null
  if (!isObject(value))
    throw new MongoError(31393, `$bsonSize requires a document input, found: ${typeName(value)}`)
  return BSON.calculateObjectSize(value as Doc)
}

export const sizes: Record<string, Operator> = {
  $binarySize: fixed('$binarySize', 1, binarySize),
  $bsonSize: fixed('$bsonSize', 1, bsonSize),
  $tsSecond: timestampPart('$tsSecond', 5687301, (value) => value.getHighBitsUnsigned()),
  $tsIncrement: timestampPart('$tsIncrement', 5687302, (value) => value.getLowBitsUnsigned()),
}
