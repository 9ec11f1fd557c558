import { inBounds } from '../geo/place-tables'
import { boundsOf } from '../geo/shapes'
import { isOperators } from '../query/value-tests'
import type { Clause } from './clauses'

const OPERATORS = new Set(['$geoWithin', '$within', '$geoIntersects'])

/** The rows whose boxes meet the box around a shape; the shape itself is left to the matcher. */
export function planPlaces(
  path: string,
  condition: unknown,
  boxes: ReadonlyMap<string, string> | undefined,
): Clause | undefined {
  if (boxes === undefined || boxes.size === 0 || !isOperators(condition)) return undefined
  const [operator = ''] = Object.keys(condition)
  if (!OPERATORS.has(operator)) return undefined
  const { kind, bounds } = boundsOf(operator, condition[operator])
  const table = boxes.get(`${kind} ${path}`)
  return table === undefined ? undefined : inBounds(table, bounds)
}
