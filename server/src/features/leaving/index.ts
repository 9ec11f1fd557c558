import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { finishAllLeaving } from './leave'
import { leavingRoutes } from './leaving.routes'
import { movedSubject, tellReplaced } from './moved'
import { revokedInWechat } from './revoked'

export { leaveAccount } from './leave'

function plugin(app: FastifyInstance, deps: Deps): void {
  leavingRoutes(app, deps)
  app.addHook('onReady', async () => {
    await finishAllLeaving(deps)
  })
}

/** 注销 and 换了微信: how an account ends, and who is told. */
export const leaving = {
  name: 'leaving',
  plugin,
  subjects: { accountMoved: movedSubject },
  accounts: { replaced: (deps, account) => tellReplaced(deps, account) },
  wechat: { onRevoked: (deps, revoked) => revokedInWechat(deps, revoked) },
  jobs: (deps) => [{ name: 'leaving-accounts', every: 'minute', run: () => finishAllLeaving(deps) }],
} satisfies Feature
