import type { Leaving } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { type Actor, actorOf, freshActor } from '../accounts'
import { leave } from './leave'
import { whyNotYet } from './posts'
import { leavingWords } from './words.rules'

export function leavingRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/me/leaving', (request) => leavingView(deps, actorOf(request)))
  on('DELETE /api/me', async (request) => {
    await leave(deps, await freshActor(deps, request))
    return { done: true as const }
  })
}

const leavingView = async (deps: Deps, { posts, viewer }: Actor): Promise<Leaving> => ({
  why: await whyNotYet(deps, posts),
  ...leavingWords({
    isVerified: viewer.residences.length > 0,
    hasWorked: posts.length > 0,
    hasFirms: (viewer.enterprises ?? []).length > 0,
    isAnothers: (viewer.accounts ?? []).some((account) => account !== viewer.account),
  }),
})
