import { MongoError } from '../../errors'
import { typeName } from '../../values/type-names'
import { type Doc, getOwn, isObject, setOwn } from '../../values/values'
import { compile } from './compile'
import { fieldsOf, fixed, nullish, variadic } from './operands'
import { type Expression, type Names, NO_DOCUMENT, type Operator } from './types'

export function mergeInto(target: Doc, value: unknown, code = 40400): void {
  if (nullish(value)) return
  if (!isObject(value))
    throw new MongoError(
      code,
      `$mergeObjects requires object inputs, but input ${typeName(value)} is of type ${typeName(value)}`,
    )
  for (const key of Object.keys(value)) setOwn(target, key, getOwn(value, key))
}

function mergeObjects(values: unknown[]): Doc {
  const merged: Doc = {}
  for (const value of values) mergeInto(merged, value)
  return merged
}

function arrayToObject(array: unknown): unknown {
  if (nullish(array)) return null
  if (!Array.isArray(array))
    throw new MongoError(40386, `$arrayToObject requires an array input, found: ${typeName(array)}`)
  const built: Doc = {}
  const [first] = array
  if (array.length > 0 && !Array.isArray(first) && !isObject(first))
    throw new MongoError(40398, `Unrecognised input type format for $arrayToObject: ${typeName(first)}`)
  for (const element of array) {
    const [key, value] = Array.isArray(first) ? pairOf(element) : entryOf(element)
    setOwn(built, key, value)
  }
  return built
}

function pairOf(element: unknown): [string, unknown] {
  if (!Array.isArray(element))
    throw new MongoError(
      40396,
      `$arrayToObject requires a consistent input format. Elements must all be arrays or all be objects. Array was detected, now found: ${typeName(element)}`,
    )
  if (element.length !== 2)
    throw new MongoError(
      40397,
      `$arrayToObject requires an array of size 2 arrays, found array of size: ${element.length}`,
    )
  return [keyText(element[0], 40395, 4940400), element[1]]
}

function entryOf(element: unknown): [string, unknown] {
  if (!isObject(element))
    throw new MongoError(
      40391,
      `$arrayToObject requires a consistent input format. Elements must all be arrays or all be objects. Object was detected, now found: ${typeName(element)}`,
    )
  if (Object.keys(element).length !== 2)
    throw new MongoError(
      40392,
      `$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${Object.keys(element).length}`,
    )
  if (!Object.hasOwn(element, 'k') || !Object.hasOwn(element, 'v'))
    throw new MongoError(40393, `$arrayToObject requires an object with keys 'k' and 'v'.`)
  return [keyText(element.k, 40394, 4940401), element.v]
}

function keyText(key: unknown, type: number, nullByte: number): string {
  if (typeof key !== 'string')
    throw new MongoError(type, `$arrayToObject requires keys of type string, found: ${typeName(key)}`)
  if (key.includes('\0')) throw new MongoError(nullByte, 'Key field cannot contain an embedded null byte')
  return key
}

function objectToArray(value: unknown): unknown {
  if (nullish(value)) return null
  if (!isObject(value))
    throw new MongoError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`)
  return Object.keys(value).map((k) => ({ k, v: getOwn(value, k) }))
}

const isLongForm = (operand: unknown): operand is Doc =>
  isObject(operand) && !Object.keys(operand)[0]?.startsWith('$')

const $getField: Operator = (operand, names) => {
  const codes = { object: 3041701, unknown: 3041701, missing: { field: 3041702, input: 3041703 } }
  const spec = isLongForm(operand)
    ? fieldsOf('$getField', operand, codes, ['field', 'input'], [])
    : { field: operand, input: '$$CURRENT' }
  const field = compile(spec.field, names)
  if (field.constant) checkField(field(NO_DOCUMENT))
  const input = compile(spec.input, names)
  return (env) => {
    const name = checkField(field(env))
    const value = input(env)
    if (value === null) return null
    return isObject(value) ? getOwn(value, name) : undefined
  }
}

function checkField(name: unknown): string {
  if (typeof name !== 'string')
    throw new MongoError(
      3041704,
      `$getField requires 'field' to evaluate to type String, but got ${typeName(name)}`,
    )
  return name
}

function fieldSetter(name: string): Operator {
  const sets = name === '$setField'
  const required = sets ? ['field', 'value', 'input'] : ['field', 'input']
  const codes = {
    object: 4161100,
    unknown: 4161101,
    missing: { field: 4161102, value: 4161103, input: 4161109 },
  }
  return (operand, names) => {
    const spec = fieldsOf(name, operand, codes, required, [])
    const field = constantField(name, spec.field, names)
    const input = compile(spec.input, names)
    const value = sets ? compile(spec.value, names) : undefined
    return (env) => {
      const source = input(env)
      if (nullish(source)) return null
      if (!isObject(source))
        throw new MongoError(
          4161105,
          `${name} requires 'input' to evaluate to type Object, but got ${typeName(source)}`,
        )
      return withField(source, field, value?.(env))
    }
  }
}

function withField(source: Doc, field: string, value: unknown): Doc {
  const copy: Doc = {}
  for (const key of Object.keys(source)) {
    const own = key === field ? value : getOwn(source, key)
    if (own !== undefined) setOwn(copy, key, own)
  }
  if (value !== undefined && !Object.hasOwn(source, field)) setOwn(copy, field, value)
  return copy
}

function constantField(name: string, spec: unknown, names: Names): string {
  if (typeof spec === 'string' && spec.startsWith('$'))
    throw new MongoError(
      4161108,
      `'${spec}' is a field path reference which is not allowed in this context. Did you mean {$literal: '${spec}'}?`,
    )
  const field: Expression = compile(spec, names)
  const literal = !isObject(spec) || ['$literal', '$const'].includes(Object.keys(spec)[0] ?? '$literal')
  if (!field.constant || !literal)
    throw new MongoError(
      4161106,
      `${name} requires 'field' to evaluate to a constant, but got a non-constant argument`,
    )
  const value = field(NO_DOCUMENT)
  if (typeof value !== 'string')
    throw new MongoError(
      4161107,
      `${name} requires 'field' to evaluate to type String, but got ${typeName(value)}`,
    )
  if (value.includes('\0'))
    throw new MongoError(9534700, `${name} requires 'field' not to contain an embedded null byte`)
  return value
}

export const objects: Record<string, Operator> = {
  $mergeObjects: variadic(mergeObjects),
  $arrayToObject: fixed('$arrayToObject', 1, arrayToObject),
  $objectToArray: fixed('$objectToArray', 1, objectToArray),
  $getField,
  $setField: fieldSetter('$setField'),
  $unsetField: fieldSetter('$unsetField'),
}
