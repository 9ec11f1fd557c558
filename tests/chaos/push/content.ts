import type { DraftTable, RowChange, WholeContent } from '@hutang/shared'
import { itemOf } from '../../../server/src/features/catalogue'
import { householdCode, village } from './world'

const place = { code: village, name: '护塘村', level: 'village' as const }

const columns: DraftTable['columns'] = [
  { key: 'group', label: '组别', kind: 'group' },
  { key: 'name', label: '户主', kind: 'name' },
  { key: 'area', label: '面积（亩）', kind: 'area' },
  { key: 'fee', label: '金额（元）', kind: 'money' },
]

/** All that an item asks for, with a row for each of the households. */
export function contentOf(item: number, title: string, codes: readonly number[]): WholeContent {
  const about = itemOf(place, item)
  if (!about) throw new RangeError(`no item ${item}`)
  const rows = codes.map((at, n) => ({
    household: householdCode(at),
    cells: ['15组', `户主${at + 1}`, 100 + n, 30_000],
  }))
  return {
    title,
    plain: '一句话把最要紧的事说清楚。',
    elements: about.elements.map((name) => ({ name, text: `${name}的内容` })),
    body: '正文第一段。\n正文第二段。',
    table: rows.length > 0 ? { caption: '明细表', columns, rows } : null,
  }
}

/** What a request may carry of it: rows follow by themselves. */
export const withoutRows = ({ table, ...words }: WholeContent) => ({
  ...words,
  table: table && { caption: table.caption, columns: table.columns },
})

export const rowsAdded = (rows: DraftTable['rows']): RowChange[] =>
  rows.map((row, at) => ({ key: `k${at}`, row }))
