import { MongoError, typeMismatch } from './errors'
import { typeName } from './values/type-names'

/*
 * What MongoDB says of the fields of a command, or of a document within one, by their whole path
 * (src/mongo/idl/idl_parser.cpp).
 */

export const unknownField = (path: string) =>
  new MongoError(40415, `BSON field '${path}' is an unknown field.`)

export const missingField = (path: string) =>
  new MongoError(40414, `BSON field '${path}' is missing but a required field`)

export function wrongType(path: string, value: unknown, expected: readonly string[]): MongoError {
  const types = expected.length === 1 ? `type '${expected[0]}'` : `types '[${expected.join(', ')}]'`
  return typeMismatch(`BSON field '${path}' is the wrong type '${typeName(value)}', expected ${types}`)
}
