import type { FieldProblem } from '../../errors'
import { personalDataIn } from '../privacy'
import {
  countyCode,
  levelOfCode,
  parentCode,
  plainRegionCode,
  plainRegionName,
  type RegionLevel,
  usualOfficeName,
} from './codes'
import type { RegionRow } from './tables'

/** A place as it is to be registered. */
export interface PlannedRegion {
  code: string
  name: string
  level: RegionLevel
  parent: string | null
  office: { name: string; phone: string; address: string; hours: string }
}

export interface Places {
  regions: PlannedRegion[]
  /** The rows of places above or beside the county, by their names. */
  left: string[]
  /** 备案号, where a row has one. */
  filing: string
  problems: FieldProblem[]
}

export const problemAt = (row: number, column: string, message: string): FieldProblem => ({
  field: 'text',
  row,
  column,
  message: `第 ${row} 行“${column}”：${message}`,
})

const longest = { name: 40, office: 60, phone: 40, address: 80, hours: 40, filing: 40 } as const

/** An office has a telephone and an address, and no number of a person. */
const isPersonal = (text: string): boolean =>
  /\d{15}/.test(text) || personalDataIn(text, { office: true }).length > 0

/** The places of a table. `known`: those that are registered already, into which more are imported. */
export function readPlaces(rows: readonly RegionRow[], known: ReadonlySet<string> = new Set()): Places {
  const problems: FieldProblem[] = []
  const read = rows.flatMap((row) => {
    const code = plainRegionCode(row.code)
    if (code === null) problems.push(problemAt(row.row, '区划代码', wrongCode(row.code)))
    problems.push(...wrongTexts(row))
    return code === null ? [] : [{ code, row }]
  })
  const county = countyOf(
    read.map(({ code }) => code),
    known,
  )
  const ours = read.filter(({ code }) => countyCode(code) === county || levelOfCode(code) !== 'county')
  for (const { code, row } of ours) {
    if (countyCode(code) !== county)
      problems.push(problemAt(row.row, '区划代码', `${code} 不在 ${county} 里；一次只能登记一个区县。`))
  }
  const codes = ours.map(({ code }) => code)
  const at = new Set(codes)
  ours.forEach(({ code, row }, n) => {
    if (codes.indexOf(code) < n) problems.push(problemAt(row.row, '区划代码', `${code} 写了两次。`))
  })
  const regions = ours.map(({ code, row }): PlannedRegion => {
    const parent = parentCode(code)
    return {
      code,
      name: plainRegionName(row.name),
      level: levelOfCode(code),
      parent: parent !== null && (at.has(parent) || known.has(parent)) ? parent : null,
      office: officeOf(code, row),
    }
  })
  return {
    regions: regions.sort((a, b) => (a.code < b.code ? -1 : 1)),
    left: read.filter((one) => !ours.includes(one)).map(({ row }) => row.name || row.code),
    filing: rows.find(({ filing }) => filing !== '')?.filing ?? '',
    problems,
  }
}

/** The county of most of the townships and villages; where there are none, of the row that is alone. */
function countyOf(codes: readonly string[], known: ReadonlySet<string>): string {
  const below = codes.filter((code) => levelOfCode(code) !== 'county')
  const counted = new Map<string, number>()
  for (const code of below.length > 0 ? below : codes)
    counted.set(countyCode(code), (counted.get(countyCode(code)) ?? 0) + 1)
  const [first] = known
  if (first !== undefined) return countyCode(first)
  return [...counted].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ''
}

const officeOf = (code: string, row: RegionRow): PlannedRegion['office'] => ({
  name: row.office || usualOfficeName(plainRegionName(row.name), levelOfCode(code)),
  phone: row.phone,
  address: row.address,
  hours: row.hours,
})

function wrongCode(text: string): string {
  if (text === '') return '没有写。区县 6 位，镇 9 位，村 12 位，照统计用区划代码写。'
  // What a spreadsheet makes of twelve digits in a column that is not text.
  if (/e\+?\d/i.test(text)) return `“${text}”丢了位数。请在表格里把这一列设成“文本”，重新填再粘贴。`
  return `“${text}”不对。区县 6 位，镇 9 位，村 12 位，照统计用区划代码写。`
}

const columnNames = {
  name: '名称',
  office: '办公室名称',
  phone: '电话',
  address: '地址',
  hours: '办公时间',
  filing: '备案号',
} as const

function wrongTexts(row: RegionRow): FieldProblem[] {
  const fields = Object.keys(columnNames) as (keyof typeof columnNames)[]
  return fields.flatMap((field) => {
    const [text, column] = [row[field], columnNames[field]]
    if (field === 'name' && text === '') return [problemAt(row.row, column, '没有写。')]
    if (text.length > longest[field])
      return [problemAt(row.row, column, `太长了，最多 ${longest[field]} 个字。`)]
    if (isPersonal(text)) return [problemAt(row.row, column, '这里像是个人的号码，请删掉。')]
    return []
  })
}
