import { type EnterpriseProfile, policyField, policyFields } from '@hutang/shared'
import { type Bits, everyBit } from './bits'
import { type Column, Kept, numberColumn } from './columns'
import { ageColumn, ages, certificatesOn, qualificationsOn, sizesOf } from './on-day'
import { RawColumns } from './raw'

/** Columns that follow from a day, and those of a year: so many are kept. */
const mostDays = 48

export interface Entry {
  id: string
  profile: EnterpriseProfile
}

/** Enterprises as typed columns, from which a rule is answered for all of them at once. */
export interface EnterpriseTable {
  readonly ids: readonly string[]
  readonly every: Bits
  /** What is known of a field on a day; undefined: nothing of anybody. `name` is that of the column. */
  column(field: string, day: string): { name: string; column: Column } | undefined
  /** Makes the columns of a day before they are asked for. */
  prepare(day: string): void
  /** Who had a policy, and when. */
  received(policy: string): readonly { row: number; on: string }[]
}

/** `count` is how many there are, at least. */
export function enterpriseTable(entries: Iterable<Entry>, count: number): EnterpriseTable {
  const raw = new RawColumns(count)
  const ids: string[] = []
  for (const { id, profile } of entries) {
    if (ids.length === count) throw new RangeError(`more than ${count} enterprises`)
    ids.push(id)
    raw.add(profile)
  }
  const kept = new Kept<Column>(mostDays)
  const stated = new Map<string, Column>()
  const columnOf = (field: string, day: string): { name: string; column: Column } | undefined => {
    const name = columnName(field, day)
    const column =
      name === field
        ? (stated.get(field) ?? keep(stated, field, statedColumn(raw, field)))
        : kept.get(name, () => columnOn(raw, field, day, (from) => columnOf(from, day)?.column) ?? none)
    return column && column !== none ? { name, column } : undefined
  }
  return {
    ids,
    every: everyBit(ids.length),
    received: (policy) => raw.received.get(policy) ?? [],
    column: columnOf,
    prepare(day) {
      for (const { name } of policyFields('enterprise')) columnOf(name, day)
    },
  }
}

const none: Column = { kind: 'yesNo', yes: everyBit(0), no: everyBit(0) }

function keep(kept: Map<string, Column>, name: string, column: Column | undefined): Column | undefined {
  if (column) kept.set(name, column)
  return column
}

const yearAsked = (perYear: 'last' | 'this', day: string): number =>
  Number(day.slice(0, 4)) - (perYear === 'last' ? 1 : 0)

/** What a column depends on besides the field: a day, a year, or nothing. */
function columnName(field: string, day: string): string {
  const perYear = policyField('enterprise', field)?.perYear ?? (field === 'size' ? 'last' : null)
  if (perYear) return `${field} ${yearAsked(perYear, day)}`
  return field in ages || field === 'qualifications' || field === 'certificateIssuedOn'
    ? `${field} ${day}`
    : field
}

function statedColumn(raw: RawColumns, field: string): Column | undefined {
  const coded = raw.coded.get(field)
  if (coded) return { kind: 'coded', ...coded }
  const yesNo = raw.yesNo.get(field)
  if (yesNo) return { kind: 'yesNo', ...yesNo }
  const values = raw.numbers.get(field)
  return values && numberColumn(values)
}

function columnOn(
  raw: RawColumns,
  field: string,
  day: string,
  columnOf: (field: string) => Column | undefined,
): Column | undefined {
  if (field === 'qualifications') return qualificationsOn(raw, day)
  if (field === 'certificateIssuedOn') return certificatesOn(raw, day)
  if (field === 'size') return sizesOf(raw, yearAsked('last', day))
  const age = ages[field]
  if (age) {
    const from = columnOf(age.from)
    return ageColumn(raw, field, from?.kind === 'coded' ? from : undefined, day)
  }
  const perYear = policyField('enterprise', field)?.perYear
  const figures = perYear && raw.figures.get(`${yearAsked(perYear, day)} ${field}`)
  return figures ? numberColumn(figures) : undefined
}
