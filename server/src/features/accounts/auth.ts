import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { networkOf } from '../audit'
import { type Actor, currentActor, knownActor } from './actor'
import { type AccessClaims, endOfToken, readAccessToken } from './tokens'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the token says, once it was read; null where there is none, or none of ours in its time. */
    claims: AccessClaims | null | undefined
    /** Who asks; null for a visitor. */
    actor: Actor | null
    /** Whether the database was read for the actor in this request. */
    actorReadNow: boolean
  }
}

/** Reads the bearer token where the contract's route wants or allows one. */
export const authPlugin = fp(
  async (app, deps: Deps) => {
    app.decorateRequest('claims', undefined)
    app.decorateRequest('actor', null)
    app.decorateRequest('actorReadNow', false)
    app.addHook('preValidation', async (request, reply) => {
      const { auth } = request.routeOptions.config
      if (auth !== 'optional' && auth !== 'required') return
      if (bearer(request.headers.authorization) === null) {
        if (auth === 'required') throw new AppError('signInRequired')
        return
      }
      reply.header('cache-control', 'private, no-cache').header('vary', 'authorization')
      const claims = claimsOf(deps, request)
      if (!claims) throw new AppError('sessionExpired')
      const { actor, readNow } = await knownActor(deps, claims, networkOf(request.ip))
      request.actor = actor
      request.actorReadNow = readNow
    })
  },
  { name: 'auth' },
)

/** What the token of the request says; it is read once. */
export function claimsOf(
  { config, clock }: Pick<Deps, 'config' | 'clock'>,
  request: Pick<FastifyRequest, 'claims' | 'headers'>,
): AccessClaims | null {
  if (request.claims === undefined) {
    const token = bearer(request.headers.authorization)
    request.claims = token === null ? null : readAccessToken(token, config.secrets.jwt, clock)
  }
  return request.claims
}

/** When the access token of the request ends; null without one of ours. */
export function tokenEnd(request: FastifyRequest): Date | null {
  const token = request.claims ? bearer(request.headers.authorization) : null
  return token === null ? null : endOfToken(token)
}

function bearer(header: string | undefined): string | null {
  const match = header?.match(/^Bearer (.+)$/i)
  return match?.[1] ?? null
}

/** The actor of a route whose contract requires one. It may be kept in memory: another process’s change shows within a second. */
export function actorOf(request: { actor: Actor | null }): Actor {
  if (!request.actor) throw new AppError('signInRequired')
  return request.actor
}

/**
 * The same, read from the database in this request: for what cannot be undone (publishing, slips, the register).
 * Throws `sessionExpired` where the session has ended meanwhile.
 */
export async function freshActor(
  deps: Pick<Deps, 'db' | 'clock'>,
  request: { actor: Actor | null; actorReadNow: boolean },
): Promise<Actor> {
  const actor = actorOf(request)
  return request.actorReadNow ? actor : currentActor(deps, actor)
}
