import { TAG, TAGS } from '../values/codec'
import { typeNames } from '../values/type-names'
import * as v from '../values/values'
import type { Planned } from './clauses'

const AFTER_STRINGS = `'${TAG}1'`

const tagRange = (tag: string): [string, string] => [
  `'${TAG}${tag}'`,
  `'${TAG}${String.fromCharCode(tag.charCodeAt(0) + 1)}'`,
]

/** The bounds of each type's values, for ranges that never leave a type. */
export const BRACKETS: Record<number, [string | undefined, string]> = {
  [v.NUMBER]: [undefined, "''"],
  [v.STRING]: ["''", AFTER_STRINGS],
  [v.OBJECT_ID]: tagRange(TAGS.objectId),
  [v.BOOLEAN]: tagRange(TAGS.boolean),
  [v.DATE]: tagRange(TAGS.date),
}

const between = (expression: string, [low, high]: [string, string]) =>
  `(${expression} >= ${low} AND ${expression} < ${high})`

const TYPE_SQL: Record<string, (expression: string, json: string) => string> = {
  number: (_expression, json) => `json_type(doc,${json}) IN ('integer','real')`,
  string: (expression, json) => `(json_type(doc,${json}) = 'text' AND ${expression} < ${AFTER_STRINGS})`,
  date: (expression) => between(expression, tagRange(TAGS.date)),
  bool: (expression) => between(expression, tagRange(TAGS.boolean)),
  objectId: (expression) => between(expression, tagRange(TAGS.objectId)),
  binData: (expression) => between(expression, tagRange(TAGS.binary)),
  object: (_expression, json) => `json_type(doc,${json}) = 'object'`,
  null: (_expression, json) => `json_type(doc,${json}) = 'null'`,
}

/** `$type` on a path that never held an array. */
export function typeClause(expression: string, json: string, operand: unknown): Planned {
  const tests = typeNames(operand).map((name) => TYPE_SQL[name]?.(expression, json))
  if (tests.some((test) => test === undefined)) return undefined
  return { sql: `(${tests.join(' OR ')})`, params: [], exact: true }
}
