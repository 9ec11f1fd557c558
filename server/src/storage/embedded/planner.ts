import {
  encodeKey,
  encodeScalar,
  HELD_ARRAY,
  HELD_OBJECT,
  type Scalar,
  type Shapes,
  TAG,
  TAGS,
} from './codec'
import { isOperators, toRegExp, typeNames } from './matching'
import { regexClause } from './planner-regex'
import type { SortKey } from './sorting'
import * as v from './values'
import { type Doc, isObject, isRegex, toNumber, typeOf } from './values'

/** SQL that keeps every matching row; when exact, only those. `undefined`: SQL cannot help. */
export interface Clause {
  sql: string
  params: Scalar[]
  exact: boolean
}
type Planned = Clause | undefined

export interface PlanSource {
  shapes: Shapes
  /** Conditions of partial indexes: SQLite uses such an index only where the query repeats its literal. */
  literals?: ReadonlySet<string>
}

export interface Plan extends Clause {
  order: string
  ordered: boolean
}

export const AFTER_STRINGS = `'${TAG}1'`
const ALL: Clause = { sql: '1', params: [], exact: true }

/** The path as a JSON path, or nothing when SQLite has no way to write it. */
export function jsonPath(path: string): string | undefined {
  if (!/^[^"\\?\p{Cc}]+$/u.test(path) || path.split('.').includes('')) return undefined
  return `'$${path
    .split('.')
    .map((part) => `."${part.replaceAll("'", "''")}"`)
    .join('')}'`
}

export function expressionOf(path: string): string | undefined {
  if (path === '_id') return 'id'
  const json = jsonPath(path)
  return json && `json_extract(doc,${json})`
}

export const quote = (value: Scalar) =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : value === null ? 'NULL' : String(value)

/** Whether an array was ever held above the leaf, and what the leaf held. */
export function heldAt(path: string, shapes: Shapes): { above: boolean; leaf: number } {
  const parts = path.split('.')
  let prefix = ''
  for (const part of parts.slice(0, -1)) {
    prefix += prefix === '' ? part : `.${part}`
    if ((shapes.at(prefix) & HELD_ARRAY) !== 0) return { above: true, leaf: 0 }
  }
  return { above: false, leaf: shapes.at(path) }
}

export function plan(filter: Doc, sort: SortKey[], source: PlanSource): Plan {
  const where = planFilter(filter, source) ?? { ...ALL, exact: false }
  const terms: string[] = []
  let ordered = true
  let unique = false
  for (const { path, direction } of sort) {
    const expression = expressionOf(path)
    const { above, leaf } = heldAt(path, source.shapes)
    if (expression === undefined || above || (path !== '_id' && leaf !== 0)) {
      ordered = false
      break
    }
    terms.push(direction === 1 ? expression : `${expression} DESC`)
    if (path === '_id') {
      unique = true
      break
    }
  }
  // Rows that compare equal keep the order of insertion, so that pages never overlap.
  if (!unique && terms.length > 0) terms.push(sort.at(-1)?.direction === -1 ? 'rid DESC' : 'rid')
  return { ...where, order: ordered ? terms.join(', ') : '', ordered }
}

export function planFilter(filter: Doc, source: PlanSource): Planned {
  return every(Object.keys(filter).map((key) => planKey(key, filter[key], source)))
}

function planKey(key: string, value: unknown, source: PlanSource): Planned {
  if (!key.startsWith('$')) return planField(key, value, source)
  if (key === '$comment') return ALL
  if (!Array.isArray(value) || !value.every(isObject)) return undefined
  const branches = value.map((entry) => planFilter(entry, source))
  if (key === '$and') return every(branches)
  const any = some(branches)
  if (key === '$or') return any
  return key === '$nor' && any?.exact ? negation(any) : undefined
}

/** A conjunction may leave out what SQL cannot say; the rest is still a superset. */
function every(clauses: Planned[]): Clause {
  const known = clauses.filter((clause) => clause !== undefined)
  if (known.length === 0) return { ...ALL, exact: clauses.length === 0 }
  return {
    sql: known.map((clause) => clause.sql).join(' AND '),
    params: known.flatMap((clause) => clause.params),
    exact: known.length === clauses.length && known.every((clause) => clause.exact),
  }
}

function some(clauses: Planned[]): Planned {
  const known = clauses.filter((clause) => clause !== undefined)
  if (known.length !== clauses.length || known.length === 0) return undefined
  return {
    sql: `(${known.map((clause) => `(${clause.sql})`).join(' OR ')})`,
    params: known.flatMap((clause) => clause.params),
    exact: known.every((clause) => clause.exact),
  }
}

const negation = (clause: Clause): Clause => ({ ...clause, sql: `((${clause.sql}) IS NOT TRUE)` })

interface Field {
  path: string
  expression: string
  json: string
  held: number
  literals: ReadonlySet<string>
}

function planField(path: string, condition: unknown, source: PlanSource): Planned {
  const expression = expressionOf(path)
  const json = jsonPath(path)
  const { above, leaf } = heldAt(path, source.shapes)
  if (expression === undefined || json === undefined || above) return undefined
  const held = path === '_id' ? 0 : leaf
  const field: Field = { path, expression, json, held, literals: source.literals ?? new Set() }
  if (isRegex(condition)) return planRegex(field, condition, '')
  if (!isOperators(condition)) return planEqual(field, condition)
  const operators = Object.keys(condition).filter((operator) => operator !== '$options')
  return every(operators.map((operator) => planOperator(field, operator, condition[operator], condition)))
}

function planOperator(field: Field, operator: string, operand: unknown, siblings: Doc): Planned {
  switch (operator) {
    case '$eq':
      return isRegex(operand) ? undefined : planEqual(field, operand)
    case '$ne':
      return negated(planEqual(field, operand))
    case '$in':
      return planIn(field, operand)
    case '$nin':
      return negated(planIn(field, operand))
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return planRange(field, operator, operand)
    case '$exists':
      return planExists(field, operand)
    case '$type':
      return planType(field, operand)
    case '$regex':
      return planRegex(field, operand, siblings.$options)
    case '$not':
      return isOperators(operand)
        ? negated(
            every(Object.keys(operand).map((inner) => planOperator(field, inner, operand[inner], operand))),
          )
        : undefined
    default:
      return undefined
  }
}

const negated = (clause: Planned): Planned => (clause?.exact ? negation(clause) : undefined)

/** An operand that SQLite compares as MongoDB does; JSON text of a subdocument may look like a string. */
function sqlValue(field: Field, value: unknown): { value: Scalar; exact: boolean } | undefined {
  const type = typeOf(value)
  if (type === v.REGEX || type === v.ARRAY) return undefined
  if (type === v.OBJECT && field.path !== '_id') return undefined
  if (type === v.NUMBER && !Number.isFinite(toNumber(value))) return undefined
  if (typeof value === 'string' && value.includes('\u0000')) return undefined
  const nested = field.held !== 0 && typeof value === 'string' && /^[{[]/.test(value)
  return {
    value:
      field.path === '_id' && value !== null && value !== undefined ? encodeKey(value) : encodeScalar(value),
    exact: !nested,
  }
}

/** Over a path that ever held an array, one element must pass, as in `{tags: 'a'}`. */
function onElements(field: Field, clause: (expression: string) => Clause): Clause {
  if ((field.held & HELD_ARRAY) === 0) return clause(field.expression)
  const inner = clause('value')
  return {
    sql: `EXISTS (SELECT 1 FROM json_each(doc,${field.json}) WHERE ${inner.sql})`,
    params: inner.params,
    exact: inner.exact && (field.held & HELD_OBJECT) === 0,
  }
}

function planEqual(field: Field, operand: unknown): Planned {
  const scalar = sqlValue(field, operand)
  if (scalar === undefined) return undefined
  const { value, exact } = scalar
  if (value === null)
    return (field.held & HELD_ARRAY) !== 0
      ? undefined
      : { sql: `${field.expression} IS NULL`, params: [], exact }
  if (field.literals.has(`${field.path}=${quote(value)}`)) {
    return { sql: `${field.expression} = ${quote(value)}`, params: [], exact }
  }
  return onElements(field, (expression) => ({ sql: `${expression} = ?`, params: [value], exact }))
}

function planIn(field: Field, operand: unknown): Planned {
  if (!Array.isArray(operand)) return undefined
  const scalars = operand.map((entry) => sqlValue(field, entry))
  if (scalars.some((entry) => entry === undefined)) return undefined
  const values = scalars.map((entry) => entry?.value ?? null)
  const exact = scalars.every((entry) => entry?.exact)
  const known = values.filter((value) => value !== null)
  const orNull = known.length !== values.length
  if (orNull && (field.held & HELD_ARRAY) !== 0) return undefined
  if (known.length === 0 && !orNull) return { sql: '0', params: [], exact: true }
  return onElements(field, (expression) => {
    const list = inList(expression, known)
    return orNull ? { ...list, sql: `(${list.sql} OR ${expression} IS NULL)`, exact } : { ...list, exact }
  })
}

// Long lists travel as one JSON parameter: few shapes of SQL, so that prepared statements are found again.
function inList(expression: string, values: Scalar[]): Clause {
  if (values.length === 0) return { sql: '0', params: [], exact: true }
  if (values.length <= 4)
    return { sql: `${expression} IN (${values.map(() => '?').join(',')})`, params: values, exact: true }
  return {
    sql: `${expression} IN (SELECT value FROM json_each(?))`,
    params: [JSON.stringify(values)],
    exact: true,
  }
}

const tagRange = (tag: string): [string, string] => [
  `'${TAG}${tag}'`,
  `'${TAG}${String.fromCharCode(tag.charCodeAt(0) + 1)}'`,
]
/** The bounds of each type's values, for ranges that never leave a type. */
const BRACKETS: Record<number, [string | undefined, string]> = {
  [v.NUMBER]: [undefined, "''"],
  [v.STRING]: ["''", AFTER_STRINGS],
  [v.OBJECT_ID]: tagRange(TAGS.objectId),
  [v.BOOLEAN]: tagRange(TAGS.boolean),
  [v.DATE]: tagRange(TAGS.date),
}
const COMPARISONS: Record<string, string> = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' }

function planRange(field: Field, operator: string, operand: unknown): Planned {
  const scalar = sqlValue(field, operand)
  if (scalar === undefined) return undefined
  const { value } = scalar
  const type = typeOf(operand)
  if (value === null) {
    if ((field.held & HELD_ARRAY) !== 0) return undefined
    return operator.endsWith('e')
      ? { sql: `${field.expression} IS NULL`, params: [], exact: true }
      : { sql: '0', params: [], exact: true }
  }
  const bracket = BRACKETS[type]
  if (bracket === undefined) return undefined
  const [low, high] = bracket
  const exact = type !== v.STRING || field.held === 0
  const up = operator.startsWith('$g')
  return onElements(field, (expression) => {
    const bound = up ? `${expression} < ${high}` : low === undefined ? '' : `${expression} >= ${low}`
    return {
      sql: `${expression} ${COMPARISONS[operator]} ?${bound && ` AND ${bound}`}`,
      params: [value],
      exact,
    }
  })
}

function planExists(field: Field, operand: unknown): Clause {
  const wanted = operand === true || (typeof operand === 'number' && operand !== 0)
  const unsure = typeof operand !== 'boolean' && typeof operand !== 'number'
  if (unsure) return { ...ALL, exact: false }
  return { sql: `json_type(doc,${field.json}) IS ${wanted ? 'NOT ' : ''}NULL`, params: [], exact: true }
}

const TYPE_SQL: Record<string, (expression: string, json: string) => string> = {
  number: (_expression, json) => `json_type(doc,${json}) IN ('integer','real')`,
  string: (expression, json) => `(json_type(doc,${json}) = 'text' AND ${expression} < ${AFTER_STRINGS})`,
  date: (expression) => between(expression, tagRange(TAGS.date)),
  bool: (expression) => between(expression, tagRange(TAGS.boolean)),
  objectId: (expression) => between(expression, tagRange(TAGS.objectId)),
  binData: (expression) => between(expression, tagRange(TAGS.binary)),
  object: (_expression, json) => `json_type(doc,${json}) = 'object'`,
  null: (_expression, json) => `json_type(doc,${json}) = 'null'`,
}
const between = (expression: string, [low, high]: [string, string]) =>
  `(${expression} >= ${low} AND ${expression} < ${high})`

function planType(field: Field, operand: unknown): Planned {
  if ((field.held & HELD_ARRAY) !== 0 || field.path === '_id') return undefined
  const tests = typeNames(operand).map((name) => TYPE_SQL[name]?.(field.expression, field.json))
  if (tests.some((test) => test === undefined)) return undefined
  return { sql: `(${tests.join(' OR ')})`, params: [], exact: true }
}

function planRegex(field: Field, operand: unknown, options: unknown): Planned {
  const clause = regexClause(toRegExp(operand, options))
  if (clause === undefined) return undefined
  return onElements(field, (expression) => {
    const sql = clause.sql.replaceAll('$e', () => expression)
    return { sql, params: clause.params, exact: clause.exact && field.held === 0 }
  })
}
