import type { Cell, Column } from '../../contract/domain'
import { cellText } from '../cell-text'
import type { LastTable, SheetDifferences, SheetRow } from './answers'
import { groupKey, nameKey } from './keys'
import { bareHeading } from './words'

interface Row {
  household?: string | null
  cells: readonly Cell[]
}

/** Who a row is about: its household, else its name and group; null where neither is said. */
function keyer(columns: readonly Column[]): (row: Row) => { key: string; name: string } | null {
  const nameAt = columns.findIndex(({ kind }) => kind === 'name')
  const groupAt = columns.findIndex(({ kind }) => kind === 'group')
  return ({ household, cells }) => {
    const name = String(cells[nameAt] ?? '')
    if (household) return { key: household, name: name || household }
    if (name === '') return null
    return { key: `${nameKey(name)}|${groupKey(String(cells[groupAt] ?? ''))}`, name }
  }
}

/** Rows between two breaths. */
const stride = 2000

/** What is new, gone and changed since the table of the period before, household by household. */
export function* comparing(
  columns: readonly Column[],
  rows: readonly SheetRow[],
  last: LastTable,
): Generator<void, SheetDifferences | null> {
  const [keyNow, keyLast] = [keyer(columns), keyer(last.columns)]
  const before = new Map<string, { row: Row; name: string }>()
  for (const row of last.rows) {
    const who = keyLast(row)
    if (who && !before.has(who.key)) before.set(who.key, { row, name: who.name })
  }
  if (before.size === 0) return null
  const pairs = columns.flatMap((column, at) => {
    const place = last.columns.findIndex(
      ({ label, kind }) => kind === column.kind && bareHeading(label) === bareHeading(column.label),
    )
    // Names say who it is, and dates differ each time.
    return place < 0 || column.kind === 'date' || column.kind === 'name' ? [] : [{ column, at, place }]
  })
  const result = { fresh: [], gone: [], changed: [], same: 0 } as {
    -readonly [K in keyof SheetDifferences]: SheetDifferences[K] extends readonly (infer T)[] ? T[] : number
  }
  for (const [at, row] of rows.entries()) {
    if (at % stride === stride - 1) yield
    const who = keyNow(row)
    const old = who && before.get(who.key)
    if (!who) continue
    if (!old) {
      result.fresh.push({ row: row.at, name: who.name })
      continue
    }
    before.delete(who.key)
    const changed = pairs.flatMap(({ column, at, place }) => {
      const [was, is] = [
        cellText(column, old.row.cells[place] ?? null),
        cellText(column, row.cells[at] ?? null),
      ]
      const alike = was === is || (column.kind === 'group' && groupKey(was) === groupKey(is))
      return alike ? [] : [{ row: row.at, name: who.name, label: column.label, before: was, after: is }]
    })
    result.changed.push(...changed)
    if (changed.length === 0) result.same += 1
  }
  result.gone = [...before.values()].map(({ row, name }) => ({ household: row.household ?? null, name }))
  return result
}
