import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { gateFields } from '@hutang/shared'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../../errors'
import { isDiskFull } from '../../../storage/disk-full'

export interface Upload {
  /** Path of the photo that was sent, as it came; it goes when the work with it has ended. */
  file: string
  /** What was written beside it. */
  fields: Readonly<Record<string, string>>
}

/** Gives the work a way to read the upload: into a file, so that many large ones do not fill the memory. */
export async function withUpload<T>(
  request: FastifyRequest,
  work: (read: () => Promise<Upload>) => Promise<T>,
): Promise<T> {
  let folder: string | undefined
  try {
    return await work(async () => {
      if (!request.isMultipart()) throw new AppError('unsupportedMedia')
      folder = await mkdtemp(join(tmpdir(), 'hutang-upload-'))
      return checked(await readParts(request, join(folder, 'picture')))
    })
  } finally {
    if (folder) await rm(folder, { recursive: true, force: true })
  }
}

interface Parts {
  file: string | undefined
  /** As the telephone named it; it is not kept. */
  fileName: string
  fields: Record<string, string>
}

/** The parser throws plain errors at a form that is broken or breaks off; those are the client's. */
async function readParts(request: FastifyRequest, path: string): Promise<Parts> {
  const parts: Parts = { file: undefined, fileName: '', fields: {} }
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        await pipeline(part.file, createWriteStream(path))
        if (part.file.truncated) throw new AppError('tooLarge')
        parts.file = path
        parts.fileName = part.filename ?? ''
      } else parts.fields[part.fieldname] = String(part.value ?? '').trim()
    }
  } catch (problem) {
    if (problem instanceof AppError || (problem instanceof Error && 'statusCode' in problem)) throw problem
    throw new AppError(isDiskFull(problem) ? 'diskFull' : 'brokenUpload', { cause: problem })
  }
  return parts
}

function checked({ file, fileName, fields }: Parts): Upload {
  const problems = [
    ...(file ? [] : [{ field: 'file', message: '图片：请选一张照片。' }]),
    ...gateFields([{ field: 'file', title: '图片的文件名', text: fileName }]),
  ]
  if (!file || problems.length > 0) throw new AppError('invalidFields', { fields: problems })
  return { file, fields }
}
