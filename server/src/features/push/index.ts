import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { wechatEventRoutes } from './events.routes'
import { followingRoutes } from './following.routes'
import { wechatEvents } from './grant-reports.service'
import { inboxRoutes } from './inbox.routes'
import { pushMetrics } from './push.metrics'

export { type Announced, announce } from './announce'
export { createPushEngine, type EngineOptions, type PushEngine } from './engine/engine'
export { preferencesOf } from './preferences.service'
export { unreadOf } from './unread'

/** Subscriptions, the inbox, and what the vendor tells us; the engine itself is started by the process. */
export async function pushFeature(app: FastifyInstance, deps: Deps): Promise<void> {
  followingRoutes(app, deps)
  inboxRoutes(app, deps)
  await app.register(wechatEventRoutes, {
    token: deps.config.wechat.eventToken,
    onEvents: (events) => wechatEvents(deps, events),
  })
  pushMetrics(app.registry, deps)
}
