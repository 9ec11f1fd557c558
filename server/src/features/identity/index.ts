import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'

export async function identityFeature(_app: FastifyInstance, _deps: Deps): Promise<void> {}
