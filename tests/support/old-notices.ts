import type { SheetCell } from '@hutang/shared'
import { renewed, type Village, village, type Who } from '../api/notices-setup'
import { formOf } from './form'
import { xlsxFile } from './table-files'
import { zipOf } from './zip-file'

export const oldHead = ['日期', '事项', '标题', '正文', '附表文件', '图片文件']

/** A list with what belongs to it, packed as a village packs it. */
export const oldFolder = (rows: SheetCell[][], files: Record<string, Buffer> = {}): Buffer =>
  zipOf([
    { name: '老公示/清单.xlsx', data: xlsxFile({ rows: [oldHead, ...rows] }) },
    ...Object.entries(files).map(([name, data]) => ({ name: `老公示/${name}`, data })),
  ])

export const oldTable = (rows: SheetCell[][]): Buffer => xlsxFile({ rows })

/** Sends a file of old notices and answers what the page gets. */
export async function importedOld(t: Village, data: Buffer, who: Who = 'publisher', name = '老公示.zip') {
  const { payload, headers } = formOf({ name, data })
  const answer = await t.app.inject({
    method: 'POST',
    url: `/api/regions/${village.code}/old-notices/file`,
    payload,
    headers: { ...headers, authorization: `Bearer ${renewed(t, who)}` },
  })
  return { status: answer.statusCode, body: answer.json() }
}

const step = (t: Village, who: Who) => ({ token: renewed(t, who) })

/** The whole way of a batch: handed in, reviewed once, published once. */
export async function throughOld(t: Village, id: string) {
  const params = { id }
  const sent = await t.ask('POST /api/old-batches/:id/submit', { params, ...step(t, 'publisher') })
  const { hash } = sent.body
  const reviewed = await t.ask('POST /api/old-batches/:id/review', {
    params,
    body: { decision: 'approve', hash },
    ...step(t, 'supervisor'),
  })
  const published = await t.ask('POST /api/old-batches/:id/publish', {
    params,
    body: { hash },
    ...step(t, 'publisher'),
  })
  return { sent, reviewed, published }
}

export const entriesOf = async (t: Village, id: string, who: Who = 'publisher') =>
  (await t.ask('GET /api/old-batches/:id/entries', { params: { id }, query: { limit: 50 }, ...step(t, who) }))
    .body.items
