import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { serve } from '../../../http/contract'
import { namesVersion } from '../../../http/etag'
import { neverStoredProblems } from '../../../rules/personal-data'
import { actorOf } from '../../accounts'
import { workView } from '../workflow/work-view'
import { addPicture, pictureFor, removePicture } from './pictures'

const longestAlt = 100

export function picturesRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/notices/:id/pictures', async (request) => {
    const actor = actorOf(request)
    const upload = () => readUpload(request as unknown as FastifyRequest)
    return workView(deps, actor, await addPicture(deps, actor, request.params.id, upload))
  })
  on('DELETE /api/notices/:id/pictures/:picture', async (request) => {
    const { id, picture } = request.params
    const actor = actorOf(request)
    return workView(deps, actor, await removePicture(deps, actor, id, picture))
  })
  on('GET /api/pictures/:id', async (request, reply) => {
    const { picture, open } = await pictureFor(deps, request.params.id, request.query.ticket)
    const etag = `"${picture.sha256.slice(0, 22)}"`
    // A taken-down picture must vanish at once, so caches ask each time; a restricted one is nobody else's.
    reply.header('etag', etag).header('cache-control', open ? 'public, no-cache' : 'private, no-store')
    if (namesVersion(request.headers['if-none-match'], etag)) return reply.code(304).send()
    return reply.send(toBuffer(picture.data))
  })
}

/** Lean reads give the driver's Binary. */
const toBuffer = (data: Buffer | { buffer: Uint8Array }): Buffer =>
  Buffer.isBuffer(data) ? data : Buffer.from(data.buffer)

/** The parser throws plain errors at a form that is broken or breaks off; those are the client's. */
async function readParts(request: FastifyRequest): Promise<{ data: Buffer | undefined; alt: string }> {
  let data: Buffer | undefined
  let alt = ''
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') data = await part.toBuffer()
      else if (part.fieldname === 'alt') alt = String(part.value ?? '').trim()
    }
  } catch (problem) {
    if (problem instanceof Error && 'statusCode' in problem) throw problem
    throw new AppError('brokenUpload', { cause: problem })
  }
  return { data, alt }
}

async function readUpload(request: FastifyRequest): Promise<{ data: Buffer; alt: string }> {
  if (!request.isMultipart()) throw new AppError('unsupportedMedia')
  const { data, alt } = await readParts(request)
  const fields = [
    ...(data ? [] : [{ field: 'file', message: '图片：请选一张照片。' }]),
    ...neverStoredProblems('alt', '图片说明', alt),
    ...(alt.length > longestAlt ? [{ field: 'alt', message: `图片说明：最多 ${longestAlt} 个字。` }] : []),
  ]
  if (!data || fields.length > 0) throw new AppError('invalidFields', { fields })
  return { data, alt }
}
