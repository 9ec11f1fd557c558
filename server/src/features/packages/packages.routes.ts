import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { sendPdf } from '../../http/files'
import { print } from '../../paper'
import { actorOf, freshActor } from '../accounts'
import { packageFor } from './ask'
import { mailPackage } from './letter'
import { ownPackage, packageLookedAt } from './own'
import { packagePaper } from './paper'
import { tryPolicy } from './trial'

export function packagesRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/package', ({ body }) => packageFor(deps, body))
  on('GET /api/enterprises/:id/package', (request) =>
    ownPackage(deps, actorOf(request).viewer, request.params.id),
  )
  on('POST /api/enterprises/:id/package/seen', async (request) => {
    await packageLookedAt(deps, (await freshActor(deps, request)).viewer, request.params.id)
    return { done: true as const }
  })
  on('POST /api/policies/:id/trial', (request) => tryPolicy(deps, actorOf(request), request.params.id))
  on('GET /api/enterprises/:id/package.pdf', async (request, reply) => {
    const paper = await packagePaper(deps, actorOf(request).viewer, request.params.id)
    return sendPdf(reply, await print(paper), paper.title)
  })
  on('POST /api/enterprises/:id/package/mail', async (request) =>
    mailPackage(deps, (await freshActor(deps, request)).viewer, request.params.id),
  )
}
