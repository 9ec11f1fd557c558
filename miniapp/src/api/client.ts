import { fillPath, queryString } from '../format/url'
import type { Answer, Body, Method, Params, Query, Route } from './contract'
import { sendSignedIn } from './session-refresh'
import { type Exchange, exchange } from './transport'

export interface CallOptions<R extends Route> {
  params?: Params<R>
  query?: Query<R>
  body?: Body<R>
  /** For writes: a write sent again with the same key takes effect once. */
  idempotencyKey?: string
}

/** Asks the BFF. Resolves to the body of its answer; throws ApiError. */
export async function call<R extends Route>(route: R, options: CallOptions<R> = {}): Promise<Answer<R>> {
  const [method, pattern = ''] = route.split(' ')
  const request: Exchange = {
    method: method as Method,
    path: fillPath(pattern, options.params) + queryString(options.query),
    headers: {},
    body: options.body,
  }
  if (options.body !== undefined) request.headers['content-type'] = 'application/json'
  if (options.idempotencyKey) request.headers['idempotency-key'] = options.idempotencyKey
  const reply = await sendSignedIn((headers) =>
    exchange({ ...request, headers: { ...request.headers, ...headers } }),
  )
  return reply.body as Answer<R>
}
