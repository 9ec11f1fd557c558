import { failedToParse, typeMismatch } from '../errors'
import type { Test } from '../values/paths'
import { type Doc, NUMBER, toNumber, typeOf } from '../values/values'

/** One keyword of a schema, ready to be asked. */
export interface Rule {
  keyword: string
  test: Test
  /** What MongoDB says of a value that fails, beside the keyword's name. */
  detail: (value: unknown) => Doc
}

export interface Schema {
  rules: Rule[]
  spec: Doc
  test: Test
}

export type Compile = (schema: unknown, name: string) => Schema
/** Nothing for a keyword that asks for nothing. */
export type Keyword = (
  operand: unknown,
  schema: Doc,
  compile: Compile,
) => Pick<Rule, 'test' | 'detail'> | undefined

/** A rule for values of one type alone. */
export const onlyFor =
  (type: number, test: Test): Test =>
  (value) =>
    value === undefined || typeOf(value) !== type || test(value)

/** What failed, in the form of `schemaRulesNotSatisfied`. */
export const failuresOf = ({ rules }: Schema, value: unknown): Doc[] =>
  rules
    .filter(({ test }) => !test(value))
    .map(({ keyword, detail }) => ({ operatorName: keyword, ...detail(value) }))

export const because =
  (keyword: string, operand: unknown, reason: string) =>
  (value: unknown): Doc => ({ specifiedAs: { [keyword]: operand }, reason, consideredValue: value })

export const named = (keyword: string) => `$jsonSchema keyword '${keyword}'`

export function requireNumber(keyword: string, operand: unknown): number {
  if (operand === undefined || typeOf(operand) !== NUMBER)
    throw typeMismatch(`${named(keyword)} must be a number`)
  return toNumber(operand)
}

/** Two keywords: the least and the most of something that a value of a type may have. */
export function counted(
  [least, most]: readonly [string, string],
  type: number,
  count: (value: unknown) => number,
  detail: (keyword: string, operand: unknown) => (value: unknown) => Doc,
): Record<string, Keyword> {
  const keyword =
    (name: string, fits: (counted: number, wanted: number) => boolean): Keyword =>
    (operand) => {
      const wanted = requireCount(name, operand)
      return { test: onlyFor(type, (value) => fits(count(value), wanted)), detail: detail(name, operand) }
    }
  return {
    [least]: keyword(least, (n, wanted) => n >= wanted),
    [most]: keyword(most, (n, wanted) => n <= wanted),
  }
}

/** A whole number of things. */
function requireCount(keyword: string, operand: unknown): number {
  const count = operand !== undefined && typeOf(operand) === NUMBER ? toNumber(operand) : Number.NaN
  if (!Number.isInteger(count)) throw failedToParse(`${named(keyword)} must be a whole number`)
  if (count < 0) throw failedToParse(`${named(keyword)} must be a non-negative number`)
  return count
}

export function requireArray(keyword: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw typeMismatch(`${named(keyword)} must be an array`)
  return operand
}

/** Names that differ, at least one. */
export function requireNames(keyword: string, operand: unknown): string[] {
  const names = requireArray(keyword, operand).map((name) => {
    if (typeof name !== 'string') throw typeMismatch(`${named(keyword)} must be an array of strings`)
    return name
  })
  if (names.length === 0) throw failedToParse(`${named(keyword)} cannot be an empty array`)
  if (new Set(names).size < names.length)
    throw failedToParse(`${named(keyword)} array cannot contain duplicate values`)
  return names
}
