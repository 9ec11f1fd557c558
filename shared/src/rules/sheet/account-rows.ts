import type { Column } from '../../contract/domain'
import { parseCell } from '../table-cells'
import { totalWord } from '../total-rows'
import { kindOfAccount, type Role } from './account-roles'
import { isBlank, plain, textOf } from './cells'
import type { Heading, Sheet, SheetCell } from './types'

/** The account's own debit and credit, or those of what stands against it. */
export type Way = 'cash' | 'mirror'
export type Places = Partial<Record<Role, number>>

export interface AccountLine {
  at: number
  total: boolean
  summary: string
  voucher: string
  account: string
  code: string
}

export const money: Column = { key: 'money', label: '', kind: 'money' }

export function toldLabels({ labels }: Heading, places: Places, way: Way): string[] {
  const kind = places.other ?? places.account
  const words = new Map<number | undefined, string>([
    [places.debit, way === 'cash' ? '收入' : '支出'],
    [places.credit, way === 'cash' ? '支出' : '收入'],
    [kind, '类别'],
    [places.month, '日期'],
    ...(places.debit === undefined ? [[places.direction, '收支'] as const] : []),
  ])
  return labels.map((label, at) => words.get(at) ?? label)
}

const isNil = (cell: SheetCell | undefined): boolean =>
  cell === 0 || (typeof cell === 'string' && /^[-\s]*0?(?:\.0+)?[-\s]*$/.test(cell))

export function toldRows(
  sheet: Sheet,
  heading: Heading,
  places: Places,
  lines: readonly AccountLine[],
  way: Way,
): SheetCell[][] {
  const rows = [...sheet.rows]
  const year = yearIn(heading, sheet)
  const first = new Map<string, SheetCell[]>()
  for (const line of lines) {
    const row = [...(rows[line.at] ?? [])]
    if (line.total) onlyItsWord(row)
    else {
      tellDate(row, places, year)
      const before = first.get(line.voucher)
      if (before) fillFrom(row, before, places)
      else first.set(line.voucher, row)
      tellSides(row, places, way)
      const kind = places.other ?? places.account
      if (kind !== undefined && !isBlank(row[kind])) row[kind] = kindOfAccount(textOf(row[kind]))
    }
    rows[line.at] = row
  }
  return rows
}

/** A row of sums says so by its first word, whatever date stands before it. */
function onlyItsWord(row: SheetCell[]): void {
  for (const [at, cell] of row.entries()) {
    const text = textOf(cell)
    const figure = typeof cell === 'number' || 'cell' in parseCell(money, text)
    if (!figure && totalWord(text) === null) row[at] = null
    if (cell !== null && typeof cell === 'object') row[at] = null
  }
}

/** 用友 gives month and day a column each. */
function tellDate(row: SheetCell[], { year, month, day }: Places, said: string | null): void {
  if (month === undefined || day === undefined) return
  const of = textOf(row[year ?? -1]) || said
  const [m, d] = [textOf(row[month]), textOf(row[day])]
  if (m === '' || d === '') return
  const two = (text: string) => text.padStart(2, '0')
  row[month] = of ? `${of}-${two(m)}-${two(d)}` : `${Number(m)}月${Number(d)}日`
}

function fillFrom(row: SheetCell[], before: readonly SheetCell[], places: Places): void {
  for (const at of [places.date, places.month, places.voucher, places.summary])
    if (at !== undefined && isBlank(row[at])) row[at] = before[at] ?? null
}

function tellSides(row: SheetCell[], { debit, credit, direction }: Places, way: Way): void {
  if (debit !== undefined && credit !== undefined) {
    if (isNil(row[debit]) && !isBlank(row[credit])) row[debit] = null
    if (isNil(row[credit]) && !isBlank(row[debit])) row[credit] = null
    return
  }
  if (direction === undefined) return
  const word = plain(textOf(row[direction]))
  const [one, other] = way === 'cash' ? ['收入', '支出'] : ['支出', '收入']
  if (/^借/.test(word)) row[direction] = one ?? null
  if (/^贷/.test(word)) row[direction] = other ?? null
}

function yearIn({ title, labels, lines }: Heading, { name }: Sheet): string | null {
  const said = [...labels, title ?? '', ...lines.map(({ text }) => text), name].join(' ').normalize('NFKC')
  return /(20\d{2})\s*[年.-]/.exec(said)?.[1] ?? null
}
