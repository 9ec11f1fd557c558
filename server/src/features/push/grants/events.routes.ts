import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  type EventSecrets,
  eventsOf,
  openPush,
  type SignedQuery,
  signatureIsValid,
  type WechatEvent,
} from '../../../channels/wechat'
import { AppError } from '../../../errors'
import { serve } from '../../../http/contract'
import { isTimely, type VendorPush } from './pushes'

export interface WechatEventsOptions extends EventSecrets {
  now(): Date
  /** Must be repeatable: the vendor pushes again until it reads "success". */
  onEvents(events: WechatEvent[]): Promise<void>
  /** Does the work where the push was not there before. */
  once(push: VendorPush, work: () => Promise<void>): Promise<void>
  /** Called for what is not the vendor's; may refuse it. */
  onForgery(request: FastifyRequest, reply: FastifyReply): void
  /** Called for what is the vendor's and cannot be read: somebody must change a setting. */
  onUnreadable(why: string): void
}

const bodyLimit = 64 * 1024

/** The address the vendor pushes events to. Register it in a scope of its own: it takes bodies as they come. */
export async function wechatEventRoutes(app: FastifyInstance, options: WechatEventsOptions): Promise<void> {
  const { token, now, onEvents, once, onForgery, onUnreadable } = options
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
  on('POST /api/wechat/events', async (request, reply) => {
    const { query, body } = request
    const opened = openPush(options, query, body)
    const events = opened.kind === 'message' ? eventsOf(opened.body) : undefined
    if (opened.kind === 'forged') onForgery(request, reply)
    // "success" would be the end of what it told.
    else if (!events) onUnreadable(opened.kind === 'refused' ? opened.why : 'unreadable')
    if (!events) throw new AppError('forbidden')
    const { timestamp = '', nonce = '' } = query
    if (events.length > 0) await once({ timestamp, nonce, body }, () => onEvents(events))
    return 'success'
  })
}
