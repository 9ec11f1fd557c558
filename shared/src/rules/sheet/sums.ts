import type { Cell, Column } from '../../contract/domain'
import { totalOf } from '../column-totals'
import type { SumCheck } from './answers'
import { checkBalance, isOpening } from './balance'
import { groupKey } from './keys'
import type { SumKind } from './sum-rows'

export interface Counted {
  at: number
  half: number
  cells: readonly Cell[]
  /** Null for a row that counts. */
  total: SumKind | null
  /** The rows that it is the sum of, where they are known. */
  of: readonly number[]
  name: string
}

/** Of a column: what all rows come to, those above, and those since the last sum. */
interface Running {
  all: number
  above: number
  since: number
  /** What was there before (上年结余), which a sum may hold. */
  brought: number
}

/** Compares each stated sum with what its rows come to, and what is left with what was there. */
export const checkSums = (columns: readonly Column[], rows: readonly Counted[]): SumCheck[] => [
  ...addedSums(columns, rows),
  ...checkBalance(columns, rows),
]

function addedSums(columns: readonly Column[], rows: readonly Counted[]): SumCheck[] {
  const groupAt = columns.findIndex(({ kind }) => kind === 'group')
  return columns.flatMap((column, at) => {
    if (totalOf(column) === 'none') return []
    const running: Running = { all: 0, above: 0, since: 0, brought: 0 }
    const byGroup = new Map<string, number>()
    for (const { cells, total } of rows) {
      const cell = cells[at]
      if (total !== null || typeof cell !== 'number') continue
      running.all += cell
      const group = groupKey(String(cells[groupAt] ?? ''))
      byGroup.set(group, (byGroup.get(group) ?? 0) + cell)
    }
    return rows.flatMap((row): SumCheck[] => {
      const cell = row.cells[at]
      if (row.total === null) {
        if (typeof cell !== 'number') return []
        running.above += cell
        running.since += cell
        return []
      }
      if (row.total === 'carried' && typeof cell === 'number' && isOpening(row.name)) running.brought += cell
      if (row.total === 'carried' || typeof cell !== 'number') return []
      const check =
        row.total === 'below' ? below(rows, row, at, cell) : checked(running, cell, row.name, byGroup)
      if (row.total !== 'below' && (!/总|合计|共计/.test(row.name) || /[组队]/.test(row.name)))
        running.since = 0
      return [{ row: row.at, name: row.name, label: column.label, column, stated: cell, ...check }]
    })
  })
}

function checked(
  { all, above, since, brought }: Running,
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
  if (!agrees && !part && brought !== 0 && stated === whole + brought)
    return { computed: stated, agrees: true }
  return { computed, agrees }
}

/** A section's own sum (一、收入): of its lines. */
function below(rows: readonly Counted[], { of }: Counted, at: number, stated: number) {
  const own = new Set(of)
  let computed = 0
  for (const row of rows) {
    const cell = row.cells[at]
    if (row.total === null && typeof cell === 'number' && own.has(row.at)) computed += cell
  }
  return { computed, agrees: computed === stated }
}
