import { ObjectId } from 'bson'
import { MongoError } from '../errors'
import { isOperators } from '../query/value-tests'
import { cloneValue, type Doc, isRegex } from '../values/values'
import { changeAt, splitPath } from './updates-paths'

/** The document that an upsert starts from: the equalities of its filter. */
export function upsertBase(filter: Doc): Doc {
  const base: Doc = {}
  collectEqualities(filter, base)
  return base
}

function collectEqualities(filter: Doc, base: Doc): void {
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(condition))
      for (const entry of condition) collectEqualities(entry as Doc, base)
    else if (key === '$or' && Array.isArray(condition) && condition.length === 1)
      collectEqualities(condition[0] as Doc, base)
    else if (!key.startsWith('$')) {
      const value = equalityOf(condition)
      if (value !== undefined) place(base, key, value)
    }
  }
}

function equalityOf(condition: unknown): unknown {
  if (isRegex(condition)) return undefined
  if (!isOperators(condition)) return condition
  if ('$eq' in condition) return condition.$eq
  const list = condition.$in ?? condition.$all
  if (!Array.isArray(list) || list.length !== 1) return undefined
  return isOperators(list[0]) || isRegex(list[0]) ? undefined : list[0]
}

function place(base: Doc, path: string, value: unknown): void {
  const parts = splitPath(path)
  changeAt(
    base,
    parts,
    (before) => {
      if (before !== undefined)
        throw new MongoError(54, `cannot infer query fields to set, path '${path}' is matched twice`)
      return cloneValue(value)
    },
    { path, create: true, context: { inserting: true, now: new Date(0) } },
  )
}

export const newId = () => new ObjectId()
