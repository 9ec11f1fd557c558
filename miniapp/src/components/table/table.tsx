import type { Table as TableData } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { isRoomy, useTextSize } from '../../theme/text-size'
import { Button } from '../button/button'
import { TableCards } from './table-cards'
import { TableGrid } from './table-grid'
import './table.scss'

export interface TableProps {
  table: TableData
}

const step = 50
/** How many rows are shown at first: one or two screens, so that the text below is near. */
const first = { grid: 20, cards: 8 }

/** The table of a notice: a grid that scrolls sideways, or cards in the two large text sizes. */
export function Table({ table }: TableProps) {
  const roomy = isRoomy(useTextSize())
  const [limit, setLimit] = useState(roomy ? first.cards : first.grid)
  // The server has put the rows of the reader's household first.
  const rows = table.rows.slice(0, limit)
  const left = table.rows.length - rows.length
  const Shape = roomy ? TableCards : TableGrid
  return (
    <View className="table">
      <Text className="table__caption">{table.caption}</Text>
      <Text className="table__count">{countText(table)}</Text>
      <Shape table={table} rows={rows} />
      {left > 0 ? (
        <Button kind="secondary" onPress={() => setLimit(limit + step)}>
          {`再看 ${Math.min(step, left)} 行（还有 ${left} 行）`}
        </Button>
      ) : null}
    </View>
  )
}

function countText({ access, rows, total }: TableData): string {
  if (access === 'own') return `全表共 ${total} 行，这里只显示我家的 ${rows.length} 行`
  if (access === 'none') return `全表共 ${total} 行，明细不公开`
  return `共 ${total} 行`
}
