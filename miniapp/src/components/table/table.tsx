import type { Table as TableData } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { ledgerOf } from '../../format/ledger'
import { isRoomy, useTextSize } from '../../theme/text-size'
import { Button } from '../button/button'
import type { LoadMoreProps } from '../load-more/load-more'
import { Problem } from '../states/problem'
import { TableCards } from './table-cards'
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
}

const step = 50
/** How many rows are shown at first: one or two screens, so that the text below is near. */
const first = { grid: 20, cards: 8 }

/** The table of a notice: a grid that scrolls sideways, cards in the two large text sizes; income and spending on a phone in lines. */
export function Table({ table, later, foot }: TableProps) {
  const roomy = isRoomy(useTextSize())
  const desk = useDesk()
  const [limit, setLimit] = useState(roomy ? first.cards : first.grid)
  // The server has put the rows of the reader's household first.
  const rows = table.rows.slice(0, limit)
  const unread = later?.more ?? false
  const left = (unread && table.access === 'all' ? table.total : table.rows.length) - rows.length
  const showMore = () => {
    const next = rows.length + step
    setLimit(next)
    if (unread && next > table.rows.length) void later?.load()
  }
  const ledger = roomy || !desk ? ledgerOf(table.columns) : null
  const Shape = roomy ? TableCards : TableGrid
  return (
    <View className="table">
      <Text className="table__caption">{table.caption}</Text>
      <Text className="table__count">{countText(table)}</Text>
      {ledger ? (
        <TableLines table={table} rows={rows} ledger={ledger} />
      ) : (
        <Shape table={table} rows={rows} />
      )}
      <Problem error={later?.error} />
      {left > 0 || unread ? (
        <Button kind="secondary" busy={later?.busy} onPress={showMore}>
          {left > 0 ? `再看 ${Math.min(step, left)} 行（还有 ${left} 行）` : '再看一些'}
        </Button>
      ) : null}
      {foot}
    </View>
  )
}

function countText({ access, rows, total }: TableData): string {
  if (access === 'own') return `全表共 ${total} 行，这里只显示我家的 ${rows.length} 行`
  if (access === 'none') return `全表共 ${total} 行，明细不公开`
  return `共 ${total} 行`
}
