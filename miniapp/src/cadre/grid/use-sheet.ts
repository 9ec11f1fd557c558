import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { toast } from '../../components'
import type { WholeTable } from '../table/rows'
import { columnsOf, type GridColumn, type GridContext, hasHouseholds } from './columns'
import { type Change, Sheet, type SheetView } from './sheet'

/** Runs it once what was done stands on the screen. */
const afterPaint = (run: () => void) => void requestAnimationFrame(() => setTimeout(run, 0))

/** The sheet of a draft's table, made once; it is told of every newer table, and hands its own on. */
export function useSheet(
  table: WholeTable,
  context: GridContext,
  onChange: (change: Change) => void,
): [SheetView, Sheet, readonly GridColumn[]] {
  const latest = useRef({ context, onChange })
  latest.current = { context, onChange }
  const [sheet] = useState(() => {
    const known = { head: [] as WholeTable['columns'], households: false, columns: [] as GridColumn[] }
    // Once there, the column of households stays: it would come and go with what is typed.
    const columns = (now: WholeTable) => {
      const households = known.households || hasHouseholds(now, latest.current.context)
      if (known.head !== now.columns || known.households !== households) {
        known.columns = columnsOf(now.columns, households, latest.current.context)
        known.head = now.columns
        known.households = households
      }
      return known.columns
    }
    return new Sheet(table, {
      change: (change) => latest.current.onChange(change),
      later: afterPaint,
      columns,
      full: () => toast('最多两万行，多出来的没有放进去'),
    })
  })
  const view = useSyncExternalStore(sheet.subscribe, sheet.get)
  useEffect(() => sheet.receive(table), [sheet, table])
  useEffect(() => () => sheet.settle(), [sheet])
  return [view, sheet, sheet.columns]
}
