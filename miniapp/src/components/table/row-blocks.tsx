import type { TableRow } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { memo, type ReactNode, useId, useMemo } from 'react'
import { a11y } from '../../a11y/a11y'
import { blocksOf, many } from './blocks'
import { drawn, useAway } from './use-away'

interface Drawing {
  /** Draws a row; the same function as long as it draws the same. */
  row: (row: TableRow, key: string) => ReactNode
  /** What a cell weighs that is drawn by itself, as in a grid. */
  perCell: number
}

interface RowBlocksProps extends Drawing {
  rows: readonly TableRow[]
  /** Which rows they are: of others nothing is kept. */
  of: string
}

/** The rows of a table, without its sums: WeChat is sent what is new, and not again what stands there. */
export function RowBlocks({ rows, of, row, perCell }: RowBlocksProps) {
  const blocks = useMemo(() => blocksOf(rows, perCell), [rows, perCell])
  return (
    <View className={perCell > 0 ? 'table__blocks' : undefined}>
      {blocks.map((block, at) => (
        <Block
          key={`${of}${String(at)}`}
          rows={block}
          at={at}
          ofMany={blocks.length > many}
          row={row}
          perCell={perCell}
        />
      ))}
    </View>
  )
}

interface BlockProps extends Drawing {
  rows: readonly TableRow[]
  at: number
  ofMany: boolean
}

const Block = memo(
  function Block({ rows, at, ofMany, row, perCell }: BlockProps) {
    const id = `rows${useId().replace(/:/g, '')}`
    const away = useAway(id, at, ofMany)
    // As a block it is as high in a grid too.
    const style = away === drawn ? undefined : { style: { display: 'block', height: `${away}px` } }
    return (
      <View className="table__block" id={id} {...style} {...a11y({ role: perCell > 0 ? 'rowgroup' : '' })}>
        {style ? null : rows.map((one, place) => row(one, rowKey(one, place)))}
      </View>
    )
  },
  (a, b) =>
    a.ofMany === b.ofMany &&
    a.row === b.row &&
    // Later rows may follow; others than these are in other blocks.
    a.rows.length === b.rows.length &&
    a.rows[0] === b.rows[0],
)

// Rows have no id; their order does not change while they are shown.
const rowKey = (row: TableRow, at: number) => `${row.household ?? ''}#${at}`
