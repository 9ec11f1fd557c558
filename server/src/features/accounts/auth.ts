import fp from 'fastify-plugin'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { type Actor, loadActor } from './actor'
import { readAccessToken } from './tokens'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null for a visitor. */
    actor: Actor | null
  }
}

/** Reads the bearer token where the contract's route wants or allows one. */
export const authPlugin = fp(
  async (app, deps: Deps) => {
    app.decorateRequest('actor', null)
    app.addHook('preValidation', async (request, reply) => {
      const { auth } = request.routeOptions.config
      if (auth !== 'optional' && auth !== 'required') return
      const token = bearer(request.headers.authorization)
      if (token === null) {
        if (auth === 'required') throw new AppError('signInRequired')
        return
      }
      reply.header('cache-control', 'private, no-cache').header('vary', 'authorization')
      const claims = readAccessToken(token, deps.config.secrets.jwt, deps.clock)
      const actor = claims && (await loadActor(deps, claims))
      if (!actor) throw new AppError('sessionExpired')
      request.actor = actor
    })
  },
  { name: 'auth' },
)

function bearer(header: string | undefined): string | null {
  const match = header?.match(/^Bearer (.+)$/i)
  return match?.[1] ?? null
}

/** The actor of a route whose contract requires one. */
export function actorOf(request: { actor: Actor | null }): Actor {
  if (!request.actor) throw new AppError('signInRequired')
  return request.actor
}
