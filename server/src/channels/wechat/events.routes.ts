import type { FastifyPluginAsync } from 'fastify'
import { parseWechatEvents, type SignedQuery, signatureIsValid, type WechatEvent } from './receipts'

export interface WechatEventsOptions {
  /** The token entered in the vendor's console beside this address. */
  token: string
  /** Must be repeatable: the vendor pushes again until it reads "success". */
  onEvents(events: WechatEvent[]): Promise<void>
}

type PushQuery = SignedQuery & { echostr?: string }

const one = { type: 'string', maxLength: 256 } as const
const querystring = {
  type: 'object',
  properties: { signature: one, timestamp: one, nonce: one, echostr: one },
} as const

/**
 * The address the vendor pushes events to; register with the prefix of one's choice. It is no part of the
 * application's own contract, so it stays out of /openapi.json.
 */
export const wechatEventRoutes: FastifyPluginAsync<WechatEventsOptions> = async (app, options) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 64 * 1024 }, (_request, body, done) =>
    done(null, body),
  )

  app.get<{ Querystring: PushQuery }>(
    '/',
    { schema: { hide: true, querystring } as object },
    (request, reply) => {
      if (!signatureIsValid(options.token, request.query)) return reply.code(403).type('text/plain').send('')
      return reply.type('text/plain').send(request.query.echostr ?? '')
    },
  )

  app.post<{ Querystring: PushQuery }>(
    '/',
    { schema: { hide: true, querystring } as object },
    async (request, reply) => {
      if (!signatureIsValid(options.token, request.query)) return reply.code(403).type('text/plain').send('')
      const events = typeof request.body === 'string' ? parseWechatEvents(request.body) : []
      if (events.length > 0) await options.onEvents(events)
      return reply.type('text/plain').send('success')
    },
  )
}
