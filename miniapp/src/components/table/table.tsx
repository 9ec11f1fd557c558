import type { Table as TableData } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useMemo, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { linesOf } from '../../format/lines'
import { Button } from '../button/button'
import type { LoadMoreProps } from '../load-more/load-more'
import { Problem } from '../states/problem'
import { first, step } from './blocks'
import { TableFilter, useFilter } from './table-filter'
import { TableGrid } from './table-grid'
import { TableLines } from './table-lines'
import { useDesk } from './use-desk'
import { useSteady } from './use-steady'
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

/** The table of a notice: on a phone two lines a row, or a grid that scrolls sideways; on a desk the grid over the whole width. */
export function Table({ table, later, foot, onVoucher }: TableProps) {
  const desk = useDesk()
  const [whole, setWhole] = useState(false)
  const lines = useMemo(() => linesOf(table.columns), [table.columns])
  const asLines = lines !== null && !desk && !whole
  const filter = useFilter(table)
  const [limit, setLimit] = useState(first)
  // The server has put the rows of the reader's household first.
  const rows = useMemo(() => filter.rows.slice(0, limit), [filter.rows, limit])
  const voucher = useSteady((row: string) => onVoucher?.(row))
  const unread = later?.more ?? false
  const all = unread && table.access === 'all' && !filter.active ? table.total : filter.rows.length
  const left = all - rows.length
  const showMore = () => {
    setLimit(limit + step)
    if (unread && limit + step > filter.rows.length) void later?.load()
  }
  // The sums are of the whole table, not of what was looked for.
  const shown = filter.active ? { ...table, totals: [] } : table
  return (
    <View className="table">
      {/* What comes and goes has a place of its own: WeChat would be sent the rows again with it. */}
      <View>
        <Text className="table__caption" {...a11y({ role: 'heading', level: 2 })}>
          {table.caption || '明细'}
        </Text>
        <Text className="table__count">
          {filter.active ? `找到 ${filter.rows.length} 行` : countText(table)}
        </Text>
        {asLines && lines.figureWord ? <Text className="table__count">{lines.figureWord}</Text> : null}
        {filter.needed ? <TableFilter filter={filter} /> : null}
      </View>
      <View>
        {asLines ? (
          <TableLines
            table={shown}
            rows={rows}
            of={filter.of}
            lines={lines}
            onVoucher={onVoucher && voucher}
          />
        ) : (
          <TableGrid table={shown} rows={rows} of={filter.of} onVoucher={onVoucher && voucher} />
        )}
      </View>
      <View>
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
      </View>
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
