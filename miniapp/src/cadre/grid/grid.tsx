import { useCallback, useImperativeHandle, useMemo, useRef } from 'react'
import { useTextSize } from '../../theme/text-size'
import { aria } from './aria'
import { CellInput } from './cell-input'
import { widthsOf } from './columns'
import { FaultTip } from './fault-tip'
import { faultsIn } from './faults'
import type { GridProps } from './grid-props'
import { scaleOf } from './measures'
import { cellName, marksOf, placeOfProblem, problemAfter } from './problems-at'
import { RowView } from './row-view'
import { Selection } from './selection'
import { Tools } from './tools'
import { TotalsView } from './totals-view'
import { useInView } from './use-in-view'
import { usePointer } from './use-pointer'
import { useSheet } from './use-sheet'
import { useWindow } from './use-window'
import './grid.scss'

/** The table of a draft as a sheet: written cell by cell, pasted and filled, with what is wrong at its cell. */
export default function Grid(props: GridProps) {
  const { table: given, households, today, problems, control, onChange, onTable } = props
  const context = useMemo(() => ({ households, today }), [households, today])
  const [view, sheet, columns] = useSheet(given, context, onChange)
  const { table, at } = view
  const scale = scaleOf(useTextSize())
  const height = Math.round(40 * scale)
  const noWidth = Math.round(52 * scale)
  const [scroller, body, input] = [
    useRef<HTMLDivElement>(null),
    useRef<HTMLDivElement>(null),
    useRef<HTMLTextAreaElement>(null),
  ]
  const { from, until, page, width } = useWindow(scroller, sheet.rows, height)
  const widths = useMemo(() => widthsOf(columns, width - noWidth, scale), [columns, width, noWidth, scale])
  const template = useMemo(() => [noWidth, ...widths].map((one) => `${one}px`).join(' '), [noWidth, widths])
  const whole = noWidth + widths.reduce((sum, one) => sum + one, 0)
  const focus = useCallback(() => input.current?.focus({ preventScroll: true }), [])
  usePointer({ body, sheet, widths, noWidth, height, focus })
  const places = useMemo(() => ({ widths, noWidth, height }), [widths, noWidth, height])
  useInView(scroller, view.to, places)
  const marks = useMemo(() => marksOf(problems, columns, table.columns), [problems, columns, table.columns])
  useImperativeHandle(control, () => {
    const go = (place: { row: number; col: number }) => {
      sheet.goTo(place)
      scroller.current?.scrollIntoView({ block: 'nearest' })
      focus()
    }
    return {
      settle: () => sheet.settle(),
      next: () => {
        const place = problemAfter(problems, sheet.columns, sheet.get().table.columns, sheet.get().at)
        if (place) go(place)
        return place !== undefined
      },
      show: (row, column) => go(placeOfProblem(sheet.columns, sheet.get().table.columns, { row, column })),
    }
  }, [sheet, problems, focus])
  const row = table.rows[at.row]
  const column = columns[at.col]
  const own = row && column ? faultsIn(table.columns, row).get(column.key) : undefined
  const message = column && marks.messageAt(at.row, column.key)
  const fault = own ?? (message ? { message, fixes: [] } : undefined)
  const box = {
    left: noWidth + widths.slice(0, at.col).reduce((sum, one) => sum + one, 0),
    top: at.row * height,
    width: widths[at.col] ?? 0,
    height,
  }
  const leave = () => {
    input.current?.blur()
    scroller.current?.parentElement?.querySelector<HTMLElement>('.grid__end')?.focus()
  }
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
            style={box}
            page={page}
            onLeave={leave}
            onFix={(nth) => {
              const fix = fault?.fixes[nth]
              if (fix) sheet.mend(at, fix.texts)
              return fix !== undefined
            }}
            onTable={onTable}
          />
          {fault && !view.editing ? (
            <FaultTip
              fault={fault}
              left={Math.max(8, Math.min(box.left, (scroller.current?.scrollLeft ?? 0) + width - 440))}
              top={box.top + height + 6}
              onFix={(texts) => {
                sheet.mend(at, texts)
                focus()
              }}
            />
          ) : null}
        </div>
        <TotalsView table={table} columns={columns} template={template} width={whole} />
      </div>
      <div className="grid__end" tabIndex={-1} />
    </div>
  )
}
