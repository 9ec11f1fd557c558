import { failedToParse, notSupported, typeMismatch } from '../errors'
import type { Test } from '../values/paths'
import { type Doc, isObject } from '../values/values'
import { ARRAY_KEYWORDS } from './schema-arrays'
import { COMBINED_KEYWORDS } from './schema-combined'
import { SCALAR_KEYWORDS } from './schema-keywords'
import { OBJECT_KEYWORDS } from './schema-objects'
import { type Keyword, named, type Rule, type Schema } from './schema-types'

/*
 * Draft 4 of JSON Schema with BSON's types, as https://www.mongodb.com/docs/manual/reference/operator/query/jsonSchema/
 * has it. A keyword for one type of value says nothing of others.
 */

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  ...SCALAR_KEYWORDS,
  ...ARRAY_KEYWORDS,
  ...OBJECT_KEYWORDS,
  ...COMBINED_KEYWORDS,
}
/** Said along with another keyword, or said of nothing. */
const MODIFIERS = ['exclusiveMinimum', 'exclusiveMaximum', 'additionalItems']
const WORDS = ['title', 'description']
const DRAFT_ONLY = new Set(['$ref', '$schema', 'default', 'definitions', 'format', 'id'])
const ENCRYPTION = new Set(['encrypt', 'encryptMetadata', 'keyId'])

export const schemaKeywords = () => [...Object.keys(KEYWORDS), ...MODIFIERS, ...WORDS].sort()

/** `$jsonSchema` as a test of whole documents. */
export function schemaTest(schema: unknown): Test {
  return compileSchema(schema, '$jsonSchema').test
}

export function compileSchema(schema: unknown, name: string): Schema {
  if (!isObject(schema)) throw typeMismatch(`${name} must be an object`)
  for (const keyword of Object.keys(schema)) checkKeyword(keyword, schema[keyword])
  if ('type' in schema && 'bsonType' in schema)
    throw failedToParse("Cannot specify both $jsonSchema keywords 'type' and 'bsonType'")
  for (const limit of ['minimum', 'maximum']) checkExclusive(schema, limit)
  const rules: Rule[] = []
  for (const keyword of Object.keys(schema)) {
    const compile = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined
    const rule = compile?.(schema[keyword], schema, compileSchema)
    if (rule) rules.push({ keyword, ...rule })
  }
  if ('additionalItems' in schema) checkAdditionalItems(schema.additionalItems)
  return { rules, spec: schema, test: (value) => rules.every(({ test }) => test(value)) }
}

function checkKeyword(keyword: string, operand: unknown): void {
  if (Object.hasOwn(KEYWORDS, keyword) || MODIFIERS.includes(keyword)) return
  if (DRAFT_ONLY.has(keyword)) throw failedToParse(`${named(keyword)} is not currently supported`)
  if (ENCRYPTION.has(keyword)) throw notSupported(`${named(keyword)} is not supported`)
  if (!WORDS.includes(keyword)) throw failedToParse(`Unknown $jsonSchema keyword: ${keyword}`)
  if (typeof operand !== 'string') throw typeMismatch(`${named(keyword)} must be of type string`)
}

function checkExclusive(schema: Doc, limit: string): void {
  const keyword = limit === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'
  if (!(keyword in schema)) return
  if (typeof schema[keyword] !== 'boolean') throw typeMismatch(`${named(keyword)} must be a boolean`)
  if (!(limit in schema)) throw failedToParse(`${named(limit)} must be a present if ${keyword} is present`)
}

function checkAdditionalItems(operand: unknown): void {
  if (typeof operand === 'boolean') return
  if (!isObject(operand))
    throw typeMismatch(`${named('additionalItems')} must be either an object or a boolean`)
  compileSchema(operand, 'additionalItems')
}
