import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'

export async function pushFeature(_app: FastifyInstance, _deps: Deps): Promise<void> {}
