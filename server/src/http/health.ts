import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { createWriteCheck } from '../storage/write-check'
import { serve } from './contract'

export function healthRoutes(app: FastifyInstance, { db, config, clock }: Deps): void {
  const on = serve(app)
  on('GET /healthz', () => ({ status: 'ok' as const }))
  const tryWrite = createWriteCheck(db)
  on('GET /readyz', async () => {
    await tryWrite().catch((cause: unknown) => {
      throw cause instanceof AppError ? cause : new AppError('notAcceptingYet', { cause })
    })
    if (db.readyState !== 1) throw new AppError('notAcceptingYet')
    return {
      status: 'ready' as const,
      storage: config.mongodbUri ? 'mongodb' : 'embedded',
      now: clock.now().toISOString(),
    }
  })
}
