import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { type Cell, type Column, readSheet } from '@hutang/shared'
import type { TableFile } from '../../server/src/features/notices/tables/export'
import { csvOf, xlsxOf } from '../../server/src/features/notices/tables/write-file'
import { readSheetFile } from '../../server/src/sheets'

/** One step of `node scripts/bench-sheets.mjs`, alone in its process: what it takes says the parent. */
const count = 20_000
const columns: Column[] = (
  [
    ['code', '户编', 'text'],
    ['name', '户主', 'name'],
    ['group', '组别', 'group'],
    ['area', '面积（亩）', 'area'],
    ['fee', '流转费（元）', 'money'],
    ['paid', '实发（元）', 'money'],
    ['day', '发放日期', 'date'],
    ['people', '人数', 'integer'],
    ['plot', '地块', 'text'],
    ['contract', '合同编号', 'text'],
    ['how', '方式', 'text'],
    ['note', '备注', 'text'],
  ] as const
).map(([key, label, kind]) => ({ key, label, kind }))

function* rows(): Generator<Cell[]> {
  for (let at = 0; at < count; at++) {
    const day = `2026-09-${String((at % 28) + 1).padStart(2, '0')}`
    const words = [`地块${at}`, `00${at}`, '转账', `第${at}户，二〇二六年`]
    yield [
      `HT-${at}`,
      `示例${at}`,
      `${(at % 20) + 1}组`,
      125 + (at % 700),
      100_000 + at * 7,
      90_000 + at,
      day,
      at % 9,
      ...words,
    ]
  }
}

const file = (): TableFile => ({
  name: '表',
  columns,
  above: ['流转费发放表', '单位：元、亩'],
  rows: rows(),
  totals: [],
  below: [],
})

const steps: Record<string, (path: string) => Promise<number>> = {
  nothing: async () => 0,
  async 'write xlsx'(path) {
    await pipeline(await xlsxOf(file()), createWriteStream(path))
    return count
  },
  async 'write csv'(path) {
    await pipeline(csvOf(file()), createWriteStream(path))
    return count
  },
  async 'read file'(path) {
    const { sheets } = await readSheetFile({ name: path, bytes: await readFile(path) })
    return sheets[0]?.rows.length ?? 0
  },
  async 'read and understand'(path) {
    const { sheets } = await readSheetFile({ name: path, bytes: await readFile(path) })
    const [sheet] = sheets
    return sheet ? readSheet(sheet, { columns: [], usual: columns, households: [] }).table.rows.length : 0
  },
}

const [, , step = '', path = ''] = process.argv
const began = performance.now()
steps[step]?.(path).then((done) => {
  const ms = Math.round(performance.now() - began)
  const peak = Math.round(process.resourceUsage().maxRSS / 1024)
  process.stdout.write(`${JSON.stringify({ rows: done, ms, peak })}\n`)
})
