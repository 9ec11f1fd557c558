import { ObjectId } from 'bson'
import type { Collection } from '../indexes/catalog'
import { quote } from '../planner/planner-paths'
import { encodeScalar, type Scalar } from '../values/codec'
import { isUnsorted } from '../values/sorting'
import type { Database } from './database'
import type { Query } from './prepared'
import { Row } from './scan'

const MAX_KNOWN = 200

/** A filter of plain equalities, by what its SQL depends on. */
export interface Point {
  shape: string
  values: unknown[]
}

/**
 * One document by plain equalities, the commonest query of all: the statement for such a filter is remembered by
 * its fields, the types of their values and what those fields have ever held.
 */
export class PointReads {
  readonly #db: Database
  #known = new WeakMap<Collection, Map<string, string>>()
  #generation = 0

  constructor(db: Database) {
    this.#db = db
  }

  /** Nothing when no statement is known for the filter. */
  read(collection: Collection, { shape, values }: Point): Row[] | undefined {
    if (this.#generation !== this.#db.plans.generation) this.#forget()
    const sql = this.#known.get(collection)?.get(shape)
    if (sql === undefined) return undefined
    const found = this.#db.first<[number, string]>(sql, values.map(encodeScalar))
    return found ? [new Row(found[0], found[1])] : []
  }

  remember(collection: Collection, { shape, values }: Point, sql: string, params: readonly Scalar[]): void {
    const plain =
      params.length === values.length && params.every((value, i) => value === encodeScalar(values[i]))
    if (!plain) return
    const known = this.#known.get(collection) ?? new Map<string, string>()
    if (known.size < MAX_KNOWN) known.set(shape, sql)
    this.#known.set(collection, known)
  }

  #forget(): void {
    this.#generation = this.#db.plans.generation
    this.#known = new WeakMap()
  }
}

export function pointOf({ shapes, literals }: Collection, query: Query): Point | undefined {
  const { filter, sort, skip, limit } = query
  if (limit !== 1 || skip || !isUnsorted(sort)) return undefined
  let shape = ''
  const values: unknown[] = []
  for (const name of Object.keys(filter)) {
    const value = filter[name]
    const type = typeNamed(value)
    if (type === undefined || name.startsWith('$') || name.includes('.')) return undefined
    // No name of a field has a zero in it.
    shape += `${name}\u0000${type}${shapes.at(name)}`
    // What a partial index asks for stands in the SQL itself.
    const literal = literals.size > 0 ? `${name}=${quote(encodeScalar(value))}` : ''
    if (literals.has(literal)) shape += `\u0000${literal}\u0000`
    else values.push(value)
  }
  return shape === '' ? undefined : { shape, values }
}

/** Types of values that are one parameter each; a text may look like a subdocument or have a zero in it. */
function typeNamed(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string': {
      const head = value.charCodeAt(0)
      return head === 0x7b || head === 0x5b || value.includes('\u0000') ? undefined : 's'
    }
    case 'number':
      return Number.isFinite(value) ? 'n' : undefined
    case 'boolean':
      return 'b'
    default:
      return value instanceof ObjectId ? 'o' : undefined
  }
}
