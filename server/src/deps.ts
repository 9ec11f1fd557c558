import type { FastifyBaseLogger } from 'fastify'
import type { WeChatClient } from './channels/wechat'
import type { Clock } from './clock'
import type { Config } from './config'
import type { Models } from './models'

/** What features are given; nothing else is global. */
export interface Deps {
  config: Config & { demo: boolean }
  clock: Clock
  models: Models
  wechat: WeChatClient
  /** Tells the sender that there is work; without it the one-second poll finds it. */
  wake?: () => void
  log: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error' | 'debug'>
}
