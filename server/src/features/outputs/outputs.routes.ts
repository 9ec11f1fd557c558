import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { sendPdf } from '../../http/files'
import { print } from '../../paper'
import { actorOf, freshActor } from '../accounts'
import { aloudPaper, cardPicture } from './cards'
import { notePosted, outputsView } from './office-view'
import { statementOf } from './statement'

export function outputRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/notices/:id/group-card.png', async ({ params }, reply) =>
    sendPng(reply, await cardPicture(deps, params.id, 'group')),
  )
  on('GET /api/notices/:id/share-card.png', async ({ params }, reply) =>
    sendPng(reply, await cardPicture(deps, params.id, 'share')),
  )
  on('GET /api/notices/:id/loudspeaker.pdf', async ({ params }, reply) => {
    const paper = await aloudPaper(deps, params.id)
    return sendPdf(reply, await print(paper), paper.title)
  })
  on('GET /api/notices/:id/outputs', (request) => outputsView(deps, actorOf(request), request.params.id))
  on('POST /api/notices/:id/posted', async (request) =>
    notePosted(deps, await freshActor(deps, request), request.params.id, request.body.where),
  )
  on('GET /api/households/:household/statement.pdf', async (request, reply) => {
    const { params, query } = request
    const paper = await statementOf(deps, await freshActor(deps, request), params.household, query)
    return sendPdf(reply, await print(paper), paper.title)
  })
}

/** A notice may be withdrawn at any time: nobody on the way keeps its picture. */
const sendPng = (reply: FastifyReply, png: Buffer): FastifyReply =>
  reply.header('cache-control', 'no-cache').send(png)
