import { Long } from 'bson'
import { MongoError } from '../../errors'
import { valueThrough, withValueAt } from '../../values/paths'
import { typeName } from '../../values/type-names'
import { type Doc, isObject } from '../../values/values'
import { compile } from '../expressions/compile'
import { partsOf } from '../expressions/field-paths'
import { fieldsOf } from '../expressions/operands'
import { addition, projection, removal } from './projection'
import type { Stage } from './types'

const each =
  (map: (doc: Doc) => Doc): ReturnType<Stage> =>
  (docs) =>
    docs.map(map)

function replacing(spec: unknown, name: string, names: Parameters<Stage>[1]['scope']): ReturnType<Stage> {
  const root = compile(spec, names.names)
  return each((doc) => {
    const value = root(names.env(doc))
    if (!isObject(value))
      throw new MongoError(
        40228,
        `'${name}' expression must evaluate to an object, but resulting value was of type ${typeName(value)}`,
      )
    return value
  })
}

const $replaceRoot: Stage = (spec, { scope }) => {
  if (!isObject(spec))
    throw new MongoError(40229, 'expected an object as specification for $replaceRoot stage')
  const { newRoot } = fieldsOf(
    '$replaceRoot',
    spec,
    { object: 40229, unknown: 40415, missing: 40414 },
    ['newRoot'],
    [],
  )
  return replacing(newRoot, 'newRoot', scope)
}

interface Unwind {
  parts: string[]
  index: string[] | undefined
  keep: boolean
}

function parseUnwind(spec: unknown): Unwind {
  if (typeof spec === 'string') return { parts: unwindPath(spec), index: undefined, keep: false }
  if (!isObject(spec))
    throw new MongoError(
      15981,
      `expected either a string or an object as specification for $unwind stage, got ${typeName(spec)}`,
    )
  const codes = { object: 15981, unknown: 28811, missing: 28812 }
  const fields = fieldsOf(
    '$unwind',
    spec,
    codes,
    [],
    ['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'],
  )
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: keep } = fields
  if (path !== undefined && typeof path !== 'string')
    throw new MongoError(28808, `expected a string as the path for $unwind stage, got ${typeName(path)}`)
  if (keep !== undefined && typeof keep !== 'boolean')
    throw new MongoError(
      28809,
      `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${typeName(keep)}`,
    )
  if (index !== undefined && (typeof index !== 'string' || index === ''))
    throw new MongoError(
      28810,
      'expected a non-empty string for the includeArrayIndex option to $unwind stage',
    )
  if (index?.startsWith('$'))
    throw new MongoError(28822, "includeArrayIndex option to $unwind stage should not be prefixed with a '$'")
  if (path === undefined) throw new MongoError(28812, 'no path specified to $unwind stage')
  return {
    parts: unwindPath(path),
    index: index === undefined ? undefined : partsOf(index),
    keep: keep === true,
  }
}

function unwindPath(path: string): string[] {
  if (!path.startsWith('$'))
    throw new MongoError(28818, "path option to $unwind stage should be prefixed with a '$'")
  return partsOf(path.slice(1))
}

const $unwind: Stage = (spec) => {
  const { parts, index, keep } = parseUnwind(spec)
  const numbered = (doc: Doc, i: number | null) =>
    index ? withValueAt(doc, index, i === null ? null : Long.fromNumber(i)) : doc
  return (docs) => {
    const found: Doc[] = []
    for (const doc of docs) {
      const value = valueThrough(doc, parts)
      if (Array.isArray(value)) {
        for (const [i, element] of value.entries()) found.push(numbered(withValueAt(doc, parts, element), i))
        if (value.length === 0 && keep) found.push(numbered(withValueAt(doc, parts, undefined), null))
      } else if ((value !== undefined && value !== null) || keep) found.push(numbered(doc, null))
    }
    return found
  }
}

export const reshaping: Record<string, Stage> = {
  $project: (spec, { scope }) => each(projection(spec, scope)),
  $addFields: (spec, { scope }) => each(addition('$addFields', spec, scope)),
  $set: (spec, { scope }) => each(addition('$set', spec, scope)),
  $unset: (spec) => each(removal(spec)),
  $replaceRoot,
  $replaceWith: (spec, { scope }) => replacing(spec, 'replacement document', scope),
  $unwind,
}
