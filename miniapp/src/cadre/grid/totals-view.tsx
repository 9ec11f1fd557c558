import { useDeferredValue, useMemo } from 'react'
import type { WholeTable } from '../table/rows'
import type { GridColumn } from './columns'
import { totalLines } from './totals'

interface TotalsViewProps {
  table: WholeTable
  columns: readonly GridColumn[]
  template: string
  width: number
}

/** The sums below, which stay in sight; of a long table they follow a moment later. */
export function TotalsView({ table, columns, template, width }: TotalsViewProps) {
  const settled = useDeferredValue(table)
  const lines = useMemo(() => totalLines(settled), [settled])
  if (lines.length === 0) return null
  return (
    <div className="grid__totals" style={{ width }}>
      {lines.map(({ label, texts }) => {
        // The words stand where no sum does.
        const free = columns.findIndex(({ key }) => !texts.has(key))
        const next = columns.findIndex(({ key }, at) => at > free && texts.has(key))
        return (
          <div key={label} className="grid__total" style={{ gridTemplateColumns: template }}>
            <div className="grid__no" />
            {columns.map(({ key }, at) =>
              at > free && (next < 0 || at < next) ? null : (
                <div
                  key={key}
                  className={at === free ? 'grid__cell' : 'grid__cell grid__cell--right'}
                  style={
                    at === free
                      ? { gridColumn: `${at + 2} / ${(next < 0 ? columns.length : next) + 2}` }
                      : undefined
                  }
                >
                  {at === free ? label : (texts.get(key) ?? '')}
                </div>
              ),
            )}
          </div>
        )
      })}
    </div>
  )
}
