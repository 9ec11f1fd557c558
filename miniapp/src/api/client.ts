import { clock } from '../format/clock'
import { fillPath, queryString } from '../format/url'
import { type Session, session } from '../store/session'
import type { Answer, Body, Params, Query, Route } from './contract'
import { ApiError, errorOf } from './errors'
import { type Exchange, exchange, type Reply } from './transport'

export interface CallOptions<R extends Route> {
  params?: Params<R>
  query?: Query<R>
  body?: Body<R>
  /** For writes: the same key sent again never has the effect twice. */
  idempotencyKey?: string
}

/** Asks the BFF; throws ApiError. */
export async function call<R extends Route>(route: R, options: CallOptions<R> = {}): Promise<Answer<R>> {
  const space = route.indexOf(' ')
  const request: Exchange = {
    method: route.slice(0, space) as Exchange['method'],
    path: fillPath(route.slice(space + 1), options.params) + queryString(options.query),
    headers: {},
    body: options.body,
  }
  if (options.body !== undefined) request.headers['content-type'] = 'application/json'
  if (options.idempotencyKey) request.headers['idempotency-key'] = options.idempotencyKey
  const reply = await authorised(request)
  return reply.body as Answer<R>
}

async function authorised(request: Exchange): Promise<Reply> {
  const held = session.get()
  let reply = await send(request, held)
  if (reply.status === 401 && held) {
    const renewed = await refreshOnce(held)
    // A visitor may read what is public, so a lost session still gets its answer, without a token.
    reply = await send(request, renewed)
  }
  if (reply.status >= 400) throw errorOf(reply.status, reply.body)
  return reply
}

async function send(request: Exchange, held: Session | null): Promise<Reply> {
  const headers = held ? { ...request.headers, authorization: `Bearer ${held.accessToken}` } : request.headers
  const reply = await exchange({ ...request, headers })
  clock.sync(reply.headers['x-hutang-now'])
  return reply
}

let refreshing: Promise<Session | null> | null = null

// Single flight: a refresh token is good for one use, so ten screens must not each spend it.
function refreshOnce(held: Session): Promise<Session | null> {
  const current = session.get()
  if (current && current.refreshToken !== held.refreshToken) return Promise.resolve(current)
  refreshing ??= refresh(held).finally(() => {
    refreshing = null
  })
  return refreshing
}

async function refresh(held: Session): Promise<Session | null> {
  const reply = await exchange({
    method: 'POST',
    path: '/api/sessions/refresh',
    headers: { 'content-type': 'application/json' },
    body: { refreshToken: held.refreshToken },
  })
  if (reply.status >= 500) throw errorOf(reply.status, reply.body)
  if (reply.status >= 400) {
    session.set(null)
    return null
  }
  const renewed = { ...held, ...(reply.body as Partial<Session>) }
  session.set(renewed)
  return renewed
}

export { ApiError }
