import {
  areaFigure,
  type Cell,
  type Column,
  cellText as keptText,
  moneyFigure,
  plainDateText,
  shanghaiDate,
  type Table,
} from '@hutang/shared'
import type { TableBlock } from './paper'

/** `2026年11月20日`, as papers are dated. */
export function paperDate(at: Date): string {
  const [year, month, day] = shanghaiDate(at).split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}

const units: Partial<Record<Column['kind'], string>> = { area: '亩', money: '元' }
const aligned: Partial<Record<Column['kind'], 'center' | 'right'>> = {
  integer: 'right',
  number: 'right',
  area: 'right',
  money: 'right',
  group: 'center',
  date: 'center',
}

/** A table as paper shows it: every cell as text, each column with its unit. */
export function tableBlock(
  { caption, columns, totals }: Pick<Table, 'caption' | 'columns' | 'totals'>,
  rows: readonly { cells: readonly Cell[] }[],
  now: Date,
): TableBlock {
  const texts = (cells: readonly Cell[], empty: string) =>
    columns.map(({ kind }, at) => cellText(cells[at] ?? null, kind, now) || empty)
  return {
    kind: 'table',
    caption,
    columns: columns.map(({ label, kind }) => ({
      label: headText(label, kind),
      align: aligned[kind] ?? 'left',
    })),
    rows: rows.map(({ cells }) => texts(cells, '—')),
    totals: totals.map(({ label, cells }) => {
      const [, ...others] = texts(cells, '')
      const first = cells[0] ?? null
      return [first === null ? label : `${label} ${texts(cells, '')[0]}`, ...others]
    }),
  }
}

function headText(label: string, kind: Column['kind']): string {
  const unit = units[kind]
  return unit && !label.includes(unit) ? `${label}（${unit}）` : label
}

function cellText(cell: Cell, kind: Column['kind'], now: Date): string {
  if (cell === null) return ''
  if (typeof cell === 'number') {
    if (kind === 'money') return moneyFigure(cell)
    return kind === 'area' ? areaFigure(cell) : keptText({ kind }, cell)
  }
  return kind === 'date' ? plainDateText(cell, now) : cell
}
