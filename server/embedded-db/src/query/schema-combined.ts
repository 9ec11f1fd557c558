import { failedToParse } from '../errors'
import type { Doc } from '../values/values'
import { type Compile, failuresOf, type Keyword, named, requireArray, type Schema } from './schema-types'

function branches(keyword: string, operand: unknown, compile: Compile): Schema[] {
  const list = requireArray(keyword, operand)
  if (list.length === 0) throw failedToParse(`${named(keyword)} cannot be an empty array`)
  return list.map((one) => compile(one, `${named(keyword)} entry`))
}

const unmet = (schemas: Schema[], value: unknown): Doc => ({
  schemasNotSatisfied: schemas.flatMap((schema, index) =>
    schema.test(value) ? [] : [{ index, details: failuresOf(schema, value) }],
  ),
})

const all: Keyword = (operand, _schema, compile) => {
  const schemas = branches('allOf', operand, compile)
  return {
    test: (value) => schemas.every(({ test }) => test(value)),
    detail: (value) => unmet(schemas, value),
  }
}

const any: Keyword = (operand, _schema, compile) => {
  const schemas = branches('anyOf', operand, compile)
  return {
    test: (value) => schemas.some(({ test }) => test(value)),
    detail: (value) => unmet(schemas, value),
  }
}

const one: Keyword = (operand, _schema, compile) => {
  const schemas = branches('oneOf', operand, compile)
  const matching = (value: unknown) => schemas.flatMap(({ test }, i) => (test(value) ? [i] : []))
  return {
    test: (value) => matching(value).length === 1,
    detail(value) {
      const matchingSchemaIndexes = matching(value)
      return matchingSchemaIndexes.length === 0
        ? unmet(schemas, value)
        : { reason: 'more than one subschema matched', matchingSchemaIndexes }
    },
  }
}

const not: Keyword = (operand, _schema, compile) => {
  const { test } = compile(operand, named('not'))
  return {
    test: (value) => !test(value),
    detail: () => ({ reason: 'child expression matched' }),
  }
}

export const COMBINED_KEYWORDS: Record<string, Keyword> = { allOf: all, anyOf: any, oneOf: one, not }
