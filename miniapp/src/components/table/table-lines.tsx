import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { cellText } from '../../format/cell'
import { type Ledger, signedFigure } from '../../format/ledger'
import { rowKey, type TableShapeProps } from './table-grid'

/** Income and spending as two lines a row: 摘要 and the signed amount large, date and persons small. */
export function TableLines({ table, rows, ledger }: TableShapeProps & { ledger: Ledger }) {
  const { columns } = table
  const small = (cells: TableShapeProps['rows'][number]['cells']) =>
    ledger.rest
      .flatMap((at) => {
        const [column, cell] = [columns[at], cells[at] ?? null]
        if (!column || cell === null || cell === '') return []
        const text = cellText(cell, column.kind)
        return [column.kind === 'date' ? text : `${column.label} ${text}`]
      })
      .join(' · ')
  return (
    <View className="table-lines" {...a11y({ role: 'list', label: table.caption })}>
      {rows.map((row, at) => (
        <Line
          key={rowKey(row, at)}
          words={cellText(row.cells[ledger.summary], 'text')}
          amount={ledger.amountOf(row.cells)}
          note={small(row.cells)}
        />
      ))}
      {table.totals.map(({ kind, label, cells }) => (
        <Line key={kind} words={label} amount={amountOf(kind, cells)} total />
      ))}
    </View>
  )
}

/** A line of sums has one figure here; spending is written as it is in the rows. */
function amountOf(kind: string, cells: TableShapeProps['table']['totals'][number]['cells']): number | null {
  const figure = cells.find((cell) => typeof cell === 'number')
  if (typeof figure !== 'number') return null
  return kind === 'expense' ? -figure : figure
}

interface LineProps {
  words: string
  amount: number | null
  note?: string
  total?: boolean
}

function Line({ words, amount, note, total }: LineProps) {
  const tone = amount !== null && amount > 0 ? ' table-lines__amount--in' : ''
  return (
    <View
      className={`table-lines__row${total ? ' table-lines__row--total' : ''}`}
      {...a11y({ role: 'listitem' })}
    >
      <View className="table-lines__head">
        <Text className="table-lines__words">{words}</Text>
        <Text className={`table-lines__amount${tone}`}>{amount === null ? '—' : signedFigure(amount)}</Text>
      </View>
      {note ? <Text className="table-lines__note">{note}</Text> : null}
    </View>
  )
}
