import {
  creditCodeProblem,
  dateOf,
  type FieldProblem,
  findHeading,
  gateFields,
  type RegisteredField,
  type Sheet,
  type SheetCell,
  visibleText,
} from '@hutang/shared'
import type { RegisteredEnterpriseDoc } from '../enterprises.model'
import { industryNamed } from '../industries'
import { enterpriseColumns, enterpriseHeadings, enterpriseKindOf, sheetCode } from './columns.rules'

export type RegisterRow = Omit<RegisteredEnterpriseDoc, 'at' | 'goneSince'>

export interface ReadRegister {
  columns: { label: string; field: RegisteredField | null }[]
  rows: RegisterRow[]
  problems: FieldProblem[]
  /** Rows that are left out. */
  left: number
  /** Every code that it has, of rows that are left out too. */
  codes: ReadonlySet<string>
}

const longestName = 80

const textOf = (cell: SheetCell | undefined): string => {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'object') return 'date' in cell ? cell.date : ''
  return visibleText(String(cell))
}

/**
 * Reads a list of enterprises. A row without a sound code, a name and a place is left out; a kind, an industry or a day that
 * is not understood is unknown. Each is named with its row and column. `placeOf` finds the code of a place of the register.
 */
export function readRegisterRows(
  sheet: Sheet,
  placeOf: (written: string) => string | null,
): ReadRegister | { problem: string } {
  const heading = findHeading(sheet, enterpriseHeadings)
  const fields = enterpriseColumns(heading.labels)
  for (const [field, label] of needed)
    if (!fields.includes(field)) return { problem: `没有找到“${label}”这一列，请在表头写上。` }
  const hidden = new Set(sheet.hidden.rows)
  const seen = new Map<string, number>()
  const read: ReadRegister = {
    columns: heading.labels.map((label, at) => ({ label, field: fields[at] ?? null })),
    ...{ rows: [], problems: [], left: 0, codes: new Set() },
  }
  for (let at = heading.first; at < heading.end; at++) {
    const cells = sheet.rows[at] ?? []
    if (hidden.has(at) || cells.every((cell) => textOf(cell) === '')) continue
    const value = (field: RegisteredField) => textOf(cells[fields.indexOf(field)])
    const { row, problems } = readRow(at + 1, value, placeOf, seen)
    read.problems.push(
      ...problems.map((one) => ({ ...one, column: labelOf(one.field, heading.labels, fields) })),
    )
    if (row) read.rows.push(row)
    else read.left += 1
  }
  return { ...read, codes: new Set(seen.keys()) }
}

const needed = [
  ['creditCode', '统一社会信用代码'],
  ['name', '名称'],
  ['region', '镇村'],
] as const

const labelOf = (field: string, labels: readonly string[], fields: readonly (string | null)[]): string =>
  labels[fields.indexOf(field)] ?? ''

type Value = (field: RegisteredField) => string

function readRow(
  no: number,
  value: Value,
  placeOf: (written: string) => string | null,
  seen: Map<string, number>,
): { row: RegisterRow | null; problems: FieldProblem[] } {
  const problems: FieldProblem[] = []
  const say = (field: RegisteredField, message: string) =>
    problems.push({ field, row: no, message: `第${no}行：${message}` })
  const code = sheetCode(value('creditCode'))
  const name = value('name')
  const place = placeOf(value('region'))
  const before = code === null ? undefined : seen.get(code)
  if (code === null) say('creditCode', creditCodeProblem(value('creditCode')) ?? '统一社会信用代码不对。')
  else if (before !== undefined) say('creditCode', `和第${before}行是同一个代码，只留前面那一行。`)
  else seen.set(code, no)
  if (name === '') say('name', '没有名称。')
  else if (name.length > longestName) say('name', `名称超过${longestName}个字了。`)
  for (const { message } of gateFields([{ field: 'name', title: '名称', text: name }])) say('name', message)
  if (place === null) say('region', `没有找到“${value('region').slice(0, 20)}”这个镇或村。`)
  if (problems.length > 0 || code === null || place === null) return { row: null, problems }
  const [industry, foundedOn] = [value('industry'), value('foundedOn')]
  const row: RegisterRow = {
    ...{ _id: code, name, kind: enterpriseKindOf(value('kind'), name, code), region: place },
    ...{ industry: industryNamed(industry), foundedOn: dateOf(foundedOn) ?? null },
  }
  if (value('kind') !== '' && row.kind === null)
    say('kind', `认不出“${value('kind').slice(0, 20)}”是哪种主体，先空着。`)
  if (industry !== '' && row.industry === null)
    say('industry', `没有“${industry.slice(0, 20)}”这个行业，先空着。`)
  if (foundedOn !== '' && row.foundedOn === null)
    say('foundedOn', `“${foundedOn.slice(0, 20)}”不是一个日期，先空着。`)
  return { row, problems }
}
