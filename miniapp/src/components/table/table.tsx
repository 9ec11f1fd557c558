import type { Table as TableData } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { linesOf } from '../../format/lines'
import { Button } from '../button/button'
import type { LoadMoreProps } from '../load-more/load-more'
import { Problem } from '../states/problem'
import { TableFilter, useFilter } from './table-filter'
import { TableGrid } from './table-grid'
import { TableLines } from './table-lines'
import { useDesk } from './use-desk'
import './table.scss'

export interface TableProps {
  table: TableData
  /** Of a long table: the rows that have not been read yet. */
  later?: LoadMoreProps['pages'] | undefined
  /** Below it. */
  foot?: ReactNode
  /** 看单据 of a row, by the row's key. */
  onVoucher?: ((row: string) => void) | undefined
}

const step = 50
/** How many rows are shown at first: one or two screens, so that the text below is near. */
const first = 20

/** The table of a notice: on a phone two lines a row, or a grid that scrolls sideways; on a desk the grid over the whole width. */
export function Table({ table, later, foot, onVoucher }: TableProps) {
  const desk = useDesk()
  const [whole, setWhole] = useState(false)
  const lines = linesOf(table.columns)
  const asLines = lines !== null && !desk && !whole
  const filter = useFilter(table)
  const [more, setMore] = useState(0)
  const limit = first + more
  // The server has put the rows of the reader's household first.
  const rows = filter.rows.slice(0, limit)
  const unread = later?.more ?? false
  const all = unread && table.access === 'all' && !filter.active ? table.total : filter.rows.length
  const left = all - rows.length
  const showMore = () => {
    setMore(more + step)
    if (unread && limit + step > filter.rows.length) void later?.load()
  }
  // The sums are of the whole table, not of what was looked for.
  const shown = filter.active ? { ...table, totals: [] } : table
  return (
    <View className="table">
      <Text className="table__caption" {...a11y({ role: 'heading', level: 2 })}>
        {table.caption || '明细'}
      </Text>
      <Text className="table__count">
        {filter.active ? `找到 ${filter.rows.length} 行` : countText(table)}
      </Text>
      {asLines && lines.figureWord ? <Text className="table__count">{lines.figureWord}</Text> : null}
      {filter.needed ? <TableFilter filter={filter} /> : null}
      {asLines ? (
        <TableLines table={shown} rows={rows} lines={lines} onVoucher={onVoucher} />
      ) : (
        <TableGrid table={shown} rows={rows} onVoucher={onVoucher} />
      )}
      <Problem error={later?.error} />
      {left > 0 || unread ? (
        <Button kind="secondary" busy={later?.busy} onPress={showMore}>
          {left > 0 ? `再看 ${Math.min(step, left)} 行（还有 ${left} 行）` : '再看一些'}
        </Button>
      ) : null}
      {lines && !desk && table.columns.length > 2 ? (
        <Button kind="quiet" inline onPress={() => setWhole(!whole)}>
          {whole ? '一行一行看' : '看成表格'}
        </Button>
      ) : null}
      {foot}
    </View>
  )
}

function countText({ access, rows, total }: TableData): string {
  if (access === 'own')
    return rows.length > 0
      ? `全表 ${total} 行，只显示您家的 ${rows.length} 行`
      : `全表 ${total} 行，里面没有您家`
  if (access === 'none') return `全表共 ${total} 行，明细不公开`
  return `共 ${total} 行`
}
