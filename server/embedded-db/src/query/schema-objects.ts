import { badValue, typeMismatch } from '../errors'
import { type Doc, getOwn, isObject, OBJECT } from '../values/values'
import { compilePattern } from './regex'
import {
  because,
  type Compile,
  counted,
  failuresOf,
  type Keyword,
  named,
  onlyFor,
  requireNames,
  type Schema,
} from './schema-types'

const has = (value: unknown, name: string) => getOwn(value as Doc, name) !== undefined
const namesOf = (value: unknown) => Object.keys(value as Doc).filter((name) => has(value, name))

const required: Keyword = (operand) => {
  const names = requireNames('required', operand)
  const missing = (value: unknown) => names.filter((name) => !has(value, name))
  return {
    test: onlyFor(OBJECT, (value) => missing(value).length === 0),
    detail: (value) => ({ specifiedAs: { required: operand }, missingProperties: missing(value) }),
  }
}

function schemasOf(keyword: string, operand: unknown, compile: Compile): [string, Schema][] {
  if (!isObject(operand)) throw typeMismatch(`${named(keyword)} must be an object`)
  return Object.keys(operand).map((name) => [
    name,
    compile(getOwn(operand, name), `Nested schema for ${named(keyword)} property '${name}'`),
  ])
}

/** What is said of one property, if it is there. */
type About = (name: string) => Schema[]

function properties(about: About, names: (value: unknown) => string[]): ReturnType<Keyword> {
  const failing = (value: unknown) =>
    names(value).flatMap((name) =>
      about(name)
        .filter(({ test }) => !test(getOwn(value as Doc, name)))
        .map((schema) => ({ name, schema })),
    )
  return {
    test: onlyFor(OBJECT, (value) =>
      names(value).every((name) => about(name).every(({ test }) => test(getOwn(value as Doc, name)))),
    ),
    detail: (value) => ({
      propertiesNotSatisfied: failing(value).map(({ name, schema }) => ({
        propertyName: name,
        ...wordsOf(schema.spec),
        details: failuresOf(schema, getOwn(value as Doc, name)),
      })),
    }),
  }
}

export const wordsOf = ({ title, description }: Doc): Doc => ({
  ...(title === undefined ? {} : { title }),
  ...(description === undefined ? {} : { description }),
})

const byName: Keyword = (operand, _schema, compile) => {
  const schemas = new Map(schemasOf('properties', operand, compile))
  return properties(
    (name) => {
      const schema = schemas.get(name)
      return schema ? [schema] : []
    },
    (value) => [...schemas.keys()].filter((name) => has(value, name)),
  )
}

function keyPattern(pattern: string): RegExp {
  try {
    return compilePattern(pattern, '')
  } catch (error) {
    throw badValue(`Invalid regular expression in ${named('patternProperties')}: ${(error as Error).message}`)
  }
}

const byPattern: Keyword = (operand, _schema, compile) => {
  const schemas = schemasOf('patternProperties', operand, compile).map(
    ([pattern, schema]) => [keyPattern(pattern), schema] as const,
  )
  return properties((name) => schemas.flatMap(([pattern, one]) => (pattern.test(name) ? [one] : [])), namesOf)
}

const additional: Keyword = (operand, schema, compile) => {
  if (typeof operand !== 'boolean' && !isObject(operand))
    throw typeMismatch(`${named('additionalProperties')} must be an object or a boolean`)
  const known = new Set(isObject(schema.properties) ? Object.keys(schema.properties) : [])
  const patterns = isObject(schema.patternProperties)
    ? Object.keys(schema.patternProperties).map(keyPattern)
    : []
  const others = (value: unknown) =>
    namesOf(value).filter((name) => !known.has(name) && !patterns.some((pattern) => pattern.test(name)))
  if (operand === true) return undefined
  if (operand !== false) {
    const each = compile(operand, named('additionalProperties'))
    return properties(() => [each], others)
  }
  return {
    test: onlyFor(OBJECT, (value) => others(value).length === 0),
    detail: (value) => ({
      specifiedAs: { additionalProperties: false },
      additionalProperties: others(value),
    }),
  }
}

const countOf = (value: unknown) => namesOf(value).length

const counts = counted(
  ['minProperties', 'maxProperties'],
  OBJECT,
  countOf,
  (keyword, operand) => (value) => ({
    ...because(keyword, operand, 'specified number of properties was not satisfied')(value),
    numberOfProperties: countOf(value),
  }),
)

/** Of a property that is there others are asked, or a schema of the whole. */
const dependencies: Keyword = (operand, _schema, compile) => {
  if (!isObject(operand)) throw typeMismatch(`${named('dependencies')} must be an object`)
  const all = Object.keys(operand).map((name) => ({
    name,
    schema: dependency(getOwn(operand, name), compile),
  }))
  const failing = (value: unknown) =>
    all.filter(({ name, schema }) => has(value, name) && !schema.test(value))
  return {
    test: onlyFor(OBJECT, (value) => failing(value).length === 0),
    detail: (value) => ({
      failingDependencies: failing(value).map(({ name, schema }) => ({
        conditionalProperty: name,
        details: failuresOf(schema, value),
      })),
    }),
  }
}

function dependency(operand: unknown, compile: Compile): Schema {
  if (Array.isArray(operand))
    return compile({ required: requireNames('dependencies', operand) }, named('dependencies'))
  if (!isObject(operand)) throw typeMismatch(`${named('dependencies')} must map to objects or arrays`)
  return compile(operand, named('dependencies'))
}

export const OBJECT_KEYWORDS: Record<string, Keyword> = {
  required,
  properties: byName,
  patternProperties: byPattern,
  additionalProperties: additional,
  ...counts,
  dependencies,
}
