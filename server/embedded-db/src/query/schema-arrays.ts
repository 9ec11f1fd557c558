import { typeMismatch } from '../errors'
import { ARRAY, equalValues, isObject } from '../values/values'
import { unordered } from './schema-keywords'
import {
  because,
  type Compile,
  counted,
  failuresOf,
  type Keyword,
  named,
  onlyFor,
  type Schema,
} from './schema-types'

const lengths = counted(
  ['minItems', 'maxItems'],
  ARRAY,
  (value) => (value as unknown[]).length,
  (keyword, operand) => because(keyword, operand, 'array did not match specified length'),
)

const uniqueItems: Keyword = (operand) => {
  if (typeof operand !== 'boolean') throw typeMismatch(`${named('uniqueItems')} must be a boolean`)
  if (!operand) return undefined
  const test = (value: unknown) => firstTwin(value as unknown[]) === undefined
  return {
    test: onlyFor(ARRAY, test),
    detail: (value) => ({
      ...because('uniqueItems', true, 'found a duplicate item')(value),
      duplicatedValue: (value as unknown[])[firstTwin(value as unknown[]) ?? 0],
    }),
  }
}

/** Where an element stands that is there already. */
function firstTwin(values: unknown[]): number | undefined {
  const plain = new Set<unknown>()
  const others: unknown[] = []
  for (const [i, value] of values.entries()) {
    if (typeof value === 'string' || typeof value === 'boolean') {
      if (plain.has(value)) return i
      plain.add(value)
      continue
    }
    const sorted = unordered(value)
    if (others.some((other) => equalValues(other, sorted))) return i
    others.push(sorted)
  }
  return undefined
}

const items: Keyword = (operand, schema, compile) => {
  if (Array.isArray(operand)) {
    const schemas = operand.map((one) => compile(one, `${named('items')} entry`))
    return byPosition(schemas, schema.additionalItems, compile)
  }
  if (!isObject(operand)) throw typeMismatch(`${named('items')} must be an array or an object`)
  const each = compile(operand, named('items'))
  return tested(() => each)
}

function byPosition(schemas: Schema[], additional: unknown, compile: Compile) {
  const name = named('additionalItems')
  const beyond =
    additional === false
      ? compile({ not: {} }, name)
      : isObject(additional)
        ? compile(additional, name)
        : undefined
  return tested((i) => (i < schemas.length ? schemas[i] : beyond))
}

function tested(schemaAt: (i: number) => Schema | undefined) {
  const failing = (values: unknown[]) =>
    values.findIndex((value, i) => schemaAt(i)?.test(value ?? null) === false)
  return {
    test: onlyFor(ARRAY, (value) => failing(value as unknown[]) < 0),
    detail(value: unknown) {
      const values = value as unknown[]
      const itemIndex = failing(values)
      const schema = schemaAt(itemIndex)
      return {
        reason: 'At least one item did not match the sub-schema',
        itemIndex,
        details: schema ? failuresOf(schema, values[itemIndex]) : [],
      }
    },
  }
}

export const ARRAY_KEYWORDS: Record<string, Keyword> = {
  ...lengths,
  uniqueItems,
  items,
}
