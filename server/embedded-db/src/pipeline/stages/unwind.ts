import { Long } from 'bson'
import { overMemory } from '../../engine/memory'
import { MongoError } from '../../errors'
import { valueThrough, withValueAt } from '../../values/paths'
import { typeName } from '../../values/type-names'
import { type Doc, isObject } from '../../values/values'
import { partsOf } from '../expressions/field-paths'
import { fieldsOf } from '../expressions/operands'
import type { Stage } from './stage'

/** Arrays of arrays multiply: more documents than this are too many to hold. */
const MAX_DOCUMENTS = 1_000_000

interface Unwind {
  parts: string[]
  index: string[] | undefined
  keep: boolean
}

const OPTIONS = ['includeArrayIndex', 'preserveNullAndEmptyArrays']

function parseUnwind(spec: unknown): Unwind {
  if (typeof spec === 'string') return { parts: unwindPath(spec), index: undefined, keep: false }
  if (!isObject(spec))
    throw new MongoError(
      15981,
      `expected either a string or an object as specification for $unwind stage, got ${typeName(spec)}`,
    )
  const codes = { object: 15981, unknown: 28811, missing: 28812 }
  const {
    path,
    includeArrayIndex: index,
    preserveNullAndEmptyArrays: keep,
  } = fieldsOf('$unwind', spec, codes, ['path'], OPTIONS)
  if (typeof path !== 'string')
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

export const $unwind: Stage = (spec) => {
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
      if (found.length > MAX_DOCUMENTS) throw overMemory('$unwind exceeded memory limit: $match first')
    }
    return found
  }
}
