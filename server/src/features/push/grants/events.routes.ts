import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  parseWechatEvents,
  type SignedQuery,
  signatureIsValid,
  type WechatEvent,
} from '../../../channels/wechat'
import { AppError } from '../../../errors'
import { serve } from '../../../http/contract'

export interface WechatEventsOptions {
  /** The token entered in the vendor's console beside this address. */
  token: string
  /** Must be repeatable: the vendor pushes again until it reads "success". */
  onEvents(events: WechatEvent[]): Promise<void>
  /** Called for what is not the vendor's, before its body is read; may refuse it. */
  onForgery(request: FastifyRequest, reply: FastifyReply): Promise<void>
}

const bodyLimit = 64 * 1024

/** The address the vendor pushes events to. Register it in a scope of its own: it takes bodies as they come. */
export async function wechatEventRoutes(
  app: FastifyInstance,
  { token, onEvents, onForgery }: WechatEventsOptions,
): Promise<void> {
  // As text: a message id is a number too large for JSON.parse.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit }, (_request, body, done) => done(null, body))
  const on = serve(app)

  app.addHook('onRequest', async (request, reply) => {
    if (signatureIsValid(token, request.query as SignedQuery)) return
    await onForgery(request, reply)
    throw new AppError('forbidden')
  })
  on('GET /api/wechat/events', ({ query }) => query.echostr ?? '')
  on('POST /api/wechat/events', async ({ body }) => {
    const events = parseWechatEvents(body)
    if (events.length > 0) await onEvents(events)
    return 'success'
  })
}
