import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { actorOf } from '../../accounts'
import { digestPreview } from './digest-preview'
import { whyEntry } from './why'

/** What a person sees of how they are told. What is about a notice is composed by the screens. */
export function seenRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/me/inbox/:id/why', (request) => whyEntry(deps, actorOf(request), request.params.id))
  on('GET /api/me/digest', (request) => digestPreview(deps, actorOf(request).person._id))
}
