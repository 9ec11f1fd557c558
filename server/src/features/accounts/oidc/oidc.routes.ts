import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { serve } from '../../../http/contract'
import { actorOf } from '../auth'
import { originOf } from '../sessions.routes'
import { whereOf } from '../where'
import { comeBack, leave, takeHandoff, untie } from './attempts'

const lifeSeconds = 600

type Tie = Parameters<typeof leave>[2]

/** `__Host-` where the connection is secure: no other host and no other path can set it. */
const cookieName = (secure: boolean): string => (secure ? '__Host-hutang-oidc' : 'hutang-oidc')

const isSecure = (origin: string): boolean => origin.startsWith('https:')

function keep(reply: FastifyReply, origin: string, browser: string): void {
  const secure = isSecure(origin)
  reply.header(
    'set-cookie',
    `${cookieName(secure)}=${browser}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${lifeSeconds}${secure ? '; Secure' : ''}`,
  )
}

function kept({ headers }: Pick<FastifyRequest, 'headers'>, origin: string): string | undefined {
  const name = cookieName(isSecure(origin))
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1]
}

const back = (reply: FastifyReply, page: string) =>
  reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .redirect(`/#/${page}`, 303)

export function oidcRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  const begin = async (request: FastifyRequest, reply: FastifyReply, tie: Tie) => {
    const origin = originOf(deps, request)
    const { url, browser } = await leave(deps, origin, tie)
    keep(reply, origin, browser)
    return { url }
  }
  on('POST /api/sessions/oidc/begin', (request, reply) => begin(request as FastifyRequest, reply, null))
  on('POST /api/me/oidc', (request, reply) => {
    const { account, session } = actorOf(request)
    return begin(request as FastifyRequest, reply, { account: account._id, session })
  })
  on('GET /api/sessions/oidc/callback', async (request, reply) => {
    const origin = originOf(deps, request)
    try {
      const outcome = await comeBack(deps, new URL(request.url, origin), kept(request, origin), origin)
      return back(
        reply,
        'tied' in outcome
          ? 'account/sessions/index?tied=1'
          : `account/login/index?handoff=${outcome.handoff}`,
      )
    } catch (problem) {
      if (problem instanceof AppError) return back(reply, `account/login/index?problem=${problem.code}`)
      throw problem
    }
  })
  on('POST /api/sessions/oidc', (request) =>
    takeHandoff(deps, request.body.handoff, kept(request, originOf(deps, request)), whereOf(request)),
  )
  on('DELETE /api/me/oidc', async (request) => {
    await untie(deps, actorOf(request).account._id)
    return { done: true as const }
  })
}
