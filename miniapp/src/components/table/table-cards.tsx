import type { Cell } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { cellText, headText } from '../../format/cell'
import { rowKey, type TableShapeProps } from './table-grid'

/** A card for each row, with every value beside its column's name, so that large text needs no sideways scrolling. */
export function TableCards({ table, rows }: TableShapeProps) {
  return (
    <View {...a11y({ role: 'list', label: table.caption })}>
      {rows.map((row, at) => (
        <View
          key={rowKey(row, at)}
          className={row.own ? 'table-card table-card--own' : 'table-card'}
          {...a11y({ role: 'listitem' })}
        >
          {row.own ? <Text className="table__own">我家</Text> : null}
          <Pairs table={table} cells={row.cells} />
        </View>
      ))}
      {table.totals.map(({ kind, label, cells }) => (
        <View key={kind} className="table-card table-card--totals" {...a11y({ role: 'listitem' })}>
          <Text className="table-card__title">{label}</Text>
          <Pairs table={table} cells={cells} totals />
        </View>
      ))}
    </View>
  )
}

interface PairsProps {
  table: TableShapeProps['table']
  cells: readonly Cell[]
  totals?: boolean
}

function Pairs({ table, cells, totals }: PairsProps) {
  return (
    <>
      {table.columns.map(({ key, label, kind }, at) =>
        totals && cells[at] === null ? null : (
          <View key={key} className="table-card__pair">
            <Text className="table-card__name">{headText(label, kind)}</Text>
            <Text className="table-card__value">{cellText(cells[at], kind)}</Text>
          </View>
        ),
      )}
    </>
  )
}
