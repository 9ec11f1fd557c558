import { type SheetRead, tableTotals } from '@hutang/shared/rules'
import { useMemo } from 'react'
import { Table } from '../../components'
import { wholeTable } from '../table/view'

const first = 3

/** The first rows as they will stand in the table, with the sums of all. */
export function FirstRows({ read: { table } }: { read: SheetRead }) {
  const { columns, rows } = table
  const totals = useMemo(() => tableTotals(columns, rows), [columns, rows])
  const head = { caption: '前几行放进去是这样', columns, rows: rows.slice(0, first) }
  return rows.length === 0 ? null : <Table table={{ ...wholeTable(head), total: rows.length, totals }} />
}
