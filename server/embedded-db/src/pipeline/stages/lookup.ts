import type { Steps } from '../../engine/steps'
import { failedToParse, MongoError, notSupported, typeMismatch } from '../../errors'
import { keyOf } from '../../values/keys'
import { valuesAt, withValueAt } from '../../values/paths'
import { typeName } from '../../values/type-names'
import { type Doc, isObject } from '../../values/values'
import { partsOf } from '../expressions/field-paths'
import type { Source, Stage } from './stage'

const FIELDS = ['from', 'as', 'localField', 'foreignField']

interface Lookup {
  from: string
  as: string[]
  local: string[]
  foreign: string[]
}

function parseLookup(spec: unknown): Lookup {
  if (!isObject(spec)) throw failedToParse('the $lookup specification must be an object')
  if (spec.let !== undefined || spec.pipeline !== undefined)
    throw notSupported('$lookup with its own pipeline is not supported')
  if (isObject(spec.from)) throw notSupported('$lookup from another database is not supported')
  for (const key of Object.keys(spec))
    if (!FIELDS.includes(key)) throw failedToParse(`unknown argument to $lookup: ${key}`)
  const from = textField(spec, 'from')
  if (from === '' || from.includes('\0') || from.startsWith('.'))
    throw new MongoError(73, `Invalid namespace specified: '${from}'`)
  return {
    from,
    as: partsOf(textField(spec, 'as')),
    local: partsOf(textField(spec, 'localField')),
    foreign: partsOf(textField(spec, 'foreignField')),
  }
}

function textField(spec: Doc, key: string): string {
  const value = spec[key]
  if (value === undefined) throw failedToParse(`must specify '${key}' field for a $lookup`)
  if (typeof value !== 'string')
    throw typeMismatch(`$lookup argument '${key}: ${typeName(value)}' must be a string`)
  return value
}

/** Joins each document with those of another collection whose field has one of its values. */
export const $lookup: Stage = (spec) => {
  const parsed = parseLookup(spec)
  return function* (docs, source) {
    const partners = yield* partnersOf(parsed, docs, source)
    return docs.map((doc) => withValueAt(doc, parsed.as, partners(doc)))
  }
}

/** All partners are read at once, by an index of the foreign field where there is one. */
function* partnersOf(
  { from, local, foreign }: Lookup,
  docs: Doc[],
  source: Source,
): Steps<(doc: Doc) => Doc[]> {
  const wanted = new Map<string, unknown>()
  for (const doc of docs) for (const value of localValues(doc, local)) wanted.set(keyOf(value), value)
  const candidates =
    wanted.size === 0 ? [] : yield* source(from, { [foreign.join('.')]: { $in: [...wanted.values()] } })
  const byValue = new Map<string, number[]>()
  for (const [i, doc] of candidates.entries())
    for (const key of foreignKeys(doc, foreign)) byValue.set(key, [...(byValue.get(key) ?? []), i])
  return (doc) => {
    const places = new Set(localValues(doc, local).flatMap((value) => byValue.get(keyOf(value)) ?? []))
    return [...places].sort((a, b) => a - b).flatMap((i): Doc[] => (candidates[i] ? [candidates[i]] : []))
  }
}

function localValues(doc: Doc, parts: string[]): unknown[] {
  const values = valuesAt(doc, parts, true)
  return values.length === 0 ? [null] : values
}

function foreignKeys(doc: Doc, parts: string[]): Set<string> {
  const values = [...valuesAt(doc, parts, true), ...valuesAt(doc, parts, false).filter(Array.isArray)]
  return new Set((values.length === 0 ? [null] : values).map(keyOf))
}
