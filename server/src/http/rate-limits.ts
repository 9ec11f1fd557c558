import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import { type LimitClass, limits } from '@hutang/shared'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { AppError } from '../errors'

export interface RateLimitOptions {
  /** The account that the token of a request names; null for a visitor. */
  accountOf(request: FastifyRequest): string | null
  /** Multiplies every limit. */
  times?: number
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts one call against a class; throws `tooManyRequests` with the seconds to wait. */
    countCall(limit: LimitClass, request: FastifyRequest, reply: FastifyReply): Promise<void>
  }
}

/** Whoever guesses takes another account for each guess. */
const byAddress: ReadonlySet<LimitClass> = new Set(['signIn', 'verify', 'badlySigned'])

/**
 * Counts every call by the class that its route's contract names, before anything else is done for it: also those that
 * are answered from memory. Too many are answered 429 with a sentence and `retry-after`. Every process counts for itself,
 * and remembers 5,000 callers of each class: whoever was silent longest is forgotten first.
 */
export const rateLimitsPlugin = fp(
  async (app, { accountOf, times = 1 }: RateLimitOptions) => {
    await app.register(rateLimit, { global: false })
    // An IPv6 connection has a whole /64 to itself.
    const addressOf = (request: FastifyRequest) => normalizeIP(request.ip, 64)
    const counterOf = (name: LimitClass) =>
      app.createRateLimit({
        max: limits[name] * times,
        timeWindow: '1 minute',
        keyGenerator: (request) =>
          (byAddress.has(name) ? null : accountOf(request as FastifyRequest)) ??
          addressOf(request as FastifyRequest),
      })
    const names = Object.keys(limits) as LimitClass[]
    const counters = Object.fromEntries(names.map((name) => [name, counterOf(name)])) as Record<
      LimitClass,
      ReturnType<typeof counterOf>
    >

    app.decorate('countCall', async (limit: LimitClass, request: FastifyRequest, reply: FastifyReply) => {
      const count = await counters[limit](request)
      if (count.isAllowed || !count.isExceeded) return
      const seconds = Math.max(1, count.ttlInSeconds)
      reply.header('retry-after', seconds)
      throw new AppError('tooManyRequests', { message: `操作太快了，请等 ${seconds} 秒再试。` })
    })
    app.addHook('onRequest', async (request, reply) => {
      const { limit = 'file' } = request.routeOptions.config
      if (limit !== 'none') await app.countCall(limit, request, reply)
    })
  },
  { name: 'rate-limits' },
)
