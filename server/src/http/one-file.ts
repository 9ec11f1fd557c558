import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors'

/** The one file of a form, a table in memory. A form that breaks off is the client's fault. */
export async function fileOf(request: FastifyRequest): Promise<{ name: string; bytes: Uint8Array }> {
  if (!request.isMultipart()) throw new AppError('unsupportedMedia')
  try {
    const file = await request.file()
    if (file) return { name: file.filename ?? '', bytes: await file.toBuffer() }
  } catch (problem) {
    if (problem instanceof AppError || (problem instanceof Error && 'statusCode' in problem)) throw problem
    throw new AppError('brokenUpload', { cause: problem, message: '文件没有传完整，请再选一次。' })
  }
  throw new AppError('invalidFields', { fields: [{ field: 'file', message: '文件：请选一个表格文件。' }] })
}
