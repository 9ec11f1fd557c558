import { isOperators } from '../query/value-tests'
import { isIndex } from '../values/paths'
import { type Doc, isObject, isRegex } from '../values/values'
import { every, type Planned } from './clauses'
import { type Field, planOperator } from './planner-operators'

/** The path holds what one element must hold; what one element must not hold, another one may. */
const POSITIVE = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte'])

/**
 * `$elemMatch` as a superset: some element passes, so some value on its path does. The paths of subdocuments are
 * planned by the caller.
 */
export function planElements(
  field: Field,
  operand: unknown,
  plan: (path: string, condition: Doc) => Planned,
): Planned {
  if (!isObject(operand)) return undefined
  const planned = Object.entries(operand).map(([key, condition]): Planned => {
    if (key.startsWith('$'))
      return positive(key, condition) ? planOperator(field, key, condition, operand) : undefined
    // The elements of an array in the array are found by position: no path of the document leads there.
    if (isIndex(key.split('.')[0] ?? '')) return undefined
    const wanted = isOperators(condition) ? condition : { $eq: condition }
    const kept = Object.entries(wanted).filter(([operator, value]) => positive(operator, value))
    return kept.length > 0 ? plan(`${field.path}.${key}`, Object.fromEntries(kept)) : undefined
  })
  const known = planned.filter((clause) => clause !== undefined)
  return known.length > 0 ? { ...every(known), exact: false } : undefined
}

/** Null would also match where nothing is. */
function positive(operator: string, operand: unknown): boolean {
  const values = operator === '$in' && Array.isArray(operand) ? operand : [operand]
  return (
    POSITIVE.has(operator) &&
    values.every((value) => value !== null && value !== undefined && !isRegex(value))
  )
}
