import type { Cell, ColumnKind, Table, TableRow } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useCallback, useEffect, useId, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { cellText, headText, isFigure } from '../../format/cell'
import { Icon } from '../icon/icon'
import { many, step } from './blocks'
import { RowBlocks } from './row-blocks'
import { VoucherLink } from './voucher-link'

export interface TableShapeProps {
  table: Table
  rows: readonly TableRow[]
  /** Which of its rows they are. */
  of: string
  onVoucher?: ((row: string) => void) | undefined
}

export function TableGrid({ table, rows, of, onVoucher }: TableShapeProps) {
  const { columns } = table
  const id = `table${useId().replace(/:/g, '')}`
  const wide = useOverflow(id, columns)
  const held = heldColumn(columns)
  // Its columns must not change when rows far from the screen are left out.
  const long = process.env.TARO_ENV !== 'h5' && table.total > many * step
  const row = useCallback(
    ({ cells, own, voucher }: TableRow, key: string) => (
      <GridRow
        key={key}
        columns={columns}
        held={held}
        cells={cells}
        own={own}
        onVoucher={voucher && onVoucher ? () => onVoucher(voucher) : undefined}
      />
    ),
    [columns, held, onVoucher],
  )
  return (
    <>
      <View>
        {wide ? (
          <View className="table__hint" {...a11y({ hidden: true })}>
            <Text>左右滑动看全表</Text>
            <Icon name="next" />
          </View>
        ) : null}
      </View>
      <View className="table__scroll" id={id} {...a11y({ role: 'region', label: table.caption, tab: 0 })}>
        <View
          className={`table__grid${long ? ' table__grid--long' : ''}`}
          id={`${id}grid`}
          {...a11y({ role: 'table', label: table.caption })}
        >
          <View className="table__row table__row--head" {...a11y({ role: 'row' })}>
            {columns.map(({ key, label, kind }, at) => (
              <View key={key} className={cellClass(kind, at === held)} {...a11y({ role: 'columnheader' })}>
                <Text>{headText(label, kind)}</Text>
              </View>
            ))}
          </View>
          <RowBlocks rows={rows} of={of} row={row} grid />
          {table.totals.map(({ kind, label, cells }) => (
            <GridRow key={kind} columns={columns} held={held} cells={cells} totals={label} />
          ))}
        </View>
      </View>
    </>
  )
}

interface GridRowProps {
  columns: Table['columns']
  /** The place of the column that stays when the table is swiped. */
  held: number
  cells: readonly Cell[]
  own?: boolean
  /** The name of a line of sums. */
  totals?: string
  onVoucher?: (() => void) | undefined
}

function GridRow({ columns, held, cells, own, totals, onVoucher }: GridRowProps) {
  const state = own ? ' table__row--own' : totals ? ' table__row--totals' : ''
  return (
    <View className={`table__row${state}`} {...a11y({ role: 'row' })}>
      {columns.map(({ key, kind }, at) => (
        <View
          key={key}
          className={cellClass(kind, at === held)}
          {...a11y({ role: at === held ? 'rowheader' : 'cell' })}
        >
          {own && at === held ? <Text className="table__own">我家</Text> : null}
          <Text>
            {totals ? sumText(at === held ? totals : '', cells[at] ?? null, kind) : cellText(cells[at], kind)}
          </Text>
          {at === held ? <VoucherLink words={cellText(cells[at], kind)} onPress={onVoucher} /> : null}
        </View>
      ))}
    </View>
  )
}

const cellClass = (kind: ColumnKind, held: boolean) =>
  `table__cell${isFigure(kind) ? ' table__cell--figure' : ''}${held ? ' table__cell--held' : ''}`

/** Whose row it is: the name, else the first words, else the first column. */
function heldColumn(columns: Table['columns']): number {
  const name = columns.findIndex(({ kind }) => kind === 'name')
  const words = columns.findIndex(({ kind }) => kind === 'text')
  return name >= 0 ? name : Math.max(0, words)
}

/** A sum under its column; the held cell names the line. */
const sumText = (label: string, cell: Cell, kind: ColumnKind): string =>
  [label, cell === null ? '' : cellText(cell, kind)].filter(Boolean).join(' ')

function useOverflow(id: string, columns: Table['columns']): boolean {
  const [wide, setWide] = useState(false)
  useEffect(() => {
    const width = (rect: unknown) => (rect as { width?: number } | null)?.width ?? 0
    Taro.nextTick(() => {
      Taro.createSelectorQuery()
        .select(`#${id}`)
        .boundingClientRect()
        .select(`#${id}grid`)
        .boundingClientRect()
        .exec((found: unknown[] | undefined) => {
          if (columns.length > 0 && found) setWide(width(found[1]) > width(found[0]) + 2)
        })
    })
  }, [id, columns])
  return wide
}
