import type { Cell, Column } from '../../contract/domain'
import { holdsLuhn, isOwnIssuers } from './bank-cards'
import { personalDataIn } from './find'
import { digitOf, foldText } from './folding'
import { isSplitIdCard } from './id-cards'
import { isNeverStored, type PersonalDataKind, type Place } from './kinds'
import { bankWords, codeWords, homeWords, idWords, officeAccountWords } from './words'

/** What was found in the cells of a row from `place` through `through`, counted from 0. */
export interface Finding {
  place: number
  through: number
  kind: PersonalDataKind
}

/** A cell as it is read: sums and sizes only where they are whole. */
interface Read {
  place: number
  column: Column
  text: string
  /** All of it, where it is digits and what may stand between digits. */
  digits: string | null
}

/** Kinds that keep decimals, with what one is kept as. */
const measures: Partial<Record<Column['kind'], number>> = { money: 100, area: 100, number: 10_000 }
const isMeasure = ({ kind }: Column): boolean => measures[kind] !== undefined

/** No number of this many digits or fewer is personal by itself. */
const mostPlain = 1e9
const round = /0000$/

function readCell(column: Column, place: number, cell: Cell): Read | null {
  if (cell === null) return null
  if (typeof cell === 'string') return { place, column, text: cell, digits: onlyDigits(cell) }
  const value = Math.abs(cell / (measures[column.kind] ?? 1))
  const digits = Number.isInteger(value) ? String(value) : null
  return { place, column, text: digits ?? '', digits }
}

const longestNumber = 60
const plainDigits = /^[0-9]*$/
const onlyBetween = /^[\s.,\-/·\p{Pd}]$/u

function onlyDigits(text: string): string | null {
  if (text === '' || text.length > longestNumber) return null
  if (plainDigits.test(text)) return text
  let digits = ''
  for (const sign of foldText(text)) {
    const read = digitOf(sign)
    if (read) digits += read.digit
    else if (/[xX]/.test(sign)) digits += 'X'
    else if (!onlyBetween.test(sign)) return null
  }
  return /^\d+X?$/.test(digits) || digits === 'X' ? digits : null
}

const placesOf = new WeakMap<readonly Column[], readonly Place[]>()

/** Columns of a table about persons who hold no post: a telephone in it is a person's. */
function placesIn(columns: readonly Column[]): readonly Place[] {
  const known = placesOf.get(columns)
  if (known) return known
  const ofPersons = columns.some(({ kind }) => kind === 'name')
  const ofPosts = columns.some(({ label }) => /职务|岗位|职责|分工/.test(label))
  const places = columns.map(({ label }) => ({ label, person: ofPersons && !ofPosts }))
  placesOf.set(columns, places)
  return places
}

/** The personal data in the cells of a row, and in cells beside each other read as one. */
export function personalDataInRow(columns: readonly Column[], cells: readonly Cell[]): Finding[] {
  const places = placesIn(columns)
  const row = columns.flatMap((column, at) => readCell(column, at, cells[at] ?? null) ?? [])
  const found: Finding[] = row.flatMap((read, at) =>
    inCell(read, row[at - 1], places[read.place] ?? {}).map((kind) => ({
      place: read.place,
      through: read.place,
      kind,
    })),
  )
  if (found.some(({ kind }) => isNeverStored(kind))) return found
  // The second half of an id card may read as a telephone by itself.
  const across = acrossCells(row)
  if (found.length === 0) return across
  return [...across.filter(({ kind }) => isNeverStored(kind)), ...found]
}

function inCell({ column, text, digits }: Read, left: Read | undefined, place: Place): PersonalDataKind[] {
  if (column.kind === 'date') return []
  if (column.kind === 'integer' || isMeasure(column)) {
    if (digits === null || Number(digits) < mostPlain) return []
    if (isMeasure(column) && round.test(digits)) return []
  }
  return personalDataIn(text, { ...place, label: headingOf(place.label ?? '', left) })
}

/** In a table of two columns the cell to the left says what stands here, as a heading would. */
const headingOf = (label: string, left: Read | undefined): string =>
  left && left.digits === null && left.text.length <= 12 && isHeading(left.text)
    ? `${label} ${left.text}`
    : label

const isHeading = (text: string): boolean =>
  [idWords, bankWords, officeAccountWords, codeWords, homeWords].some((words) => words.test(text))

const mostJoined = 5
/** A form with a box for each sign. */
const mostBoxes = 18

/** Cells that are digits only, each beside the next: the first run that reads as one number. */
function acrossCells(row: readonly Read[]): Finding[] {
  for (let from = 0; from < row.length - 1; from++) {
    const kind = joinedText(row[from], row[from + 1])
    if (kind) return [finding(row, from, from + 1, kind)]
    let digits = row[from]?.digits ?? null
    for (let to = from + 1; digits !== null && to < row.length && to < from + mostBoxes; to++) {
      const next = row[to]?.digits ?? null
      if (next === null) break
      digits += next
      const cells = to - from + 1
      if (digits.length > 20 || (cells > mostJoined && digits.length > cells)) break
      const number = joinedNumber(digits, row.slice(from, to + 1))
      if (number) return [finding(row, from, to, number)]
    }
  }
  return []
}

const finding = (row: readonly Read[], from: number, to: number, kind: PersonalDataKind): Finding => ({
  place: row[from]?.place ?? 0,
  through: row[to]?.place ?? 0,
  kind,
})

/** A plate, a home or a number that begins in one text and ends in the next. */
function joinedText(left: Read | undefined, right: Read | undefined): PersonalDataKind | null {
  if (!left || !right || left.column.kind !== 'text' || right.column.kind !== 'text') return null
  if (left.digits !== null && right.digits !== null) return null
  const label = `${left.column.label} ${right.column.label}`
  const known = [...personalDataIn(left.text, { label }), ...personalDataIn(right.text, { label })]
  const joined = personalDataIn(`${left.text} ${right.text}`, { label })
  return joined.find((kind) => !known.includes(kind)) ?? null
}

/** Digits and nothing between them; the dashes of a date are not the writer's. */
const isBare = ({ column, text, digits }: Read): boolean =>
  column.kind === 'date' || [...foldText(text)].length === digits?.length

function joinedNumber(digits: string, cells: readonly Read[]): PersonalDataKind | null {
  const pair = cells.length === 2
  const measures = cells.some(({ column }) => isMeasure(column))
  // More than two cells are one number only where nothing stands in them but digits, as in a form with boxes.
  const boxes = cells.length > mostJoined
  if (!pair && ((measures && !boxes) || !cells.every(isBare))) return null
  const texts = cells.every(({ column }) => !isMeasure(column) && column.kind !== 'integer')
  const sizes = cells.map((cell) => cell.digits?.length ?? 0)
  const code = cells.some(({ column }) => codeWords.test(column.label))
  if (isSplitIdCard(digits, { code, loose: texts && pair })) return '身份证号'
  if (code) return null
  const fours = sizes.slice(0, -1).every((size) => size === 4)
  if (isOwnIssuers(digits) && (fours || (pair && (texts || holdsLuhn(digits))))) return '银行卡号'
  const natural = String(sizes) === '3,8' || String(sizes) === '7,4' || String(sizes) === '3,4,4'
  return !measures && (natural || (pair && texts)) && /^1[3-9]\d{9}$/.test(digits) ? '手机号' : null
}
