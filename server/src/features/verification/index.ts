import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { endProxies, moveProxies } from '../residents'
import { proxyRoutes } from './proxies.routes'
import { finishPendingClaims } from './tie'
import { verificationModels } from './verification.model'
import { verificationRoutes } from './verification.routes'
import { verificationLeft } from './ways/consent'

export { claimsOf, countOpenClaims } from './claims'
export { membersView, newcomersOf, ownHousehold, slipView } from './household'
export { residenceEnds } from './residence-ends'
export { hashSlipCode } from './slip-codes'
export { takeTry, tryKey } from './tries'
export { withdrawPhone } from './ways/consent'

function plugin(app: FastifyInstance, deps: Deps): void {
  verificationRoutes(app, deps)
  proxyRoutes(app, deps)
  app.addHook('onReady', async () => {
    await finishPendingClaims(deps)
  })
}

/** 认证申请: who is a resident of which household, proved by slip, telephone or clerk. */
export const verification = {
  name: 'verification',
  models: verificationModels,
  plugin,
  people: {
    moved: (deps, from, to) => moveProxies(deps, from, to),
    ended: (deps, person) => endProxies(deps, { person }, 'register'),
  },
  accounts: { left: (deps, gone) => verificationLeft(deps, gone) },
  jobs: (deps) => [{ name: 'pending-claims', every: 'minute', run: () => finishPendingClaims(deps) }],
} satisfies Feature
