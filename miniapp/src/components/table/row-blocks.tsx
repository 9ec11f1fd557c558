import type { TableRow } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { memo, type ReactNode, useId, useMemo } from 'react'
import { a11y } from '../../a11y/a11y'
import { blocksOf, many } from './blocks'
import { drawn, useAway } from './use-away'

interface Drawing {
  rows: readonly TableRow[]
  /** Draws a row; the same function as long as it draws the same. */
  row: (row: TableRow, key: string) => ReactNode
  grid?: boolean
}

/** The rows of a table, without its sums; `of` says which, and of others nothing is kept. */
export function RowBlocks({ of, ...drawing }: Drawing & { of: string }) {
  const { rows, grid = false } = drawing
  const blocks = useMemo(() => blocksOf(rows, grid), [rows, grid])
  return (
    <View className={grid ? 'table__blocks' : undefined}>
      {blocks.map((block, at) => (
        <Block key={`${of}${String(at)}`} {...drawing} rows={block} at={at} ofMany={blocks.length > many} />
      ))}
    </View>
  )
}

interface BlockProps extends Drawing {
  at: number
  ofMany: boolean
}

/** WeChat is sent what is new, and not again what stands there. */
const Block = memo(
  function Block({ rows, at, ofMany, row, grid }: BlockProps) {
    const id = `rows${useId().replace(/:/g, '')}`
    const away = useAway(id, at, ofMany)
    // As a block it is as high in a grid too.
    const style = away === drawn ? undefined : { style: { display: 'block', height: `${away}px` } }
    return (
      <View className="table__block" id={id} {...style} {...a11y({ role: grid ? 'rowgroup' : '' })}>
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
