import type { Viewer } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature, Profile } from '../../feature'
import { eraseSealed } from './delivery/erase'
import { makeRuns } from './digests/runs'
import { engineOf } from './engines'
import { followingRoutes } from './following/following.routes'
import { endInterests, moveInterests } from './following/interests'
import { wishesOf } from './following/wishes'
import { wechatEventRoutes } from './grants/events.routes'
import { grantsRoutes } from './grants/grants.routes'
import { oncePerNonce } from './grants/pushes'
import { wechatEvents } from './grants/reports'
import { inboxRoutes } from './inbox/inbox.routes'
import { unreadOf } from './inbox/unread'
import { operatorMetrics } from './operator/metrics'
import { pushMetrics } from './push.metrics'
import { pushMigrations } from './push.migrations'
import { pushModels } from './push.model'

export { subscriptionOf } from './following/covering'
export { subscriptionsOf } from './following/subscriptions'
export { wishesOf } from './following/wishes'
export { grantsOf, grantTemplates } from './grants/reports'
export { ownTemplates } from './grants/templates'
export { inboxPage } from './inbox/inbox'
export { receivedOf } from './inbox/received'
export { inboxMark, unreadOf, unreadOfMany } from './inbox/unread'
export { cancelDelivery } from './operator/cancel'
export { pauseChannel } from './operator/pause'
export { retryAttempt } from './operator/retry'
export { pushStatus } from './operator/status'

async function plugin(app: FastifyInstance, deps: Deps): Promise<void> {
  followingRoutes(app, deps)
  grantsRoutes(app, deps)
  inboxRoutes(app, deps)
  await app.register(wechatEventRoutes, {
    token: deps.config.wechat.eventToken,
    now: () => deps.clock.now(),
    onEvents: (events) => wechatEvents(deps, events),
    once: (push, work) => oncePerNonce(deps, push, work),
    onForgery: (request, reply) => app.countCall('badlySigned', request, reply),
  })
  pushMetrics(app.registry, deps)
  operatorMetrics(app.registry, deps)
}

async function profile(deps: Deps, { person }: Viewer): Promise<Partial<Profile>> {
  if (person === null) return {}
  const [{ textSize }, unread] = await Promise.all([wishesOf(deps, person), unreadOf(deps.db, person)])
  return { textSize, unread }
}

/** 订阅与推送: who wants to know what, and how each is told exactly once. */
export const push = {
  name: 'push',
  models: pushModels,
  migrations: pushMigrations,
  plugin,
  profile,
  people: {
    moved: (deps, from, to, { inbox }) => moveInterests(deps, from, to, inbox),
    ended: (deps, person) => endInterests(deps, person),
  },
  takedown: { erase: eraseSealed },
  work: (deps) => engineOf(deps),
  jobs: (deps) => [
    { name: 'push-runs', every: 'halfHour', run: () => makeRuns(deps) },
    // A tick that was missed, while the service was down or by the clock of its machine.
    { name: 'push-missed-runs', every: 'minute', run: () => makeRuns(deps) },
    { name: 'push-sweep', every: 'minute', run: () => engineOf(deps).sweep() },
    { name: 'push-hints', every: 'hour', run: () => engineOf(deps).resetHints() },
  ],
} satisfies Feature
