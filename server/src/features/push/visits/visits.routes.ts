import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { sendPdf } from '../../../http/files'
import { print } from '../../../paper'
import { actorOf } from '../../accounts'
import { visitList } from './list'
import { visitPaper } from './paper'
import { tellVisit, untellVisit } from './tick'

export function visitsRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/visits', (request) =>
    visitList(deps, actorOf(request), request.params.code, request.query),
  )
  on('GET /api/regions/:code/visits.pdf', async (request, reply) => {
    const paper = await visitPaper(deps, actorOf(request), request.params.code, request.query)
    return sendPdf(reply, await print(paper), paper.title)
  })
  on('POST /api/visits/:id/told', (request) =>
    tellVisit(deps, actorOf(request), request.params.id, request.body.how),
  )
  on('DELETE /api/visits/:id/told', (request) => untellVisit(deps, actorOf(request), request.params.id))
}
