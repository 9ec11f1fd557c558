import { memo } from 'react'
import type { Row, WholeTable } from '../table/rows'
import { aria } from './aria'
import type { GridColumn } from './columns'
import { faultsIn } from './faults'

export interface RowViewProps {
  /** Undefined: the empty one behind the last. */
  row: Row | undefined
  at: number
  top: number
  columns: readonly GridColumn[]
  head: WholeTable['columns']
  template: string
  /** The keys of cells that have something wrong that others found (户号, 个人信息), by commas. */
  marked: string
}

/** One row, drawn again only when it is another. */
export const RowView = memo(function RowView(props: RowViewProps) {
  const { row, at, top, columns, head, template, marked } = props
  const faults = row ? faultsIn(head, row) : undefined
  const others = marked === '' ? [] : marked.split(',')
  return (
    <div
      {...aria('row', { 'aria-rowindex': at + 2 })}
      className="grid__row"
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: template }}
    >
      <div {...aria('rowheader')} className="grid__no">
        {row ? at + 1 : '＋'}
      </div>
      {columns.map((column, col) => {
        const wrong = faults?.has(column.key) || others.includes(column.key)
        return (
          <div
            key={column.key}
            {...aria('gridcell', { 'aria-colindex': col + 2, 'aria-invalid': wrong || undefined })}
            className={`grid__cell${column.right ? ' grid__cell--right' : ''}${wrong ? ' grid__cell--bad' : ''}`}
          >
            {row ? column.shown(row) : ''}
          </div>
        )
      })}
    </div>
  )
})
