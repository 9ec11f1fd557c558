import type { Column, ColumnKind } from '../../contract/domain'
import { isFigureKind, totalOf, withTotal } from '../column-totals'
import {
  type SheetAnswers,
  type SheetColumn,
  type SheetOptions,
  toHousehold,
  toNowhere,
  toOwn,
} from './answers'
import { textOf } from './cells'
import { guessedKind, noValues, type Values } from './guess'
import type { Line, Place } from './layout'
import { alikeAt, isHouseholdHeading, isRunningNumber, sameAt } from './match'
import type { Heading } from './types'
import { inPlainUnit, scaleOf, unitFor, unitOfLabel } from './units'
import { bareHeading } from './words'

const longestLabel = 20
const mostExamples = 3

/** A place of the sheet, where it goes, and ten to the how many its figures are in. */
export interface Matched extends SheetColumn {
  shift: number
}

export interface Columns {
  matched: Matched[]
  table: Column[]
  /** Columns of money, or land, for which nothing says what unit they are in. */
  unsaid: { money: boolean; area: boolean }
}

interface Given {
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
  const byOrder = given.heading.rows === null ? inOrder(given) : null
  const pool = options.columns.length > 0 ? options.columns : options.usual
  const taken = new Set<Column>()
  const free = (at: number) => {
    const column = pool[at]
    return column !== undefined && !taken.has(column)
  }
  const unsaid = { money: false, area: false }
  const named = places.map(({ heading }) => (heading === '' ? -1 : sameAt(heading, pool, free)))
  const matched = places.map((place, at): Matched => {
    const found = byOrder
      ? orderOf(byOrder[at])
      : foundBy(place, named, at, pool, free, options.columns.length > 0)
    const asked = given.answers.columns[place.columns[0] ?? at]
    const { how, to, known } = asked?.to === undefined ? found : chosen(asked.to, pool)
    if (known) taken.add(known)
    const base = { at: place.columns[0] ?? at, heading: place.heading, how, examples: examplesOf(given, at) }
    if (to !== 'column') return { ...base, to, place: -1, column: null, from: null, shift: 0 }
    const own = known
      ? lent(known, how, place, given.values[at], options.columns.length > 0)
      : ownColumn(place, at, given.values[at], table, given.heading.unit)
    const kind = asked?.kind ?? own.kind
    const { shift, from, unitSaid } = unitOf(place.heading, kind, given, given.values[at])
    if (!unitSaid) unsaid[kind === 'money' ? 'money' : 'area'] = true
    const label =
      asked?.label ?? (shift > 0 && table.indexOf(known ?? own) < 0 ? inPlainUnit(own.label) : own.label)
    const column = withTotal({
      ...own,
      ...(asked?.kind === undefined ? {} : { total: undefined }),
      kind,
      label: label.slice(0, longestLabel),
    })
    const there = known ? table.findIndex(({ key }) => key === known.key) : -1
    const index = there >= 0 ? there : table.push(column) - 1
    if (there >= 0 && asked) table[there] = column
    return { ...base, to, place: index, column: table[index] ?? column, from, shift }
  })
  return { matched: numbered(matched, table, options.columns.length), table, unsaid }
}

type Found = Pick<Matched, 'how' | 'to'> & { known?: Column }

function foundBy(
  { heading }: Place,
  named: readonly number[],
  at: number,
  pool: readonly Column[],
  free: (at: number) => boolean,
  fixed: boolean,
): Found {
  const same = heading === '' ? -1 : sameAt(heading, pool, free)
  if (same >= 0) return { how: 'same', to: 'column', known: pool[same] as Column }
  if (isHouseholdHeading(heading)) return { how: 'same', to: 'household' }
  const reserved = (n: number) => free(n) && !named.some((other, place) => other === n && place > at)
  const alike = heading === '' ? -1 : alikeAt(heading, pool, reserved)
  if (alike >= 0) return { how: 'alike', to: 'column', known: pool[alike] as Column }
  // A table that has no column for it needs no number of the line.
  return { how: 'own', to: fixed && isRunningNumber(heading) ? 'nowhere' : 'column' }
}

function chosen(to: string, pool: readonly Column[]): Found {
  if (to === toHousehold) return { how: 'chosen', to: 'household' }
  if (to === toNowhere) return { how: 'chosen', to: 'nowhere' }
  const known = to === toOwn ? undefined : pool.find(({ key }) => key === to)
  return { how: 'chosen', to: 'column', ...(known ? { known } : {}) }
}

const orderOf = (one: Column | 'household' | undefined): Found => {
  if (one === 'household') return { how: 'order', to: 'household' }
  return one ? { how: 'order', to: 'column', known: one } : { how: 'own', to: 'column' }
}

/** Without headings: the columns there are, or the usual ones, in their order, where there are as many or one more. */
function inOrder({ places, lines, values, options }: Given): (Column | 'household')[] | null {
  const known = options.columns.length > 0 ? options.columns : options.usual
  const fits = (skipped: number) =>
    known.every(({ kind }, at) => {
      const { filled, figures, dates, serials } = values[at + skipped] ?? noValues()
      if (kind === 'date') return (dates + serials) * 2 >= filled
      return !isFigureKind(kind) || figures * 2 >= filled
    })
  if (known.length === 0) return null
  const more = places.length - known.length
  const coded = more === 1 && lines.every(({ cells }) => /^[A-Za-z0-9-]*$/.test(textOf(cells[0])))
  if (coded && fits(1)) return ['household', ...known]
  return options.columns.length > 0 || (more === 0 && fits(0)) ? [...known] : null
}

/** A column there is; of the usual ones the heading stays where it is another word, and figures may have decimals. */
function lent(
  known: Column,
  how: Matched['how'],
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

function ownColumn(
  { heading, columns }: Place,
  at: number,
  values: Values | undefined,
  table: readonly Column[],
  unit: string | null,
): Column {
  const kind = ofSums(heading, guessedKind(heading, values ?? noValues(), unit), table)
  let n = at + 1
  while (table.some(({ key }) => key === `c${n}`)) n += 1
  const percent =
    kind === 'number' &&
    values !== undefined &&
    values.percent === values.filled &&
    unitOfLabel(heading) === ''
  const label = shortened(heading) || `列${(columns[0] ?? at) + 1}`
  return { key: `c${n}`, label: percent ? `${label}（%）` : label, kind }
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

function unitOf(
  heading: string,
  kind: ColumnKind,
  { heading: { unit }, answers }: Given,
  values: Values | undefined,
) {
  const plain = { shift: 0, from: null, unitSaid: true }
  if (kind !== 'money' && kind !== 'area') return plain
  const of = kind === 'money' ? '元' : '亩'
  const own = unitOfLabel(heading)
  const said = scaleOf(own)?.of === of ? own : unitFor(unit, of)
  const word = said ?? answers.choices[kind === 'money' ? 'unit' : 'land'] ?? null
  const scale = word === null ? undefined : scaleOf(word)
  const shift = scale?.of === of ? scale.shift : 0
  // Where every cell says its own, nothing is left to ask.
  const inCells =
    values !== undefined &&
    values.figures > 0 &&
    values.figures === (kind === 'money' ? values.money : values.land)
  return { shift, from: shift > 0 ? word : null, unitSaid: said !== null || inCells }
}

const examplesOf = ({ lines }: Given, at: number): string[] => {
  const found = new Set<string>()
  for (const { cells } of lines) {
    const text = textOf(cells[at])
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
