import { MongoError } from '../../errors'
import type { Comparer } from '../../values/comparer'
import { truthy } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { compile } from './compile'
import { collated, fixed, nullish, variadic } from './operands'
import { NO_DOCUMENT, type Operator } from './types'

const setOf = (array: unknown[], by: Comparer) =>
  new Map(array.map((element) => [by.keyOf(element), element]))

function distinct(array: unknown[], by: Comparer): Map<string, unknown> {
  const found = new Map<string, unknown>()
  for (const element of array) {
    const key = by.keyOf(element)
    if (!found.has(key)) found.set(key, element)
  }
  return found
}

function arrayOf(value: unknown, code: number, name: string): unknown[] {
  if (!Array.isArray(value))
    throw new MongoError(
      code,
      `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`,
    )
  return value
}

function setUnion(values: unknown[], by: Comparer): unknown {
  const all: unknown[] = []
  for (const value of values) {
    if (nullish(value)) return null
    for (const element of arrayOf(value, 17043, '$setUnion')) all.push(element)
  }
  return [...distinct(all, by).values()]
}

function setIntersection(values: unknown[], by: Comparer): unknown {
  let common: Map<string, unknown> | undefined
  for (const value of values) {
    if (nullish(value)) return null
    const other = distinct(arrayOf(value, 17047, '$setIntersection'), by)
    common = common ? new Map([...common].filter(([key]) => other.has(key))) : other
  }
  return [...(common?.values() ?? [])]
}

function bothArrays(name: string, a: unknown, b: unknown, codes: [number, number]): [unknown[], unknown[]] {
  const refused = (at: 0 | 1, value: unknown) =>
    new MongoError(
      codes[at],
      `both operands of ${name} must be arrays. ${at === 0 ? 'First' : 'Second'} argument is of type: ${typeName(value)}`,
    )
  if (!Array.isArray(a)) throw refused(0, a)
  if (!Array.isArray(b)) throw refused(1, b)
  return [a, b]
}

function setDifference(a: unknown, b: unknown, by: Comparer): unknown {
  if (nullish(a) || nullish(b)) return null
  const [of, other] = bothArrays('$setDifference', a, b, [17048, 17049])
  const without = setOf(other, by)
  return [...distinct(of, by)].filter(([key]) => !without.has(key)).map(([, value]) => value)
}

const $setEquals: Operator = (operand, names) => {
  const given = Array.isArray(operand) ? operand : [operand]
  if (given.length < 2)
    throw new MongoError(17045, `$setEquals needs at least two arguments had: ${given.length}`)
  for (const each of given.map((spec) => compile(spec, names))) {
    const value = each.constant ? each(NO_DOCUMENT) : []
    if (!Array.isArray(value))
      throw new MongoError(
        5887502,
        `All operands of $setEquals must be arrays. One argument is of type: ${typeName(value)}`,
      )
  }
  return variadic((values) => setEquals(values, names.by))(operand, names)
}

function setEquals(values: unknown[], by: Comparer): boolean {
  const [first, ...others] = values.map((value) => setOf(arrayOf(value, 17044, '$setEquals'), by))
  return others.every(
    (other) => other.size === first?.size && [...other.keys()].every((key) => first.has(key)),
  )
}

function setIsSubset(a: unknown, b: unknown, by: Comparer): boolean {
  const [of, other] = bothArrays('$setIsSubset', a, b, [17046, 17042])
  const all = setOf(other, by)
  return of.every((element) => all.has(by.keyOf(element)))
}

function elements(name: string, code: number, run: (array: unknown[]) => boolean): Operator {
  return fixed(name, 1, (array) => {
    if (!Array.isArray(array))
      throw new MongoError(code, `${name}'s argument must be an array, but is ${typeName(array)}`)
    return run(array)
  })
}

export const sets: Record<string, Operator> = {
  $setUnion: collated((by) => variadic((values) => setUnion(values, by))),
  $setIntersection: collated((by) => variadic((values) => setIntersection(values, by))),
  $setDifference: collated((by) => fixed('$setDifference', 2, (a, b) => setDifference(a, b, by))),
  $setEquals,
  $setIsSubset: collated((by) => fixed('$setIsSubset', 2, (a, b) => setIsSubset(a, b, by))),
  $allElementsTrue: elements('$allElementsTrue', 17040, (array) => array.every(truthy)),
  $anyElementTrue: elements('$anyElementTrue', 17041, (array) => array.some(truthy)),
}
