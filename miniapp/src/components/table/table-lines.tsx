import type { TableRow } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useCallback } from 'react'
import { a11y } from '../../a11y/a11y'
import { cellText } from '../../format/cell'
import { signedFigure, spokenAmount } from '../../format/ledger'
import { type Lines, spokenCell } from '../../format/lines'
import { RowBlocks } from './row-blocks'
import type { TableShapeProps } from './table-grid'
import { VoucherLink } from './voucher-link'

/** A table as two lines a row: the name and one figure large, the rest small; the own household first. */
export function TableLines({ table, rows, of, lines, onVoucher }: TableShapeProps & { lines: Lines }) {
  const row = useCallback(
    ({ cells, own, voucher }: TableRow, key: string) => {
      const figure = lines.figure(cells)
      return (
        <Line
          key={key}
          own={own}
          words={lines.title(cells)}
          figure={figure?.text ?? '—'}
          spoken={figure?.spoken}
          incoming={figure?.incoming}
          note={lines.note(cells)}
          onVoucher={voucher && onVoucher ? () => onVoucher(voucher) : undefined}
        />
      )
    },
    [lines, onVoucher],
  )
  return (
    <View className="table-lines" {...a11y({ role: 'list', label: table.caption })}>
      <RowBlocks rows={rows} of={of} row={row} />
      {table.totals.map(({ kind, label, cells }) => (
        <Line key={kind} total {...totalLine(table, kind, label, cells)} />
      ))}
    </View>
  )
}

type TotalLine = TableShapeProps['table']['totals'][number]

/** Of income and spending a sum has one figure, spending with its sign; of others each sum with its heading. */
function totalLine(
  { columns }: TableShapeProps['table'],
  kind: TotalLine['kind'],
  label: string,
  cells: TotalLine['cells'],
): Pick<LineProps, 'words' | 'figure' | 'spoken' | 'note'> {
  const sums = cells.flatMap((cell, at) => {
    const column = columns[at]
    return typeof cell === 'number' && column ? [{ cell, column }] : []
  })
  const [first] = sums
  if (!first) return { words: label, figure: '—' }
  if (kind !== 'sum') {
    const fen = kind === 'expense' ? -first.cell : first.cell
    return { words: label, figure: signedFigure(fen), spoken: spokenAmount(fen) }
  }
  const money = sums.findLast(({ column }) => column.kind === 'money') ?? first
  const others = sums.filter((one) => one !== money)
  return {
    words: label,
    figure: cellText(money.cell, money.column.kind),
    spoken: spokenCell(money.column, cellText(money.cell, money.column.kind)),
    note: others.map(({ cell, column }) => `${column.label} ${cellText(cell, column.kind)}`).join(' · '),
  }
}

interface LineProps {
  words: string
  figure: string
  /** The figure as it is read aloud. */
  spoken?: string | undefined
  incoming?: boolean | undefined
  note?: string
  own?: boolean
  total?: boolean
  onVoucher?: (() => void) | undefined
}

function Line({ words, figure, spoken, incoming, note, own, total, onVoucher }: LineProps) {
  const state = own ? ' table-lines__row--own' : total ? ' table-lines__row--total' : ''
  return (
    <View className={`table-lines__row${state}`} {...a11y({ role: 'listitem' })}>
      <View className="table-lines__head">
        <Text className="table-lines__words">
          {own ? <Text className="table__own">我家</Text> : null}
          {words}
        </Text>
        <Text
          className={incoming ? 'table-lines__amount table-lines__amount--in' : 'table-lines__amount'}
          {...a11y({ label: spoken })}
        >
          {figure}
        </Text>
      </View>
      {note ? <Text className="table-lines__note">{note}</Text> : null}
      <VoucherLink words={words} onPress={onVoucher} />
    </View>
  )
}
