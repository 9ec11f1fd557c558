import type { FastifyInstance } from 'fastify'
import { Counter } from 'prom-client'
import type { Deps } from '../../../deps'
import { wechatEventRoutes } from './events.routes'
import { oncePerNonce } from './pushes'
import { wechatEvents } from './reports'

/** The vendor's pushes, with the secrets of this installation. */
export async function registerEvents(app: FastifyInstance, deps: Deps): Promise<void> {
  const { appid, eventToken: token, eventAesKey: aesKey, eventMode: mode } = deps.config.wechat
  const unreadable = new Counter({
    name: 'push_events_unreadable',
    help: 'Pushes of WeChat that were refused because they could not be read, by why',
    labelNames: ['why'],
    registers: [app.registry],
  })
  await app.register(wechatEventRoutes, {
    appid,
    token,
    aesKey,
    mode,
    now: () => deps.clock.now(),
    onEvents: (events) => wechatEvents(deps, events),
    once: (push, work) => oncePerNonce(deps, push, work),
    onForgery: (request, reply) => app.countCall('badlySigned', request, reply),
    onUnreadable: (why) => {
      unreadable.inc({ why })
      deps.log.error(
        { why, mode },
        'push: WeChat pushes events that cannot be read: compare 消息推送 in its console with WECHAT_EVENT_MODE and WECHAT_EVENT_AES_KEY',
      )
    },
  })
}
