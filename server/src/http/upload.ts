import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors'
import { isDiskFull } from '../storage/disk-full'

/** A multipart form with one file. */
export interface UploadedForm {
  /** Path of the file that was sent, as it came; it goes when the work with it has ended. */
  file: string | undefined
  /** As the sender named it. */
  fileName: string
  /** The texts beside it, trimmed. */
  fields: Record<string, string>
}

/** Gives the work a way to read the form: its file onto the disk, so that many large ones do not fill the memory. */
export async function withUpload<T>(
  request: FastifyRequest,
  work: (read: () => Promise<UploadedForm>) => Promise<T>,
): Promise<T> {
  let folder: string | undefined
  try {
    return await work(async () => {
      if (!request.isMultipart()) throw new AppError('unsupportedMedia')
      folder = await mkdtemp(join(tmpdir(), 'hutang-upload-'))
      return readParts(request, join(folder, 'file'))
    })
  } finally {
    if (folder) await rm(folder, { recursive: true, force: true })
  }
}

/** The parser throws plain errors at a form that is broken or breaks off; those are the client's. */
async function readParts(request: FastifyRequest, path: string): Promise<UploadedForm> {
  const form: UploadedForm = { file: undefined, fileName: '', fields: {} }
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        await pipeline(part.file, createWriteStream(path))
        if (part.file.truncated) throw new AppError('tooLarge')
        form.file = path
        form.fileName = part.filename ?? ''
      } else form.fields[part.fieldname] = String(part.value ?? '').trim()
    }
  } catch (problem) {
    if (problem instanceof AppError || (problem instanceof Error && 'statusCode' in problem)) throw problem
    throw new AppError(isDiskFull(problem) ? 'diskFull' : 'brokenUpload', { cause: problem })
  }
  return form
}
