import type { Cell, ColumnKind } from '@hutang/shared/contract'
import {
  areaFigure,
  isFigureKind,
  cellText as keptText,
  moneyFigure,
  plainDateText,
} from '@hutang/shared/rules'
import { clock } from './clock'

export const isFigure = isFigureKind

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
    return keptText({ kind }, cell)
  }
  return kind === 'date' ? plainDateText(cell, new Date(clock.now())) : cell
}
