import type { Deps } from '../../deps'
import { createPushEngine, type EngineOptions, type PushEngine } from './delivery/engine'
import { wechatChannel } from './grants/wechat-channel'

/** An engine with the channels of this installation. */
export const newEngine = (deps: Deps, options?: EngineOptions): PushEngine =>
  createPushEngine(deps, wechatChannel(deps), options)

const engines = new WeakMap<Deps, PushEngine>()

/** The engine of this process, whoever asks. */
export function engineOf(deps: Deps): PushEngine {
  const engine = engines.get(deps) ?? newEngine(deps)
  engines.set(deps, engine)
  return engine
}
