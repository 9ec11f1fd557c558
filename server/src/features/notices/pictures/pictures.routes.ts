import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { namesVersion } from '../../../http/etag'
import { withUpload } from '../../../http/upload'
import { toBuffer } from '../../../storage/to-buffer'
import { actorOf } from '../../accounts'
import { workView } from '../workflow/work-view'
import { addPicture, pictureFor, removePicture } from './pictures'
import { pictureOf } from './upload'

export function picturesRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/notices/:id/pictures', async (request) => {
    const actor = actorOf(request)
    const { id } = request.params
    const work = await withUpload(request as unknown as FastifyRequest, (read) =>
      addPicture(deps, actor, id, async () => pictureOf(await read())),
    )
    return workView(deps, actor, work)
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
