import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { serve } from '../../http/contract'

export async function systemFeature(app: FastifyInstance, deps: Deps): Promise<void> {
  const on = serve(app)
  on('GET /healthz', () => ({ status: 'ok' as const }))
  on('GET /readyz', async () => {
    const { db } = deps.models.Region
    try {
      await db.db?.command({ ping: 1 })
    } catch (cause) {
      throw new AppError('notAcceptingYet', { cause })
    }
    if (db.readyState !== 1) throw new AppError('notAcceptingYet')
    return {
      status: 'ready' as const,
      storage: deps.config.mongodbUri ? 'mongodb' : 'embedded',
      now: deps.clock.now().toISOString(),
    }
  })
}
