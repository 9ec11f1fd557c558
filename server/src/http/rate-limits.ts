import rateLimit from '@fastify/rate-limit'
import { type LimitClass, limits } from '@hutang/shared'
import type { onRequestAsyncHookHandler } from 'fastify'
import fp from 'fastify-plugin'
import { AppError } from '../errors'

/** Counts the calls of each address by the class that the route's contract names; too many are answered 429. */
export const rateLimitsPlugin = fp(
  async (app) => {
    await app.register(rateLimit, { global: false })
    const counters = Object.fromEntries(
      Object.entries(limits).map(([name, max]) => [
        name,
        app.createRateLimit({ max, timeWindow: '1 minute' }),
      ]),
    ) as Record<LimitClass, ReturnType<typeof app.createRateLimit>>

    app.addHook('onRoute', (route) => {
      const { limit } = route.config ?? {}
      if (limit === undefined) return
      const check: onRequestAsyncHookHandler = async (request, reply) => {
        const count = await counters[limit](request)
        if (count.isAllowed || !count.isExceeded) return
        reply.header('retry-after', count.ttlInSeconds)
        throw new AppError('tooManyRequests', { message: `操作太快了，请等 ${count.ttlInSeconds} 秒再试。` })
      }
      route.onRequest = [check, ...[route.onRequest ?? []].flat()]
    })
  },
  { name: 'rate-limits' },
)
