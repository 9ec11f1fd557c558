import { View } from '@tarojs/components'
import { useState } from 'react'
import type { FieldProblem } from '../../api/errors'
import { Button, Row } from '../../components'
import { cellText } from '../../format/cell'
import { rowName } from '../table/edit-table'
import type { WholeTable } from '../table/rows'

interface RowListProps {
  table: WholeTable
  problems: readonly FieldProblem[]
  onOpen: (at: number) => void
}

const step = 10

export function RowList({ table, problems, onOpen }: RowListProps) {
  const [limit, setLimit] = useState(step)
  const wrong = new Set(problems.map(({ row }) => row))
  const left = table.rows.length - limit
  return (
    <View className="edit__rows">
      {table.rows.slice(0, limit).map((row, at) => (
        <Row
          key={`row${String(at)}`}
          title={`${at + 1}. ${rowName(table, row)}`}
          detail={table.columns
            .map(({ label, kind }, place) => `${label} ${cellText(row.cells[place], kind)}`)
            .join(' · ')}
          note={row.household ? `户号 ${row.household}` : undefined}
          tag={wrong.has(at + 1) ? { text: '要改', tone: 'missing' } : undefined}
          onPress={() => onOpen(at)}
        />
      ))}
      {left > 0 ? (
        <Button
          kind="quiet"
          onPress={() => setLimit(limit + step * 5)}
        >{`再看几行（还有 ${left} 行）`}</Button>
      ) : null}
    </View>
  )
}
