import type { ImportColumn, RegisterField } from '../../contract/register-imports'
import { findHeading, type Sheet, type SheetCell } from '../sheet'
import { textOf } from '../sheet/cells'
import { createRowReader } from './blocks'
import { columnsView, registerColumns, registerHeadings } from './columns'
import type { RegisterRow } from './rows'

export interface RegisterReading {
  columns: ImportColumn[]
  rows: RegisterRow[]
  /** Sentences about the whole: hidden rows, numbers that lost their digits. */
  notices: string[]
}

/** Why a sheet cannot be read as a register, as a sentence with the way out. */
export interface Unreadable {
  problem: string
}

const onePerHousehold: readonly RegisterField[] = [
  'household',
  'head',
  'group',
  'area',
  'row',
  'estate',
  'building',
  'region',
  'township',
]

/** A cell that is merged over several rows holds for each of them. */
function unmerged(sheet: Sheet, fields: readonly (RegisterField | null)[]): SheetCell[][] {
  const rows = sheet.rows.map((row) => [...row])
  for (const { row, column, rows: deep } of sheet.merges) {
    const field = fields[column]
    if (deep < 2 || !field || !onePerHousehold.includes(field)) continue
    for (let at = row + 1; at < row + deep; at++) {
      const cells = rows[at]
      if (cells && textOf(cells[column]) === '') cells[column] = rows[row]?.[column] ?? null
    }
  }
  return rows
}

/** `people`: each row is a person; otherwise a household (承包户, 成员户), named by its head. */
export function readRegister(
  sheet: Sheet,
  { now, people }: { now: number; people: boolean },
): RegisterReading | Unreadable {
  const heading = findHeading(sheet, registerHeadings)
  const fields = registerColumns(heading.labels)
  const needed: RegisterField = people ? 'name' : 'head'
  const usable = people
    ? fields
    : fields.map((field) => (field === 'name' && !fields.includes('head') ? 'head' : field))
  if (!usable.includes(needed))
    return {
      problem: people
        ? '没有找到“姓名”这一列，请在表头写上“姓名”。'
        : '没有找到“户主”或“承包方代表”这一列，请在表头写上。',
    }
  const reader = createRowReader({ fields: usable, labels: heading.labels, now, people })
  const hidden = new Set(sheet.hidden.rows)
  const cells = unmerged(sheet, usable)
  const rows: RegisterRow[] = []
  for (let at = heading.first; at < heading.end; at++) {
    if (hidden.has(at)) continue
    const read = reader.read(at + 1, cells[at] ?? [])
    if (read) rows.push(read)
  }
  const notices = [...noticesOf(sheet, rows), ...leaderNotice(heading.labels)]
  return { columns: columnsView(heading.labels, usable), rows, notices }
}

/** 组长 is a post, which an administrator gives; a register does not. */
const leaderNotice = (labels: readonly string[]): string[] =>
  labels.some((label) => /^(?:村民)?小?组长(?:姓名)?$/.test(label.replace(/\s/g, '')))
    ? [
        '“组长”这一列不存进户籍册。定组长：管理员在“岗位和换届”里点“用一张表换届”，贴上组、组长、手机或户号几列。',
      ]
    : []

const mostNamed = 20

/** The numbers that were lost or mistyped are named row by row while they are few. */
function noticesOf(sheet: Sheet, rows: readonly RegisterRow[]): string[] {
  const notices: string[] = []
  if (sheet.hidden.rows.length > 0) notices.push(`有${sheet.hidden.rows.length}行是隐藏的，没有读。`)
  const lost = rows.filter(({ idNumber }) => idNumber.kind === 'lost')
  const bad = rows.filter(({ idNumber }) => idNumber.kind === 'bad')
  if (lost.length > mostNamed)
    notices.push(`有${lost.length}行身份证号末几位已丢失。这一列不保存，请核对姓名和户号。`)
  if (bad.length > mostNamed)
    notices.push(`有${bad.length}行身份证号位数或校验码不对，没有拿来核对。这一列不保存。`)
  const named = [
    ...(lost.length > mostNamed
      ? []
      : lost.map((row) => [row, '身份证号末几位已丢失。这一列不保存，请核对姓名和户号。'] as const)),
    ...(bad.length > mostNamed
      ? []
      : bad.map((row) => [row, '身份证号位数或校验码不对。这一列不保存，请核对姓名和户号。'] as const)),
  ]
  for (const [{ facts }, message] of named)
    facts.problems.push({ field: 'idNumber', value: '', message: `第${facts.row}行${message}` })
  return notices
}
