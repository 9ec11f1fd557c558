import type { Cell, Column } from '@hutang/shared/contract'
import { countedRows, tableTotals } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useMemo } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button, Elements, toast } from '../../components'
import { cellText, headText } from '../../format/cell'
import { spokenCell } from '../../format/lines'
import { tieByName, withoutTotalRows } from '../table/edit-table'
import type { Households } from '../table/problems'
import type { WholeTable } from '../table/rows'

interface ExtraProps {
  table: WholeTable
  onChange: (table: WholeTable) => void
}

/** Offers to leave out the rows that are sums themselves. */
export function TotalRows({ table, onChange }: ExtraProps) {
  const { columns, rows } = table
  const count = useMemo(() => rows.length - countedRows(columns, rows).length, [columns, rows])
  if (count === 0) return null
  return (
    <View className="edit__ties">
      <Text className="edit__note">
        {`有 ${count} 行是“合计”“小计”或“结余”，不是一户、一笔。合计由程序加，没有算这几行。`}
      </Text>
      <Button kind="secondary" inline icon="trash" onPress={() => onChange(withoutTotalRows(table))}>
        {`去掉这 ${count} 行`}
      </Button>
    </View>
  )
}

/** How many rows have a household code, without which nobody finds their own row. */
export function Ties({ table, households, onChange }: ExtraProps & { households: Households }) {
  if (households.length === 0 || table.rows.length === 0) return null
  const tied = table.rows.filter((row) => row.household).length
  const loose = table.rows.length - tied
  const named = table.columns.some(({ kind }) => kind === 'name')
  const byName = loose > 0 && named
  // Nobody's own rows: income and spending.
  if (tied === 0 && !named) return null
  const tie = () => {
    const done = tieByName(table, households)
    if (done.tied > 0) onChange(done.table)
    toast(done.tied > 0 ? `对上了 ${done.tied} 行` : '没有能对上的，请在行里填户号')
  }
  return (
    <View className="edit__ties">
      <Text className="edit__note">
        {`${tied} 行写明了户号，${loose} 行没有。写明户号，村民才能先看到自己家的。`}
      </Text>
      {byName ? (
        <Button kind="secondary" inline icon="people" onPress={tie}>
          按户名对上户号
        </Button>
      ) : null}
    </View>
  )
}

export function Totals({ table }: { table: WholeTable }) {
  const { columns, rows } = table
  const totals = useMemo(() => tableTotals(columns, rows), [columns, rows])
  const count = useMemo(() => countedRows(columns, rows).length, [columns, rows])
  if (totals.length === 0) return null
  return (
    <View className="edit__totals">
      {totals.map(({ kind, label, cells }) => (
        <View key={kind}>
          <Text className="edit__subtitle">{`${label}（${count} 行）`}</Text>
          <Elements items={sumsIn(columns, cells)} />
        </View>
      ))}
    </View>
  )
}

const sumsIn = (columns: readonly Column[], cells: readonly Cell[]) =>
  columns.flatMap(({ label, kind }, at) => {
    const cell = cells[at] ?? null
    if (cell === null) return []
    const figure = cellText(cell, kind)
    return [{ name: headText(label, kind), text: sumText(figure, spokenCell({ label, kind }, figure)) }]
  })

const sumText = (figure: string, label: string) => <Text {...a11y({ label })}>{figure}</Text>
