import { isOperators } from '../query/value-tests'
import { HELD_ARRAY, type Shapes } from '../values/codec'
import { NATURAL, type SortKey } from '../values/sorting'
import { type Doc, isObject, isRegex } from '../values/values'
import { ALL, type Clause, every, negation, type Planned, some } from './clauses'
import { planElements } from './planner-elements'
import { type Field, planEqual, planOperator, planRegex } from './planner-operators'
import { belowArrays, expressionOf, heldAt, jsonPath } from './planner-paths'

export interface PlanSource {
  shapes: Shapes
  /** Conditions of partial indexes: SQLite uses such an index only where the query repeats its literal. */
  literals?: ReadonlySet<string>
  /** Columns of indexed fields, by path. */
  columns?: ReadonlyMap<string, string>
  /** Tables of array elements, by path. */
  sides?: ReadonlyMap<string, string>
}

export interface Plan extends Clause {
  order: string
  ordered: boolean
  /** The plan without its costly clauses. */
  narrow: Clause
  /** What `narrow` is a conjunction of. */
  clauses: Clause[]
  /** The costly clauses. */
  dear: Clause[]
  /** The fields that the filter asks for, for a warning. */
  paths: string[]
}

export function plan(filter: Doc, sort: SortKey[], source: PlanSource): Plan {
  const clauses = clausesOf(filter, source)
  const where = every(clauses)
  const known = clauses.filter((clause) => clause !== undefined)
  const cheap = known.filter(({ costly }) => !costly)
  const narrow = where.costly ? every(cheap) : where
  const terms: string[] = []
  let ordered = true
  let unique = false
  for (const { path, direction } of sort) {
    if (path === NATURAL) {
      terms.push(direction === 1 ? 'rid' : 'rid DESC')
      unique = true
      break
    }
    const expression = expressionOf(path, source.columns)
    const { above, leaf } = heldAt(path, source.shapes)
    if (expression === undefined || above || leaf !== 0) {
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
  return {
    sql: where.sql,
    params: where.params,
    exact: where.exact,
    costly: where.costly ?? false,
    narrow,
    clauses: cheap,
    dear: known.filter(({ costly }) => costly),
    order: ordered ? terms.join(', ') : '',
    ordered,
    paths: Object.keys(filter),
  }
}

export function planFilter(filter: Doc, source: PlanSource): Planned {
  return every(clausesOf(filter, source))
}

/** The parts of a conjunction, `$and` laid open. */
function clausesOf(filter: Doc, source: PlanSource): Planned[] {
  const clauses: Planned[] = []
  for (const key of Object.keys(filter)) {
    const value = filter[key]
    if (key === '$and' && Array.isArray(value) && value.every(isObject)) {
      for (const entry of value) clauses.push(...clausesOf(entry, source))
    } else clauses.push(planKey(key, value, source))
  }
  return clauses
}

function planKey(key: string, value: unknown, source: PlanSource): Planned {
  if (!key.startsWith('$')) return planField(key, value, source)
  if (key === '$comment') return ALL
  if (!Array.isArray(value) || !value.every(isObject)) return undefined
  const branches = value.map((entry) => planFilter(entry, source))
  const any = some(branches)
  if (key === '$or') return any
  return key === '$nor' && any?.exact ? negation(any) : undefined
}

function planField(path: string, condition: unknown, source: PlanSource): Planned {
  const expression = expressionOf(path, source.columns)
  const json = jsonPath(path)
  const { above, leaf } = heldAt(path, source.shapes)
  const side = source.sides?.get(path)
  if (expression === undefined || json === undefined || (above && side === undefined)) return undefined
  const held = path === '_id' ? source.shapes.at('_id') : above ? belowArrays(path, source.shapes) : leaf
  const field: Field = {
    path,
    expression,
    json,
    held,
    literals: source.literals ?? new Set(),
    side,
    above,
  }
  const clause = isElemMatch(condition)
    ? planElements(field, condition.$elemMatch, (inner, wanted) => planField(inner, wanted, source))
    : planCondition(field, condition)
  const aside = side !== undefined && (held & HELD_ARRAY) !== 0
  return clause && named(clause, aside ? 'rowid' : expression)
}

const named = ({ sql, params, exact, costly }: Clause, on: string): Clause =>
  costly ? { sql, params, exact, costly, on } : { sql, params, exact, on }

function planCondition(field: Field, condition: unknown): Planned {
  if (isRegex(condition)) return planRegex(field, condition, '')
  if (!isOperators(condition)) return planEqual(field, condition)
  const operators = Object.keys(condition).filter((operator) => operator !== '$options')
  return every(operators.map((operator) => planOperator(field, operator, condition[operator], condition)))
}

const isElemMatch = (condition: unknown): condition is Doc =>
  isObject(condition) && Object.keys(condition).length === 1 && Object.hasOwn(condition, '$elemMatch')
