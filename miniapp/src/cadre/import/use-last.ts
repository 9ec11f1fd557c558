import type { LastTable } from '@hutang/shared/rules'
import { useEffect, useState } from 'react'
import type { Answer } from '../../api/contract'
import { loadRows } from '../table/load'

/** Longer tables are not read only to compare with them. */
const most = 5000

/** The table of the period before, read once a sheet is there to compare with it; null where there is none. */
export function useLast(last: Answer<'GET /api/screens/edit'>['last'], wanted: boolean): LastTable | null {
  const [table, setTable] = useState<LastTable | null>(null)
  const columns = last?.content.table?.columns
  const notice = last && last.rows > 0 && last.rows <= most ? last.notice : undefined
  const ask = wanted && columns !== undefined && notice !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was published of a notice does not change while it is compared
  useEffect(() => {
    if (!ask) return
    let left = false
    loadRows(notice).then(
      ({ rows }) => left || setTable({ columns, rows }),
      // Without it the sheet is read all the same.
      () => left || setTable(null),
    )
    return () => {
      left = true
    }
  }, [ask, notice])
  return table
}
