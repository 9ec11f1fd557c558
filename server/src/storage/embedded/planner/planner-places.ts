import { inBounds } from '../geo/place-tables'
import { boundsOf, SHAPE_OPERATORS } from '../geo/shapes'
import { isOperators } from '../query/value-tests'
import type { Clause } from './clauses'

/** The rows whose boxes meet the box around a shape; the shape itself is left to the matcher. */
export function planPlaces(
  path: string,
  condition: unknown,
  boxes: ReadonlyMap<string, string> | undefined,
): Clause | undefined {
  if (boxes === undefined || boxes.size === 0 || !isOperators(condition)) return undefined
  const [operator = ''] = Object.keys(condition)
  if (!SHAPE_OPERATORS.includes(operator)) return undefined
  const { kind, bounds } = boundsOf(operator, condition[operator])
  const table = boxes.get(`${kind} ${path}`)
  return table === undefined ? undefined : inBounds(table, bounds)
}
