import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'

export async function regionsFeature(_app: FastifyInstance, _deps: Deps): Promise<void> {}
