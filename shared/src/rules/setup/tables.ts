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
const placeColumns = {
  code: /区划代码|^(?:村镇|地区|单位)?(?:代码|编码)$/,
  place: /^(?:所在|所属)?(?:村镇?|镇|乡镇|单位|地区|村\/镇|村\(社区\))(?:名称?)?$|^村或镇$/,
} as const
const personColumns = {
  group: /^(?:所(?:在|属|管))?(?:村民)?(?:小组|组别|组名|组)(?:名称?)?$/,
  household: /^(?:家庭)?户(?:号|籍?编号)$/,
  phone: /手机|电话/,
  since: /起始|开始|任职|到岗/,
} as const
const peopleColumns = {
  ...placeColumns,
  name: /^(?:姓名|名字|人员)$/,
  post: /岗位|职务|职责|身份/,
  ...personColumns,
} as const
/** A list of groups with who leads each. */
const leaderColumns = {
  ...placeColumns,
  leader: /^(?:村民)?小?组长(?:姓名|名字)?$/,
  ...personColumns,
} as const

/** A row by the meaning of its columns, and where it stands in what was pasted, from 1. */
export type Row<Field extends string> = { row: number } & Record<Field, string>
export type RegionRow = Row<keyof typeof regionColumns>
export type PersonRow = Row<keyof typeof peopleColumns>

const noOrder: readonly never[] = []

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
  '组',
  '组别',
  '组长',
  '户号',
]

const headsLeaders = (texts: readonly string[]): boolean =>
  [leaderColumns.group, leaderColumns.leader].every((pattern) => texts.some((text) => pattern.test(text)))
const headsPeople = (texts: readonly string[]): boolean =>
  [peopleColumns.name, peopleColumns.post].every((pattern) => texts.some((text) => pattern.test(text)))
const headsRegions = (texts: readonly string[]): boolean =>
  !headsPeople(texts) &&
  !headsLeaders(texts) &&
  [regionColumns.code, regionColumns.name].every((pattern) => texts.some((text) => pattern.test(text)))

/** The tables of one text, in whichever order; each may stand alone. A list of groups gives the people who lead them. */
export function tablesOf(text: string): { regions: RegionRow[]; people: PersonRow[] } {
  const sheet = sheetOfText(text)
  const texts = sheet.rows.map((row) => filledIn(row).map((cell) => plain(cell.text)))
  const people = texts.findIndex(headsPeople)
  const leaders = texts.findIndex((row) => headsLeaders(row) && !headsPeople(row))
  const regions = texts.findIndex(headsRegions)
  const first = regions < 0 && people !== 0 && leaders !== 0 ? 0 : regions
  const end = (from: number) =>
    Math.min(sheet.rows.length, ...[people, leaders, first].filter((other) => other > from))
  const read = <Field extends string>(from: number, shape: Shape<Field>): Row<Field>[] =>
    from < 0 ? [] : rowsOf(sheet, from, end(from), shape)
  const leads = read(leaders, { patterns: leaderColumns, order: noOrder })
  return {
    regions: read(first, { patterns: regionColumns, order: regionOrder }).filter(
      ({ code, name }) => code !== '' || name !== '',
    ),
    people: [
      ...read(people, { patterns: peopleColumns, order: noOrder }).filter(
        ({ name, post }) => name !== '' || post !== '',
      ),
      ...leads.flatMap(({ leader, ...row }) =>
        leader === '' ? [] : [{ ...row, name: leader, post: leaderPost }],
      ),
    ],
  }
}

const leaderPost = '村民小组长'

interface Shape<Field extends string> {
  patterns: Readonly<Record<Field, RegExp>>
  /** The columns of a table without headings; empty: there is none. */
  order: readonly NoInfer<Field>[]
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
