import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'

export async function noticesFeature(_app: FastifyInstance, _deps: Deps): Promise<void> {}
