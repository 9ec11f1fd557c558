import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'

export { type Announced, announce } from './announce'
export { createPushEngine, type PushEngine } from './engine/engine'
export { unreadOf } from './unread'

export async function pushFeature(_app: FastifyInstance, _deps: Deps): Promise<void> {}
