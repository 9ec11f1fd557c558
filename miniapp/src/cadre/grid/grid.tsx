import { useCallback, useMemo, useRef } from 'react'
import { useTextSize } from '../../theme/text-size'
import { aria } from './aria'
import { CellInput } from './cell-input'
import { widthsOf } from './columns'
import { FaultTip } from './fault-tip'
import { type Fault, faultsIn } from './faults'
import type { GridProps } from './grid-props'
import { leftOf, type Places, scaleOf } from './measures'
import { cellName, marksOf } from './problems-at'
import { RowView } from './row-view'
import { Selection } from './selection'
import { Tools } from './tools'
import { TotalsView } from './totals-view'
import { useControl } from './use-control'
import { useInView } from './use-in-view'
import { usePointer } from './use-pointer'
import { useSheet } from './use-sheet'
import { useWindow } from './use-window'
import './grid.scss'

const rowHeight = 40
const noWidth = 52
/** The widest that a problem's words get. */
const tipWidth = 440

/** The table of a draft as a sheet: written cell by cell, pasted and filled, with what is wrong at its cell. */
export default function Grid(props: GridProps) {
  const { table: given, households, today, problems, control, onChange, onTable } = props
  const context = useMemo(() => ({ households, today }), [households, today])
  const [view, sheet, columns] = useSheet(given, context, onChange)
  const { table, at } = view
  const scale = scaleOf(useTextSize())
  const height = Math.round(rowHeight * scale)
  const scroller = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLTextAreaElement>(null)
  const { from, until, page, width } = useWindow(scroller, sheet.rows, height)
  const places = useMemo((): Places => {
    const no = Math.round(noWidth * scale)
    return { widths: widthsOf(columns, width - no, scale), noWidth: no, height }
  }, [columns, width, scale, height])
  const template = useMemo(
    () => [places.noWidth, ...places.widths].map((one) => `${one}px`).join(' '),
    [places],
  )
  const focus = useCallback(() => input.current?.focus({ preventScroll: true }), [])
  usePointer({ body, sheet, places, focus })
  useInView(scroller, view.to, places)
  useControl(control, sheet, problems, scroller, focus)
  const marks = useMemo(() => marksOf(problems, columns, table.columns), [problems, columns, table.columns])
  const row = table.rows[at.row]
  const column = columns[at.col]
  const message = column && marks.messageAt(at.row, column.key)
  const own = row && column ? faultsIn(table.columns, row).get(column.key) : undefined
  const fault: Fault | undefined = own ?? (message ? { message, fixes: [] } : undefined)
  const left = leftOf(places, at.col)
  const mend = (texts: readonly string[]) => {
    sheet.mend(at, texts)
    focus()
  }
  const leave = () => {
    input.current?.blur()
    scroller.current?.parentElement?.querySelector<HTMLElement>('.grid__end')?.focus()
  }
  const whole = leftOf(places, columns.length)
  return (
    <div className="grid">
      <Tools sheet={sheet} view={view} focus={focus} />
      <div className="grid__scroll" ref={scroller}>
        <div
          {...aria('grid', {
            'aria-label': table.caption || '表格',
            'aria-rowcount': table.rows.length + 1,
            'aria-colcount': columns.length + 1,
          })}
          style={{ width: whole }}
        >
          <Head columns={columns} template={template} height={height} />
          <div
            {...aria('rowgroup')}
            className="grid__body"
            ref={body}
            style={{ height: sheet.rows * height }}
          >
            {Array.from({ length: Math.max(0, until - from) }, (_, n) => from + n).map((place) => (
              <RowView
                key={table.rows[place]?.key ?? 'new'}
                row={table.rows[place]}
                at={place}
                top={place * height}
                columns={columns}
                head={table.columns}
                template={template}
                marked={marks.ofRow(place)}
              />
            ))}
            <Selection block={sheet.block} places={places} />
          </div>
        </div>
        <div className="grid__over" style={{ top: height }}>
          <CellInput
            ref={input}
            sheet={sheet}
            view={view}
            label={cellName(at.row, column?.label ?? '', row && column ? column.shown(row) : '')}
            invalid={fault !== undefined}
            style={{ left, top: at.row * height, width: places.widths[at.col] ?? 0, height }}
            page={page}
            onLeave={leave}
            onFix={(nth) => {
              const fix = fault?.fixes[nth]
              if (fix) mend(fix.texts)
              return fix !== undefined
            }}
            onTable={onTable}
          />
          {fault && !view.editing ? (
            <FaultTip
              fault={fault}
              left={Math.max(8, Math.min(left, (scroller.current?.scrollLeft ?? 0) + width - tipWidth))}
              top={(at.row + 1) * height + 6}
              onFix={mend}
            />
          ) : null}
        </div>
        <TotalsView table={table} columns={columns} template={template} width={whole} />
      </div>
      <div className="grid__end" tabIndex={-1} />
    </div>
  )
}

interface HeadProps {
  columns: ReturnType<typeof useSheet>[2]
  template: string
  height: number
}

const Head = ({ columns, template, height }: HeadProps) => (
  <div
    {...aria('row', { 'aria-rowindex': 1 })}
    className="grid__head"
    style={{ gridTemplateColumns: template, height }}
  >
    <div {...aria('columnheader', { 'aria-label': '行号' })} className="grid__no" />
    {columns.map(({ key, label, right }) => (
      <div
        {...aria('columnheader')}
        key={key}
        className={right ? 'grid__cell grid__cell--right' : 'grid__cell'}
      >
        {label}
      </div>
    ))}
  </div>
)
