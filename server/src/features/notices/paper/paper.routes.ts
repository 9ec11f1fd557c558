import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { sendPdf } from '../../../http/files'
import { withUpload } from '../../../http/upload'
import { print } from '../../../paper'
import { actorOf, freshActor } from '../../accounts'
import { handInPaper, paperReview } from './hand-in'
import { reviewSheet } from './review-sheet'

export function paperRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/notices/:id/review-sheet.pdf', async (request, reply) => {
    const paper = await reviewSheet(deps, actorOf(request), request.params.id)
    return sendPdf(reply, await print(paper), paper.title)
  })
  on('GET /api/notices/:id/review/paper', (request) => paperReview(deps, actorOf(request), request.params.id))
  on('POST /api/notices/:id/review/paper', async (request) => {
    const actor = await freshActor(deps, request)
    await withUpload(request as unknown as FastifyRequest, (read) =>
      handInPaper(deps, actor, request.params.id, read),
    )
    return { done: true as const }
  })
}
