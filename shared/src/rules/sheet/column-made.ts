import type { Column, ColumnKind } from '../../contract/domain'
import { isFigureKind, totalOf } from '../column-totals'
import type { SheetColumn } from './answers'
import { guessedKind, noValues, type Values } from './guess'
import type { Place } from './layout'
import { unitOfLabel } from './units'
import { bareHeading } from './words'

export const longestLabel = 20

/** A column there is; of the usual ones the heading stays where it is another word, and figures may have decimals. */
export function lent(
  known: Column,
  how: SheetColumn['how'],
  place: Place,
  values: Values | undefined,
  fixed: boolean,
): Column {
  if (fixed) return known
  const label = how === 'alike' ? place.heading : known.label
  const kind =
    known.kind === 'integer' && values && values.figures > 0 && values.whole < values.figures
      ? 'number'
      : known.kind
  return { ...known, kind, label }
}

export function ownColumn(
  { heading, columns }: Place,
  at: number,
  values: Values | undefined,
  table: readonly Column[],
  unit: string | null,
): Column {
  const kind = ofSums(heading, guessedKind(heading, values ?? noValues(), unit), table)
  let n = at + 1
  while (table.some(({ key }) => key === `c${n}`)) n += 1
  const label = shortened(heading) || `列${(columns[0] ?? at) + 1}`
  const ofCells = unitLabel(label, kind, values)
  return {
    key: `c${n}`,
    label: ofCells === '' ? label : `${label.slice(0, longestLabel - ofCells.length - 2)}（${ofCells}）`,
    kind,
  }
}

/** What all cells say behind their figures (120平方米, 35%), where the heading does not: else it would be lost. */
function unitLabel(label: string, kind: ColumnKind, values: Values | undefined): string {
  if ((kind !== 'integer' && kind !== 'number') || !values || unitOfLabel(label) !== '') return ''
  if (values.percent > 0 && values.percent === values.filled) return '%'
  const [only = ''] = values.units
  return label.includes(only) ? '' : only
}

/** 合计 beside columns of money, or of land, is of their kind. */
function ofSums(heading: string, kind: ColumnKind, table: readonly Column[]): ColumnKind {
  if (!/(?:合计|小计|总计|共计)$/.test(bareHeading(heading)) || !isFigureKind(kind)) return kind
  const kinds = new Set(table.flatMap((column) => (totalOf(column) === 'none' ? [] : [column.kind])))
  const [only] = kinds
  return kinds.size === 1 && only ? only : kind
}

/** A joined heading that is too long keeps its last part. */
const shortened = (heading: string): string =>
  heading.length <= longestLabel ? heading : (heading.split('·').at(-1) ?? heading).slice(0, longestLabel)
