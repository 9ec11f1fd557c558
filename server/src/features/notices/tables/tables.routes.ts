import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { gateFields, hasPart, visitor } from '@hutang/shared'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { serve } from '../../../http/contract'
import { disposition } from '../../../http/files'
import { type UploadedForm, withUpload } from '../../../http/upload'
import { readSheetFile, type SheetFile } from '../../../sheets'
import { actorOf } from '../../accounts'
import { regionOf, regionRef } from '../../regions'
import { tableFile } from './export'
import { templateFile } from './template'
import { csvOf, xlsxOf } from './write-file'

/** Tables as files: read for who writes, written for who reads. */
export function tablesRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/sheets', async (request, reply) => {
    const { roles } = actorOf(request).viewer
    // Before the file is read: who writes and administers nowhere need not send it.
    const reads = ({ region, role }: (typeof roles)[number]) =>
      role === 'administrator' || hasPart(roles, region, 'write')
    if (!roles.some(reads)) throw new AppError('forbidden')
    const sent = request as unknown as FastifyRequest
    const read = await withUpload(sent, async (form) => readSheetFile(await sheetIn(await form())))
    return sendLong(reply, JSON.stringify(read), sent.headers['accept-encoding'])
  })
  on('GET /api/notices/:id/table.xlsx', async ({ params, query, actor }, reply) => {
    const file = await tableFile(deps, params.id, actor?.viewer ?? visitor, query.edition)
    return asFile(reply, disposition('attachment', file.name, 'xlsx')).send(await xlsxOf(file))
  })
  on('GET /api/notices/:id/table.csv', async ({ params, query, actor }, reply) => {
    const file = await tableFile(deps, params.id, actor?.viewer ?? visitor, query.edition)
    return asFile(reply, disposition('attachment', file.name, 'csv')).send(csvOf(file))
  })
  on('GET /api/regions/:code/items/:no/template.xlsx', async ({ params, actor }, reply) => {
    const region = regionRef(await regionOf(deps, params.code))
    const file = await templateFile(deps, region, params.no, actor?.viewer ?? visitor)
    return asFile(reply, disposition('attachment', file.name, 'xlsx')).send(file.bytes)
  })
}

/** Nothing in between may keep what is made for this viewer, or what may be taken down. */
const asFile = (reply: FastifyReply, disposition: string): FastifyReply =>
  reply.headers({ 'content-disposition': disposition, 'cache-control': 'no-store' })

/** A phone names its files by chance, so that the name comes as a field of its own; a browser names the file itself. */
async function sheetIn({ file, fileName, fields }: UploadedForm): Promise<SheetFile> {
  const name = fields.name || fileName
  const problems = [
    ...(file ? [] : [{ field: 'file', message: '表格：请选一个文件。' }]),
    ...gateFields([{ field: 'name', title: '文件名', text: name }]),
  ]
  if (!file || problems.length > 0) throw new AppError('invalidFields', { fields: problems })
  return { name, bytes: await readFile(file) }
}

const packed = promisify(gzip)

/** Two megabytes for a table of 20,000 rows: packed where the client takes it. */
async function sendLong(reply: FastifyReply, json: string, accepted = ''): Promise<FastifyReply> {
  reply.headers({ 'cache-control': 'no-store', vary: 'accept-encoding' })
  reply.type('application/json; charset=utf-8')
  if (!/\bgzip\b/.test(accepted)) return reply.send(json)
  return reply.header('content-encoding', 'gzip').send(await packed(json))
}
