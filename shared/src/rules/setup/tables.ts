import { findHeading, type Sheet, sheetOfText } from '../sheet'
import { filledIn, plain, textOf } from '../sheet/cells'

const regionColumns = {
  code: /区划代码|^(?:村镇|地区|单位)?(?:代码|编码)$/,
  name: /^(?:村镇|地区|村|镇|乡镇|单位|村\(社区\))?名称?$|^村镇$|^地区$/,
  office: /^办公室(?:名称)?$|^机构(?:名称)?$/,
  phone: /电话/,
  address: /地址/,
  hours: /时间/,
  filing: /备案号/,
} as const
const peopleColumns = {
  code: /区划代码|^(?:村镇|地区|单位)?(?:代码|编码)$/,
  place: /^(?:所在|所属)?(?:村镇?|镇|乡镇|单位|地区|村\/镇|村\(社区\))(?:名称?)?$|^村或镇$/,
  name: /^(?:姓名|名字|人员)$/,
  post: /岗位|职务|职责|身份/,
  phone: /手机|电话/,
  since: /起始|开始|任职|到岗/,
} as const

/** A row by the meaning of its columns, and where it stands in what was pasted, from 1. */
export type Row<Field extends string> = { row: number } & Record<Field, string>
export type RegionRow = Row<keyof typeof regionColumns>
export type PersonRow = Row<keyof typeof peopleColumns>

const noOrder: readonly (keyof typeof peopleColumns)[] = []

/** Columns of the template, which a table without headings follows. */
const regionOrder = ['code', 'name', 'office', 'phone', 'address', 'hours', 'filing'] as const

const headings = [
  '区划代码',
  '代码',
  '名称',
  '姓名',
  '岗位',
  '职务',
  '手机',
  '电话',
  '地址',
  '办公时间',
  '村镇',
  '起始日',
]

const headsPeople = (texts: readonly string[]): boolean =>
  [peopleColumns.name, peopleColumns.post].every((pattern) => texts.some((text) => pattern.test(text)))
const headsRegions = (texts: readonly string[]): boolean =>
  !headsPeople(texts) &&
  [regionColumns.code, regionColumns.name].every((pattern) => texts.some((text) => pattern.test(text)))

/** Both tables in one text, in whichever order; either may stand alone. */
export function tablesOf(text: string): { regions: RegionRow[]; people: PersonRow[] } {
  const sheet = sheetOfText(text)
  const texts = sheet.rows.map((row) => filledIn(row).map((cell) => plain(cell.text)))
  const people = texts.findIndex(headsPeople)
  const regions = texts.findIndex(headsRegions)
  const end = sheet.rows.length
  const upTo = (from: number, other: number) => (other > from ? other : end)
  const regionRows: RegionRow[] = rowsOf(sheet, Math.max(regions, 0), upTo(Math.max(regions, 0), people), {
    patterns: regionColumns,
    order: people === 0 && regions < 0 ? [] : regionOrder,
  })
  const personRows: PersonRow[] =
    people < 0
      ? []
      : rowsOf(sheet, people, upTo(people, regions), { patterns: peopleColumns, order: noOrder })
  return {
    regions: regionRows.filter(({ code, name }) => code !== '' || name !== ''),
    people: personRows.filter(({ name, post }) => name !== '' || post !== ''),
  }
}

interface Shape<Field extends string> {
  patterns: Readonly<Record<Field, RegExp>>
  /** The columns of a table without headings; empty: there is none. */
  order: readonly Field[]
}

function rowsOf<Field extends string>(
  sheet: Sheet,
  from: number,
  end: number,
  { patterns, order }: Shape<Field>,
): Row<Field>[] {
  const part = { ...sheet, rows: sheet.rows.slice(from, end) }
  const heading = findHeading(part, headings)
  if (!heading.rows && order.length === 0) return []
  const fields = Object.keys(patterns) as Field[]
  const columns = heading.rows
    ? columnsOf(heading.labels, fields, patterns)
    : new Map(order.map((field, column) => [field, column]))
  return part.rows.slice(heading.first, heading.end).flatMap((cells, at): Row<Field>[] => {
    if (filledIn(cells).length === 0) return []
    const values = fields.map((field) => [field, textOf(cells[columns.get(field) ?? -1])])
    return [{ ...Object.fromEntries(values), row: from + heading.first + at + 1 }]
  })
}

/** Each column means one thing, the first field that it fits. */
function columnsOf<Field extends string>(
  labels: readonly string[],
  fields: readonly Field[],
  patterns: Readonly<Record<Field, RegExp>>,
): Map<Field, number> {
  const columns = new Map<Field, number>()
  labels.forEach((label, column) => {
    const field = fields.find((one) => !columns.has(one) && patterns[one].test(plain(label)))
    if (field) columns.set(field, column)
  })
  return columns
}
