import { type LimitClass, limits } from '@hutang/shared'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { AppError } from '../errors'
import { createCallCounter, createConnectionNames } from './call-counter'

export interface RateLimitOptions {
  /** The account that the token of a request names; null for a visitor. */
  accountOf(request: FastifyRequest): string | null
  /** Multiplies every limit. */
  times?: number
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts one call against a class; throws `tooManyRequests` with the seconds to wait. */
    countCall(limit: LimitClass, request: FastifyRequest, reply: FastifyReply): void
  }
}

/** Whoever guesses takes another account for each guess. */
const byAddress: ReadonlySet<LimitClass> = new Set(['signIn', 'verify', 'badlySigned'])

/**
 * Counts every call by the class that its route's contract names, before anything else is done for it: also those that
 * are answered from memory, so nothing here waits and what is allowed makes next to no garbage. Too many are answered 429
 * with a sentence and `retry-after`. Every process counts for itself.
 */
export const rateLimitsPlugin = fp(
  async (app, { accountOf, times = 1 }: RateLimitOptions) => {
    const connectionOf = createConnectionNames()
    const names = Object.keys(limits) as LimitClass[]
    const counters = Object.fromEntries(
      names.map((name) => [name, createCallCounter(limits[name] * times)]),
    ) as Record<LimitClass, ReturnType<typeof createCallCounter>>

    /** What a call too many is told; undefined for one that is allowed. */
    const refusal = (limit: LimitClass, request: FastifyRequest, reply: FastifyReply) => {
      const account = byAddress.has(limit) ? null : accountOf(request)
      const wait = counters[limit](account ?? connectionOf(request.ip))
      if (wait === 0) return undefined
      const seconds = Math.ceil(wait / 1000)
      reply.header('retry-after', seconds)
      return new AppError('tooManyRequests', { message: `操作太快了，请等 ${seconds} 秒再试。` })
    }
    app.decorate('countCall', (limit: LimitClass, request: FastifyRequest, reply: FastifyReply) => {
      const refused = refusal(limit, request, reply)
      if (refused) throw refused
    })
    app.addHook('onRequest', (request, reply, done) => {
      const { limit = 'file' } = request.routeOptions.config
      done(limit === 'none' ? undefined : refusal(limit, request, reply))
    })
  },
  { name: 'rate-limits' },
)
