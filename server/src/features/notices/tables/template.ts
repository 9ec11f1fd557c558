import { type Column, fileTitle, hasPart, type RegionRef, type Viewer } from '@hutang/shared'
import type { Cell as SheetFileCell } from 'hucre/xlsx'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { itemOf, suggestedColumns } from '../../catalogue'
import { registerOf } from '../../residents'
import { unitLine } from './export'
import { sheetColumn } from './write-file'

/** An empty table to be filled in beside the app. */
export interface TemplateFile {
  /** Without its ending. */
  name: string
  bytes: Buffer
}

const householdColumn: Column = { key: 'household', label: '户号', kind: 'text' }
/** A column that names the head of a household, so that the register fills it. */
const isHead = ({ label, kind }: Column): boolean => kind === 'name' && /^(?:户主|承包户|户名)/.test(label)
const isGroup = ({ kind }: Column): boolean => kind === 'group'

/** The usual table of an item; who writes for the region finds its households in it. */
export async function templateFile(
  deps: Deps,
  region: RegionRef,
  no: number,
  viewer: Viewer,
): Promise<TemplateFile> {
  const item = itemOf(region, no)
  if (!item) throw new AppError('itemNotFound')
  const usual = suggestedColumns(no, region.level)
  if (usual.length === 0) throw new AppError('tableNotFound', { message: noTable })
  const byHousehold = usual.some(isHead)
  const columns = byHousehold ? [householdColumn, ...usual] : usual
  const filled = byHousehold && hasPart(viewer.roles, region.code, 'write')
  const rows = filled ? await householdRows(deps, region.code, columns) : []
  return {
    name: `${fileTitle(region.name, item.level2)}-空表`,
    bytes: await written(item.level2, columns, rows),
  }
}

const noTable = '这一项没有常用的表格，可以自己定列，一行行填。'

async function householdRows({ db }: Deps, region: string, columns: readonly Column[]): Promise<string[][]> {
  const households = await registerOf(db, region)
  return households.map(({ code, head, groupName }) =>
    columns.map((column) => {
      if (column === householdColumn) return code
      if (isHead(column)) return head
      return isGroup(column) ? groupName : ''
    }),
  )
}

/** A line that every reader of tables takes for a note (注：…), with an example of how a cell is written. */
function noteFor(columns: readonly Column[]): string {
  const has = (kind: Column['kind']) => columns.some((one) => one.kind === kind)
  const examples = [
    ...(columns.includes(householdColumn) ? ['一户一行，户号照户籍册'] : ['一件一行']),
    ...(has('money') ? ['金额只写数，例：1257.00'] : []),
    ...(has('area') ? ['面积写亩数，例：4.19'] : []),
    ...(has('date') ? ['日期例：2026-11-20'] : []),
  ]
  return `注：${examples.join('；')}；没有的空着。不用写合计，程序会加。`
}

async function written(
  title: string,
  columns: readonly Column[],
  rows: readonly string[][],
): Promise<Buffer> {
  const { writeXlsx } = await import('hucre/xlsx')
  const above = [title, noteFor(columns), ...unitLine(columns)]
  const lines = [...above.map((line) => [line]), columns.map(({ label }) => label), ...rows]
  const last = Math.max(0, columns.length - 1)
  const heading = { font: { bold: true }, border: { bottom: { style: 'thin' as const } } }
  const cells = new Map<string, Partial<SheetFileCell>>([
    ['0,0', { value: title, style: { font: { bold: true, size: 16 } } }],
    ...columns.map(({ label }, at) => [`${above.length},${at}`, { value: label, style: heading }] as const),
  ])
  const merges = above.map((_, row) => ({ startRow: row, endRow: row, startCol: 0, endCol: last }))
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '表格',
        rows: lines.map((line) => line.map((text) => text || null)),
        columns: columns.map(sheetColumn),
        cells,
        merges: last > 0 ? merges : [],
        freezePane: { rows: above.length + 1 },
      },
    ],
  })
  return Buffer.from(bytes)
}
