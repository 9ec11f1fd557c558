import type { Engine } from '../engine/engine'
import { memoryOf, overMemory } from '../engine/memory'
import type { Steps } from '../engine/steps'
import type { Collection } from '../indexes/catalog'
import { expressionOf, heldAt, jsonPath } from '../planner/planner-paths'
import { decodeScalar } from '../values/codec'
import { TYPES_KEY } from '../values/exact-types'
import { asDouble } from '../values/numbers'
import { compareValues, type Doc, isObject, setOwn, toNumber } from '../values/values'
import { integer } from './expressions/sums'

interface Column {
  sql: string
  merge(a: unknown, b: unknown): unknown
}

interface Accumulator {
  /** A path whose strings SQL would cut at a null character. */
  text?: string
  columns: Column[]
  result(values: unknown[]): unknown
}

interface Grouping {
  keys: { name: string | undefined; expression: string; missing: string }[]
  accumulators: [string, Accumulator][]
}

const add = (a: unknown, b: unknown) => Number(a) + Number(b)

function extreme(direction: 1 | -1): Column['merge'] {
  return (a, b) => {
    if (a === null) return b
    if (b === null) return a
    return compareValues(decodeScalar(a), decodeScalar(b)) * direction <= 0 ? a : b
  }
}

/** A path that has only ever held scalars. */
function plainPath(value: unknown, collection: Collection): { expression: string; json: string } | undefined {
  if (typeof value !== 'string' || !/^\$[^$]/.test(value)) return undefined
  const path = value.slice(1)
  const expression = expressionOf(path, collection.columns)
  const json = jsonPath(path)
  const { above, leaf } = heldAt(path, collection.shapes)
  if (expression === undefined || json === undefined || above || leaf !== 0 || path.startsWith('_id'))
    return undefined
  return { expression, json }
}

function accumulator(spec: unknown, collection: Collection): Accumulator | undefined {
  if (!isObject(spec) || Object.keys(spec).length !== 1) return undefined
  const [operator = ''] = Object.keys(spec)
  const operand = spec[operator]
  const count = { sql: 'count(*)', merge: add }
  if (operator === '$count' && isObject(operand) && Object.keys(operand).length === 0)
    return { columns: [count], result: ([n]) => n }
  if (operator === '$sum' && operand === 1) return { columns: [count], result: ([n]) => n }
  const path = plainPath(operand, collection)
  if (path === undefined) return undefined
  const type = `json_type(doc,${path.json})`
  const numeric = `CASE WHEN ${type} IN ('integer','real') THEN ${path.expression} END`
  const total = { sql: `total(${numeric})`, merge: add }
  if (operator === '$sum') {
    // Plain text has ints, and doubles: those with a fraction or beyond 32 bits.
    const isDouble = `${type} = 'real' OR (${type} = 'integer' AND ${path.expression} NOT BETWEEN -2147483648 AND 2147483647)`
    const doubles = {
      sql: `max(${isDouble})`,
      merge: (a: unknown, b: unknown) => Math.max(Number(a), Number(b)),
    }
    const result = ([sum, double]: unknown[]) =>
      double === 1 ? asDouble(toNumber(sum)) : integer(BigInt(toNumber(sum)), true)
    return { columns: [total, doubles], result }
  }
  if (operator === '$avg') {
    const known = { sql: `count(${numeric})`, merge: add }
    return {
      columns: [total, known],
      result: ([sum, n]) => (n === 0 ? null : asDouble(toNumber(sum) / toNumber(n))),
    }
  }
  if (operator !== '$min' && operator !== '$max') return undefined
  const name = operator.slice(1)
  const column = { sql: `${name}(${path.expression})`, merge: extreme(operator === '$min' ? 1 : -1) }
  return { text: path.expression, columns: [column], result: ([value]) => decodeScalar(value) }
}

function keysOf(id: unknown, collection: Collection): Grouping['keys'] | undefined {
  if (id === null) return []
  if (isObject(id) && Object.keys(id)[0]?.startsWith('$')) return undefined
  const fields: [string | undefined, unknown][] = isObject(id) ? Object.entries(id) : [[undefined, id]]
  const keys = fields.map(([name, value]) => {
    const path = plainPath(value, collection)
    return path && { name, expression: path.expression, missing: `json_type(doc,${path.json}) IS NULL` }
  })
  return keys.every((key) => key !== undefined) && keys.length > 0 ? keys : undefined
}

