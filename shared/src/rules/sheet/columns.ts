import type { Column } from '../../contract/domain'
import { withTotal } from '../column-totals'
import { cutText } from '../privacy/cover'
import type { ColumnAnswer, SheetAnswers, SheetColumn, SheetOptions } from './answers'
import { textOf } from './cells'
import { type Found, finder } from './column-found'
import { lent, longestLabel, ownColumn } from './column-made'
import { type UnitRead, unitRead } from './column-units'
import type { Values } from './guess'
import type { Line, Place } from './layout'
import type { Heading } from './types'
import { inPlainUnit } from './units'

const mostExamples = 3

/** A place of the sheet, where it goes, and ten to the how many its figures are in. */
export interface Matched extends SheetColumn {
  shift: number
  /** Beyond the headings, in a few rows only: its cells are problems, not a column. */
  stray: boolean
}

export interface Columns {
  matched: Matched[]
  table: Column[]
  /** Columns of money, or land, for which nothing says what unit they are in. */
  unsaid: { money: boolean; area: boolean }
}

export interface Given {
  places: readonly Place[]
  values: readonly Values[]
  lines: readonly Line[]
  heading: Heading
  options: SheetOptions
  answers: SheetAnswers
}

/** Says of each place of the sheet which column it is. */
export function matchColumns(given: Given): Columns {
  const { options, places } = given
  const table = [...options.columns]
  const find = finder(given)
  const unsaid = { money: false, area: false }
  const matched = places.map((place, at): Matched => {
    const from = place.columns[0] ?? at
    const asked = given.answers.columns[from]
    const found = find(at, asked?.to)
    const stray = asked === undefined && isStray(given, at)
    const base = { at: from, heading: place.heading, how: found.how, examples: examplesOf(given, at) }
    if (found.to !== 'column' || stray)
      return {
        ...base,
        to: stray ? 'nowhere' : found.to,
        place: -1,
        column: null,
        from: null,
        shift: 0,
        stray,
      }
    const { column, unit } = columnAt(given, at, found, asked, table)
    if (unit.asked === 'money') unsaid.money = true
    if (unit.asked === 'area') unsaid.area = true
    const there = found.known ? table.findIndex(({ key }) => key === found.known?.key) : -1
    const index = there >= 0 ? there : table.push(column) - 1
    if (there >= 0 && asked) table[there] = column
    return { ...base, to: 'column', place: index, column, from: unit.from, shift: unit.shift, stray: false }
  })
  return { matched: numbered(matched, table, options.columns.length), table, unsaid }
}

/** The column that a place becomes, and the unit of its figures. */
function columnAt(
  given: Given,
  at: number,
  { known, how }: Found,
  asked: ColumnAnswer | undefined,
  table: readonly Column[],
): { column: Column; unit: UnitRead } {
  const { places, values, heading, options } = given
  const place = places[at] ?? { heading: '', columns: [] }
  const fixed = options.columns.length > 0
  const own = known
    ? lent(known, how, place, values[at], fixed)
    : ownColumn(place, at, values[at], table, heading.unit)
  const unit = unitRead(given, at, asked?.kind ?? own.kind, known !== undefined)
  const converted = unit.shift > 0 && !(known && fixed) ? inPlainUnit(own.label) : own.label
  const label = asked?.label ?? (unit.ground ? `${converted}（㎡）` : converted)
  const kind = asked?.kind ?? (unit.ground ? 'number' : own.kind)
  const total = asked?.kind === undefined ? {} : { total: undefined }
  return { column: withTotal({ ...own, ...total, kind, label: cutText(label, longestLabel) }), unit }
}

/** Cells to the right of all headings, in fewer than half of the rows: 1,200 that a comma has split, a note. */
function isStray({ places, values, lines, heading }: Given, at: number): boolean {
  if (heading.rows === null || places.slice(at).some((place) => place.heading !== '')) return false
  return (values[at]?.filled ?? 0) * 2 < lines.filter(({ total }) => total === null).length
}

const examplesOf = ({ lines }: Given, at: number): string[] => {
  const found = new Set<string>()
  for (const { cells, total } of lines) {
    const text = total === null ? textOf(cells[at]) : ''
    if (text !== '') found.add(text.slice(0, 30))
    if (found.size === mostExamples) break
  }
  return [...found]
}

/** No two columns have one name: a later one is numbered. */
function numbered(matched: readonly Matched[], table: Column[], fixed: number): Matched[] {
  const names = new Set(table.slice(0, fixed).map(({ label }) => label))
  for (let at = fixed; at < table.length; at++) {
    const column = table[at]
    if (!column) continue
    let label = column.label
    for (let n = 2; names.has(label); n++) label = `${column.label.slice(0, longestLabel - 2)}${n}`
    names.add(label)
    table[at] = { ...column, label }
  }
  return matched.map((one) => ({ ...one, column: table[one.place] ?? one.column }))
}
