import type { Bounds } from '../geo/bounds'
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

/** The rows whose boxes have something in common with one. */
export function inBounds(table: string, bounds: Bounds): Clause {
  const overlaps = bounds.map((_, axis) => `${'xyz'[axis]}1 >= ? AND ${'xyz'[axis]}0 <= ?`)
  return {
    sql: `rid IN (SELECT r FROM ${table} WHERE ${overlaps.join(' AND ')})`,
    params: bounds.flat(),
    exact: false,
    on: 'rowid',
  }
}
