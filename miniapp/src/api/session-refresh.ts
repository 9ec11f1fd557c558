import { clock } from '../format/clock'
import { forgetCopies } from '../store/copies'
import { type Session, session } from '../store/session'
import { showCounts } from '../store/unread'
import { errorOf } from './errors'
import { exchange, type Reply } from './transport'

type Headers = Record<string, string>

/**
 * Sends a request with the access token of the person signed in. If the token has expired, renews it and sends again.
 * `send` gets the authorization header and may be called twice. Throws ApiError for a status of 400 or more.
 */
export async function sendSignedIn(send: (headers: Headers) => Promise<Reply>): Promise<Reply> {
  const held = session.get()
  let reply = await sendAs(held, send)
  if (reply.status === 401 && held) {
    // Without a new token the request is sent as a visitor's, who may read what is public.
    reply = await sendAs(await refreshOnce(held), send)
  }
  if (reply.status >= 400) throw errorOf(reply.status, reply.body)
  return reply
}

async function sendAs(held: Session | null, send: (headers: Headers) => Promise<Reply>): Promise<Reply> {
  const reply = await send(held ? { authorization: `Bearer ${held.accessToken}` } : {})
  clock.sync(reply.headers['x-hutang-now'])
  return reply
}

let refreshing: Promise<Session | null> | null = null

// A refresh token can be used once, so requests that fail at the same time share one refresh.
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
  // Busy is not signed out: many phones of a village share one address.
  if (reply.status >= 500 || reply.status === 429) throw errorOf(reply.status, reply.body)
  if (reply.status >= 400) {
    // Ended elsewhere: another phone signed this one out, or the account is deleted. What it read goes as at 退出.
    session.set(null)
    showCounts(null)
    forgetCopies()
    return null
  }
  const renewed = { ...held, ...(reply.body as Partial<Session>) }
  session.set(renewed)
  return renewed
}
