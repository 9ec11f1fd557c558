import { patternOf } from '../query/regex'
import { isOperators } from '../query/value-tests'
import { encodeKey, encodeScalar, HELD_ARRAY, HELD_OBJECT, HELD_ODD, type Scalar } from '../values/codec'
import { NULL_KEY, scalarText } from '../values/scalars'
import * as v from '../values/values'
import { type Doc, isRegex, typeOf } from '../values/values'
import { ALL, type Clause, every, NONE, negated, type Planned } from './clauses'
import { hasPosition, quote } from './planner-paths'
import { regexClause } from './planner-regex'
import { BRACKETS, typeClause } from './planner-types'

export interface Field {
  path: string
  expression: string
  json: string
  held: number
  literals: ReadonlySet<string>
  side: string | undefined
  /** An array was ever held above the leaf: only the side table knows what is below. */
  above: boolean
}

export function planOperator(field: Field, operator: string, operand: unknown, siblings: Doc): Planned {
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
      return (field.held & (HELD_ARRAY | HELD_ODD)) !== 0 || field.path === '_id'
        ? undefined
        : typeClause(field.expression, field.json, operand)
    case '$all':
      return planAll(field, operand)
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

/** An operand that SQLite compares as MongoDB does; JSON text of a subdocument may look like a string. */
function sqlValue(field: Field, value: unknown): { value: Scalar; exact: boolean } | undefined {
  const type = typeOf(value)
  if (type === v.REGEX || type === v.ARRAY) return undefined
  if (type === v.OBJECT && field.path !== '_id') return undefined
  if (typeof value === 'string' && value.includes('\u0000')) return undefined
  const nested = field.held !== 0 && typeof value === 'string' && /^[{[]/.test(value)
  const encoded = field.path === '_id' ? encodeKey(value ?? null) : encodeScalar(value)
  return { value: encoded, exact: !nested }
}

/** Over a path that ever held an array, one element must pass, as in `{tags: 'a'}`. */
function onElements(field: Field, clause: (expression: string) => Clause): Clause {
  if ((field.held & HELD_ARRAY) === 0) return clause(field.expression)
  if (field.side !== undefined) {
    // The table has the documents with an array on the path, the column all others.
    const plain = clause(field.expression)
    const inner = clause('k')
    return {
      sql: `((${plain.sql}) OR rid IN (SELECT r FROM ${field.side} WHERE ${inner.sql}))`,
      params: [...plain.params, ...inner.params],
      // It has the elements of what is at a position as well, where filters do not look.
      exact: plain.exact && inner.exact && !(field.above && hasPosition(field.path)),
    }
  }
  const inner = clause('value')
  return {
    sql: `EXISTS (SELECT 1 FROM json_each(doc,${field.json}) WHERE ${inner.sql})`,
    params: inner.params,
    exact: inner.exact && (field.held & HELD_OBJECT) === 0,
    costly: true,
  }
}

export function planEqual(field: Field, operand: unknown): Planned {
  const scalar = sqlValue(field, operand)
  if (scalar === undefined) return undefined
  const { value, exact } = scalar
  if (value === null)
    return (field.held & HELD_ARRAY) !== 0
      ? undefined
      : { sql: `${field.expression} IS NULL`, params: [], exact }
  if ((field.held & HELD_ARRAY) === 0 && field.literals.has(`${field.path}=${quote(value)}`)) {
    return { sql: `${field.expression} = ${quote(value)}`, params: [], exact }
  }
  const implied = impliedBy(field, operand)
  return onElements(field, (expression) => ({ sql: `${expression} = ?${implied}`, params: [value], exact }))
}

/** What an equality says of itself, repeated for the partial indexes that ask for it. */
function impliedBy(field: Field, operand: unknown): string {
  if ((field.held & HELD_ARRAY) !== 0) return ''
  const clauses: string[] = []
  if (field.literals.has(`${field.path}:exists`)) clauses.push(planExists(field, true)?.sql ?? '1')
  if (typeof operand === 'string' && field.literals.has(`${field.path}:string`)) {
    clauses.push(typeClause(field.expression, field.json, 'string')?.sql ?? '1')
  }
  return clauses.map((sql) => ` AND ${sql}`).join('')
}

/** One equality for each value. */
function planAll(field: Field, operand: unknown): Planned {
  if (!Array.isArray(operand) || operand.length === 0) return undefined
  return every(operand.map((entry) => (isOperators(entry) ? undefined : planEqual(field, entry))))
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
  if (known.length === 0 && !orNull) return NONE
  return onElements(field, (expression) => {
    const list = inList(expression, known)
    return orNull ? { ...list, sql: `(${list.sql} OR ${expression} IS NULL)`, exact } : { ...list, exact }
  })
}

// Long lists travel as one JSON parameter: few shapes of SQL, so that prepared statements are found again.
function inList(expression: string, values: Scalar[]): Clause {
  if (values.length === 0) return NONE
  if (values.length <= 4)
    return { sql: `${expression} IN (${values.map(() => '?').join(',')})`, params: values, exact: true }
  return {
    sql: `${expression} IN (SELECT value FROM json_each(?))`,
    params: [`[${values.map(scalarText).join(',')}]`],
    exact: true,
  }
}

/** Whether SQL orders what the path holds as MongoDB does; keys that are documents compare as text only. */
const ordered = (field: Field) =>
  (field.held & HELD_ODD) === 0 && (field.path !== '_id' || (field.held & HELD_OBJECT) === 0)

const COMPARISONS: Record<string, string> = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' }

function planRange(field: Field, operator: string, operand: unknown): Planned {
  const scalar = ordered(field) ? sqlValue(field, operand) : undefined
  if (scalar === undefined) return undefined
  const { value } = scalar
  const type = typeOf(operand)
  if (value === NULL_KEY && type === v.NULL) return undefined
  if (type === v.NUMBER && typeof value === 'string') return undefined
  if (value === null) {
    if ((field.held & HELD_ARRAY) !== 0) return undefined
    return operator.endsWith('e') ? { sql: `${field.expression} IS NULL`, params: [], exact: true } : NONE
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

function planExists(field: Field, operand: unknown): Planned {
  if (field.above) return undefined
  const wanted = operand === true || (typeof operand === 'number' && operand !== 0)
  const unsure = typeof operand !== 'boolean' && typeof operand !== 'number'
  if (unsure) return { ...ALL, exact: false }
  return { sql: `json_type(doc,${field.json}) IS ${wanted ? 'NOT ' : ''}NULL`, params: [], exact: true }
}

export function planRegex(field: Field, operand: unknown, options: unknown): Planned {
  const clause = regexClause(patternOf(operand, options))
  if (clause === undefined || (field.held & HELD_ODD) !== 0) return undefined
  return onElements(field, (expression) => {
    const sql = clause.sql.replaceAll('$e', () => expression)
    const costly = clause.sql.includes('instr') ? { costly: true } : {}
    return { sql, params: clause.params, exact: clause.exact && field.held === 0, ...costly }
  })
}
