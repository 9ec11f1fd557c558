import type { Cell, Column } from '../../contract/domain'
import { totalOf } from '../column-totals'
import type { SumCheck } from './answers'
import { groupKey } from './keys'
import type { SumKind } from './sum-rows'

export interface Counted {
  at: number
  cells: readonly Cell[]
  /** Null for a row that counts. */
  total: SumKind | null
  name: string
}

/** Of a column: what all rows come to, those above, and those since the last sum. */
interface Running {
  all: number
  above: number
  since: number
  sums: number
}

/** Compares each stated sum with what its rows come to. */
export function checkSums(columns: readonly Column[], rows: readonly Counted[]): SumCheck[] {
  const groupAt = columns.findIndex(({ kind }) => kind === 'group')
  return columns.flatMap((column, at) => {
    if (totalOf(column) === 'none') return []
    const running: Running = { all: 0, above: 0, since: 0, sums: 0 }
    const byGroup = new Map<string, number>()
    for (const { cells, total } of rows) {
      const cell = cells[at]
      if (total !== null || typeof cell !== 'number') continue
      running.all += cell
      const group = groupKey(String(cells[groupAt] ?? ''))
      byGroup.set(group, (byGroup.get(group) ?? 0) + cell)
    }
    return rows.flatMap((row, n): SumCheck[] => {
      const cell = row.cells[at]
      if (row.total === null) {
        if (typeof cell !== 'number') return []
        running.above += cell
        running.since += cell
        return []
      }
      if (row.total === 'carried' || typeof cell !== 'number') return []
      const check =
        row.total === 'below' ? below(rows, n, at, cell) : checked(running, cell, row.name, byGroup)
      if (row.total !== 'below' && (!/总|合计|共计/.test(row.name) || /[组队]/.test(row.name)))
        running.since = 0
      running.sums += 1
      return [{ row: row.at, name: row.name, label: column.label, column, stated: cell, ...check }]
    })
  })
}

function checked(
  { all, above, since }: Running,
  stated: number,
  name: string,
  byGroup: ReadonlyMap<string, number>,
) {
  const group = /^(.{1,6}[组队])/.exec(name)?.[1]
  const ofGroup = group === undefined ? undefined : byGroup.get(groupKey(group))
  const part = /小计/.test(name) || group !== undefined
  const whole = above === 0 ? all : above
  const computed = part ? (ofGroup ?? since) : whole
  const agrees = (part ? [computed, since] : [all, above, since]).includes(stated)
  return { computed, agrees }
}

/** A section's own sum (一、收入): of the lines up to the next section or sum. */
function below(rows: readonly Counted[], from: number, at: number, stated: number) {
  let computed = 0
  for (let n = from + 1; n < rows.length && rows[n]?.total === null; n++) {
    const cell = rows[n]?.cells[at]
    if (typeof cell === 'number') computed += cell
  }
  return { computed, agrees: computed === stated }
}
