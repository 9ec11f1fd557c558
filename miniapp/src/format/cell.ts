import type { Cell, ColumnKind } from '@hutang/shared/contract'
import { areaFigure, moneyFigure, plainDateText } from '@hutang/shared/rules'
import { clock } from './clock'

const figures = new Set<ColumnKind>(['integer', 'area', 'money'])

export const isFigure = (kind: ColumnKind) => figures.has(kind)

const units: Partial<Record<ColumnKind, string>> = { area: '亩', money: '元' }

/** A column's heading with its unit, unless the label already contains it. */
export function headText(label: string, kind: ColumnKind): string {
  const unit = units[kind]
  return unit && !label.includes(unit) ? `${label}（${unit}）` : label
}

export function cellText(cell: Cell | undefined, kind: ColumnKind): string {
  if (cell === null || cell === undefined || cell === '') return '—'
  if (typeof cell === 'number') {
    if (kind === 'money') return moneyFigure(cell)
    if (kind === 'area') return areaFigure(cell)
    return String(cell)
  }
  return kind === 'date' ? plainDateText(cell, new Date(clock.now())) : cell
}