/** `$group` by plain fields as SQL says it, or nothing. */
export function groupingOf(spec: unknown, collection: Collection): Grouping | undefined {
  if (!isObject(spec)) return undefined
  const { _id, ...fields } = spec
  const keys = keysOf(_id, collection)
  const accumulators = Object.entries(fields).map(([name, value]) => [name, accumulator(value, collection)])
  if (keys === undefined || accumulators.some(([, known]) => known === undefined)) return undefined
  return { keys, accumulators: accumulators as [string, Accumulator][] }
}

/** The groups, gathered part by part; nothing when SQL cannot decide the filter. */
export function* group(
  engine: Engine,
  collection: Collection,
  filter: Doc,
  { keys, accumulators }: Grouping,
): Steps<Doc[] | undefined> {
  const parts = engine.parts(collection, filter)
  if (parts === undefined) return undefined
  const columns = accumulators.flatMap(([, { columns: own }]) => own)
  const by = keys.flatMap(({ name, expression, missing }) =>
    name === undefined ? [expression] : [expression, missing],
  )
  const select = `SELECT ${[...by, 'count(*)', ...columns.map(({ sql }) => sql), unfit(keys, accumulators)].join(', ')} FROM ${collection.table}`
  const grouped = by.length > 0 ? ` GROUP BY ${by.map((_column, i) => i + 1).join(', ')}` : ''
  const groups = new Map<string, unknown[]>()
  let size = 0
  for (const { sql, params, hint } of parts) {
    for (const row of engine.db.all<unknown[]>(`${select}${hint} WHERE ${sql}${grouped}`, params)) {
      // Infinite sums are NULL to SQLite.
      if (
        row.at(-1) === 1 ||
        columns.some(({ sql: column }, i) => column.startsWith('total(') && row[by.length + 1 + i] === null)
      )
        return undefined
      if (row[by.length] === 0) continue
      const name = JSON.stringify(row.slice(0, by.length))
      const known = groups.get(name)
      if (known === undefined) {
        groups.set(name, row)
        size += memoryOf(row) + name.length
        if (size > engine.memory) throw overMemory('$group exceeded memory limit: $match first')
      } else
        for (const [i, { merge }] of columns.entries()) {
          const at = by.length + 1 + i
          known[at] = merge(known[at], row[at])
        }
    }
    if (engine.turn.over) yield
    if (collection.dropped) return []
  }
  return [...groups.values()].map((row) => toDocument(row, by.length + 1, keys, accumulators))
}

/** Where the text of documents does not tell all that a group needs: exact types, null characters. */
function unfit(keys: Grouping['keys'], accumulators: Grouping['accumulators']): string {
  const texts = [...keys.map(({ expression }) => expression), ...accumulators.map(([, { text }]) => text)]
  const cut = texts.flatMap((text) => (text === undefined ? [] : [`instr(${text},char(0)) > 0`]))
  return `max((${[`json_type(doc,'$."${TYPES_KEY}"') IS NOT NULL`, ...cut].join(' OR ')}) IS TRUE)`
}

function toDocument(
  row: unknown[],
  from: number,
  keys: Grouping['keys'],
  accumulators: Grouping['accumulators'],
): Doc {
  const doc: Doc = { _id: idOf(row, keys) }
  let at = from
  for (const [name, { columns, result }] of accumulators) {
    setOwn(doc, name, result(row.slice(at, at + columns.length)))
    at += columns.length
  }
  return doc
}

function idOf(row: unknown[], keys: Grouping['keys']): unknown {
  if (keys.length === 0) return null
  if (keys[0]?.name === undefined) return decodeScalar(row[0])
  const id: Doc = {}
  for (const [i, { name = '' }] of keys.entries()) {
    if (row[i * 2 + 1] === 0) setOwn(id, name, decodeScalar(row[i * 2]))
  }
  return id
}
