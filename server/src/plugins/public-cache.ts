import { createHash } from 'node:crypto'
import fp from 'fastify-plugin'
import { LRUCache } from 'lru-cache'

interface Entry {
  body: string
  etag: string
  type: string
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Forgets every shared answer; called whenever something public changes. */
    forgetPublicAnswers(): void
  }
  interface FastifyRequest {
    publicGeneration: number
  }
}

/** What depends on the day (应公开未公开) is right again after this long without any publication. */
const freshMs = 30_000

const cacheable = /^\/api\/(regions|screens|notices)/

/**
 * The anonymous variant of a read, kept as the bytes that went out, with a strong ETag.
 * Only requests without a token are ever stored or answered from here.
 */
export const publicCachePlugin = fp(
  async (app) => {
    const entries = new LRUCache<string, Entry>({
      max: 2000,
      maxSize: 32 * 1024 * 1024,
      sizeCalculation: (entry) => entry.body.length * 2 + 200,
      ttl: freshMs,
    })
    let generation = 0
    app.decorate('forgetPublicAnswers', () => {
      generation += 1
      entries.clear()
    })
    app.decorateRequest('publicGeneration', -1)

    app.addHook('onRequest', (request, reply, done) => {
      if (
        request.method !== 'GET' ||
        request.headers.authorization !== undefined ||
        !cacheable.test(request.url)
      ) {
        done()
        return
      }
      request.publicGeneration = generation
      const entry = entries.get(request.url)
      if (!entry) {
        done()
        return
      }
      reply
        .header('etag', entry.etag)
        .header('cache-control', 'public, max-age=0, must-revalidate')
        .header('vary', 'authorization')
      if (request.headers['if-none-match'] === entry.etag) reply.code(304).send()
      else reply.type(entry.type).send(entry.body)
    })

    app.addHook('onSend', (request, reply, payload, done) => {
      const { publicGeneration } = request
      const fresh =
        publicGeneration >= 0 &&
        reply.statusCode === 200 &&
        typeof payload === 'string' &&
        !reply.hasHeader('etag')
      if (!fresh) {
        done(null, payload)
        return
      }
      const entry = {
        body: payload,
        etag: `"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`,
        type: String(reply.getHeader('content-type')),
      }
      // A publication that happened while this was being read must not be hidden by it.
      if (publicGeneration === generation) entries.set(request.url, entry)
      reply
        .header('etag', entry.etag)
        .header('cache-control', 'public, max-age=0, must-revalidate')
        .header('vary', 'authorization')
      if (request.headers['if-none-match'] === entry.etag) {
        reply.code(304)
        done(null, '')
        return
      }
      done(null, payload)
    })
  },
  { name: 'public-cache' },
)
