import type { Channel } from '../../channels/channel'
import type { Deps } from '../../deps'
import { createPushEngine, type EngineOptions, type PushEngine } from './delivery/engine'
import { emailChannel } from './email/email-channel'
import { wechatChannel } from './grants/wechat-channel'
import { smsChannel } from './sms/sms-channel'

/** The channels of this installation. */
export const channelsOf = (deps: Deps): Channel[] => [
  wechatChannel(deps),
  smsChannel(deps),
  emailChannel(deps),
]

export const newEngine = (deps: Deps, options?: EngineOptions): PushEngine =>
  createPushEngine(deps, options?.channels ?? channelsOf(deps), options)

const engines = new WeakMap<Deps, PushEngine>()

/** The engine of this process, whoever asks. */
export function engineOf(deps: Deps): PushEngine {
  const engine = engines.get(deps) ?? newEngine(deps)
  engines.set(deps, engine)
  return engine
}
