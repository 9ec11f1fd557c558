import type { RegisterField } from '../../contract/register-imports'
import type { Sex } from '../../contract/register-words'
import { plainHouseholdCode } from '../household-code'
import type { SheetCell } from '../sheet'
import { plain, textOf } from '../sheet/cells'
import { birthYearOf, type IdNumber, idNumberOf } from './births'
import { endOf, headName, memberOf, phoneNumber, plainGroup, plainName, plainRelation, sexOf } from './normal'

export interface RowProblem {
  field: RegisterField
  /** What stands in the cell, so that it can be mended; empty where it must not be kept. */
  value: string
  message: string
}

/** What a row of a register says of a person: all that is kept, and nothing else. */
export interface RegisterFacts {
  /** In the sheet, counted from 1. */
  row: number
  /** Rows of one household share it: the code, or the place of its first row where it has none. */
  block: string
  code: string | null
  /** The code has stood beside another head before. */
  twice: boolean
  /** As its own column says it; empty where nothing does. */
  head: string
  group: string
  area: string
  line: string
  estate: string
  building: string
  name: string
  relation: string | null
  sex: Sex | null
  birthYear: number | null
  member: boolean | null
  end: 'died' | 'movedOut' | null
  problems: RowProblem[]
}

/** A row as it is read, with what is gone when the import has been compared. */
export interface RegisterRow {
  facts: RegisterFacts
  phone: string | null
  /** Of the country's id number: never stored. */
  idNumber: IdNumber
  region: string
  township: string
}

export type Cells = Partial<Record<RegisterField, SheetCell>>

const longestName = 20
const longestWord = 20
const manyDigits = /\d[\d\s-]{13,}\d/

/** A short word of a cell; what may hold a number of a person is left out. */
const wordOf = (cell: SheetCell | undefined): string => {
  const text = plainName(textOf(cell))
  return manyDigits.test(text) ? '' : text.slice(0, longestWord)
}

/** What is shown of a cell that is to be mended. */
const shown = (cell: SheetCell | undefined): string => {
  const text = textOf(cell).slice(0, 60)
  return manyDigits.test(text.normalize('NFKC')) ? '' : text
}

/** Reads the cells of one person; the household they belong to is the block's (`blocks.ts`). */
export function personOfRow(
  row: number,
  cells: Cells,
  now: number,
): Omit<RegisterRow, 'region' | 'township'> {
  const problems: RowProblem[] = []
  const problem = (field: RegisterField, message: string) =>
    problems.push({ field, value: shown(cells[field]), message: `第${row}行${message}` })
  const idNumber = idNumberOf(cells.idNumber)
  const known = idNumber.kind === 'good' ? idNumber : null
  const name = nameOf(cells.name)
  if (name === '') problem('name', '没有写姓名，或写的不是姓名，先放着。')
  const sex = sexOf(textOf(cells.sex))
  if (sex === null && textOf(cells.sex) !== '') problem('sex', '性别看不懂，请写“男”或“女”。')
  const birthYear = birthYearOf(cells.birth, now)
  if (birthYear === undefined) problem('birth', '出生日期看不懂，请写成1965-03这样。')
  const phone = phoneNumber(textOf(cells.phone))
  if (phone === null && /\d/.test(textOf(cells.phone))) problem('phone', '手机号位数不对，先不保存。')
  const member = memberOf(textOf(cells.member))
  if (member === undefined) problem('member', '“是否成员”看不懂，请写“是”或“否”。')
  return {
    facts: {
      ...noPlace,
      row,
      name,
      relation: relationOf(cells, name),
      sex: sex ?? known?.sex ?? null,
      birthYear: birthYear ?? known?.birthYear ?? null,
      member: member ?? null,
      end: endOf(textOf(cells.change)),
      problems,
    },
    phone,
    idNumber,
  }
}

const noPlace = {
  block: '',
  code: null,
  twice: false,
  head: '',
  group: '',
  area: '',
  line: '',
  estate: '',
  building: '',
}

function nameOf(cell: SheetCell | undefined): string {
  const name = plainName(textOf(cell))
  return /\d/.test(name) || [...name].length > longestName ? '' : name
}

function relationOf(cells: Cells, name: string): string | null {
  const relation = plainRelation(wordOf(cells.relation))
  if (relation !== null || name === '') return relation
  return headName(textOf(cells.head)) === name ? '户主' : null
}

/** What a row says of its household itself; blank where the rows above it say it. */
export interface Said {
  code: string
  /** An id number stands where the code should. */
  numberAsCode: boolean
  head: string
  group: string
  area: string
  line: string
  estate: string
  building: string
}

/** `contract`: eighteen digits are the usual code of a contract (承包方编码). */
export function saidOf(cells: Cells, contract: boolean): Said {
  const code = plainHouseholdCode(textOf(cells.household)).slice(0, 40)
  const id = code === '' ? null : idNumberOf(code)
  // The years of this century stand in codes of contracts; a birth date of the last one does not.
  const numberAsCode = id?.kind === 'good' && (!contract || id.number.slice(6, 8) === '19')
  const known = contract || /^[\d-]{1,14}$|\D/.test(code) ? code : ''
  return {
    code: numberAsCode ? '' : known,
    numberAsCode: numberAsCode || (code !== '' && known === ''),
    head: headName(wordOf(cells.head)),
    group: plainGroup(wordOf(cells.group)),
    area: wordOf(cells.area),
    line: wordOf(cells.row),
    estate: wordOf(cells.estate),
    building: wordOf(cells.building),
  }
}

const totals = /^(?:合计|小计|总计|共计|累计|总人数|总户数|本页)/

/** A row that sums up is nobody. */
export const isTotalRow = (texts: readonly string[]): boolean => {
  const [first, second] = texts.map(plain)
  return totals.test(first ?? '') || (/^\d*$/.test(first ?? '') && totals.test(second ?? ''))
}
