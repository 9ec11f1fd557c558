import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  parseWechatEvents,
  type SignedQuery,
  signatureIsValid,
  type WechatEvent,
} from '../../../channels/wechat'
import { AppError } from '../../../errors'
import { serve } from '../../../http/contract'
import { isTimely, type VendorPush } from './pushes'

export interface WechatEventsOptions {
  /** The token entered in the vendor's console beside this address. */
  token: string
  now(): Date
  /** Must be repeatable: the vendor pushes again until it reads "success". */
  onEvents(events: WechatEvent[]): Promise<void>
  /** Does the work where the push was not there before. */
  once(push: VendorPush, work: () => Promise<void>): Promise<void>
  /** Called for what is not the vendor's, before its body is read; may refuse it. */
  onForgery(request: FastifyRequest, reply: FastifyReply): void
}

const bodyLimit = 64 * 1024

/** The address the vendor pushes events to. Register it in a scope of its own: it takes bodies as they come. */
export async function wechatEventRoutes(
  app: FastifyInstance,
  { token, now, onEvents, once, onForgery }: WechatEventsOptions,
): Promise<void> {
  // As text: a message id is a number too large for JSON.parse.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit }, (_request, body, done) => done(null, body))
  const on = serve(app)

  app.addHook('onRequest', async (request, reply) => {
    const query = request.query as SignedQuery
    // Without a token of ours nothing is signed with it.
    if (token !== '' && signatureIsValid(token, query) && isTimely(query.timestamp, now())) return
    onForgery(request, reply)
    throw new AppError('forbidden')
  })
  on('GET /api/wechat/events', ({ query }) => query.echostr ?? '')
  on('POST /api/wechat/events', async ({ query: { timestamp = '', nonce = '' }, body }) => {
    const events = parseWechatEvents(body)
    if (events.length > 0) await once({ timestamp, nonce, body }, () => onEvents(events))
    return 'success'
  })
}
