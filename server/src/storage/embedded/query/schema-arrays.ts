import { typeMismatch } from '../errors'
import { ARRAY, equalValues, isObject } from '../values/values'
import { unordered } from './schema-keywords'
import { because, failuresOf, type Keyword, onlyFor, requireCount, type Schema } from './schema-types'

const length =
  (keyword: 'minItems' | 'maxItems'): Keyword =>
  (operand) => {
    const count = requireCount(keyword, operand)
    const fits = keyword === 'minItems' ? (n: number) => n >= count : (n: number) => n <= count
    return {
      test: onlyFor(ARRAY, (value) => fits((value as unknown[]).length)),
      detail: because(keyword, operand, 'array did not match specified length'),
    }
  }

const uniqueItems: Keyword = (operand) => {
  if (typeof operand !== 'boolean') throw typeMismatch("$jsonSchema keyword 'uniqueItems' must be a boolean")
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
    const schemas = operand.map((one) => compile(one, "$jsonSchema keyword 'items' entry"))
    return byPosition((i) => schemas[i], schemas.length, schema.additionalItems, compile)
  }
  if (!isObject(operand)) throw typeMismatch("$jsonSchema keyword 'items' must be an array or an object")
  const each = compile(operand, "$jsonSchema keyword 'items'")
  return tested(() => each)
}

function byPosition(
  at: (i: number) => Schema | undefined,
  count: number,
  additional: unknown,
  compile: (schema: unknown, name: string) => Schema,
) {
  const name = "$jsonSchema keyword 'additionalItems'"
  const beyond =
    additional === false
      ? compile({ not: {} }, name)
      : isObject(additional)
        ? compile(additional, name)
        : undefined
  return tested((i) => (i < count ? at(i) : beyond))
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
  minItems: length('minItems'),
  maxItems: length('maxItems'),
  uniqueItems,
  items,
}
