import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { handOverDue } from './handover'
import { postModels } from './posts.model'
import { postsRoutes } from './posts.routes'
import { finishTurnovers } from './turnover/finish'

export { successorOf } from './handover'
export { ownPosts } from './own'

function plugin(app: FastifyInstance, deps: Deps): void {
  postsRoutes(app, deps)
  app.addHook('onReady', () => finishPosts(deps))
}

/** What a crash left half done, and the work of posts that have ended. */
async function finishPosts(deps: Deps): Promise<void> {
  await finishTurnovers(deps)
  await handOverDue(deps)
}

/** 岗位: who gives and ends posts, 换届, and what becomes of work whose writer has gone. */
export const posts = {
  name: 'posts',
  models: postModels,
  plugin,
  jobs: (deps) => [{ name: 'posts', every: 'minute', run: () => finishPosts(deps) }],
} satisfies Feature
