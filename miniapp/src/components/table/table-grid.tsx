import type { Cell, ColumnKind, Table, TableRow } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useId, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { cellText, headText, isFigure } from '../../format/cell'
import { Icon } from '../icon/icon'

export interface TableShapeProps {
  table: Table
  rows: TableRow[]
}

export function TableGrid({ table, rows }: TableShapeProps) {
  const id = `table${useId().replace(/:/g, '')}`
  const wide = useOverflow(id, table)
  return (
    <>
      {wide ? (
        <View className="table__hint" {...a11y({ hidden: true })}>
          <Text>左右滑动看全表</Text>
          <Icon name="next" />
        </View>
      ) : null}
      <View className="table__scroll" id={id} {...a11y({ role: 'region', label: table.caption, tab: 0 })}>
        <View className="table__grid" id={`${id}grid`} {...a11y({ role: 'table', label: table.caption })}>
          <View className="table__row table__row--head" {...a11y({ role: 'row' })}>
            {table.columns.map(({ key, label, kind }) => (
              <View key={key} className={cellClass(isFigure(kind))} {...a11y({ role: 'columnheader' })}>
                <Text>{headText(label, kind)}</Text>
              </View>
            ))}
          </View>
          {rows.map((row, at) => (
            <GridRow key={rowKey(row, at)} table={table} cells={row.cells} own={row.own} />
          ))}
          {table.totals.map(({ kind, label, cells }) => (
            <GridRow key={kind} table={table} cells={cells} totals={label} />
          ))}
        </View>
      </View>
    </>
  )
}

interface GridRowProps {
  table: Table
  cells: readonly Cell[]
  own?: boolean
  /** The name of a line of sums. */
  totals?: string
}

function GridRow({ table, cells, own, totals }: GridRowProps) {
  const state = own ? ' table__row--own' : totals ? ' table__row--totals' : ''
  return (
    <View className={`table__row${state}`} {...a11y({ role: 'row' })}>
      {table.columns.map(({ key, kind }, at) => (
        <View
          key={key}
          className={cellClass(isFigure(kind))}
          {...a11y({ role: at === 0 ? 'rowheader' : 'cell' })}
        >
          {own && at === 0 ? <Text className="table__own">我家</Text> : null}
          <Text>{totals ? sumText(totals, cells[at] ?? null, at, kind) : cellText(cells[at], kind)}</Text>
        </View>
      ))}
    </View>
  )
}

const cellClass = (figure: boolean) => (figure ? 'table__cell table__cell--figure' : 'table__cell')

/** A sum under its column; the first cell names the line. */
const sumText = (label: string, cell: Cell, at: number, kind: ColumnKind): string =>
  [at === 0 ? label : '', cell === null ? '' : cellText(cell, kind)].filter(Boolean).join(' ')

// Rows have no id; their order does not change while they are shown.
export const rowKey = (row: TableRow, at: number) => `${row.household ?? ''}#${at}`

function useOverflow(id: string, table: Table): boolean {
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
          if (table.columns.length > 0 && found) setWide(width(found[1]) > width(found[0]) + 2)
        })
    })
  }, [id, table])
  return wide
}
