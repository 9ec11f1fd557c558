import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import fp from 'fastify-plugin'
import { LRUCache } from 'lru-cache'
import type { Deps } from '../deps'
import { namesVersion } from './etag'

interface Entry {
  /** Text goes to the socket in one write with its headers; bytes would need a second. */
  body: string
  bytes: string
  etag: string
  /** Name and value in turn, as they went out the first time, but for what belongs to one answer alone. */
  headers: string[]
}

declare module 'fastify' {
  interface FastifyRequest {
    publicGeneration: number
  }
}

/** Moves with everything that the public can read; the answers kept for visitors follow it. */
export const publicMark = 'public'

/** What depends on the day (应公开未公开) is right again after this long without any publication. */
const freshMs = 30_000

const ownOfAnAnswer = new Set(['date', 'x-hutang-now', 'connection', 'keep-alive', 'content-length'])

/**
 * The anonymous variant of a read that the contract calls `shared`, kept as the bytes that went out, with a strong ETag.
 * Only requests without a token are ever stored or answered from here. Registered before every other hook:
 * what it answers needs none of them but the counting, which happens when the response is finished.
 */
export const publicCachePlugin = fp(
  async (app, { clock, marks }: Pick<Deps, 'clock' | 'marks'>) => {
    const entries = new LRUCache<string, Entry>({
      max: 2000,
      maxSize: 32 * 1024 * 1024,
      sizeCalculation: (entry) => 2 * entry.body.length + 1000,
      ttl: freshMs,
    })
    let generation = 0
    marks.listen((mark) => {
      if (mark !== null && mark !== publicMark) return
      generation += 1
      entries.clear()
    })
    app.decorateRequest('publicGeneration', -1)

    app.addHook('onRequest', (request, reply, done) => {
      if (!request.routeOptions.config.shared || request.headers.authorization !== undefined) {
        done()
        return
      }
      request.publicGeneration = generation
      const entry = marks.trusted ? entries.get(request.url) : undefined
      if (entry) answer(reply, entry, request.headers['if-none-match'], clock)
      else done()
    })

    app.addHook('onSend', (request, reply, payload, done) => {
      const { publicGeneration } = request
      const shareable =
        publicGeneration >= 0 &&
        reply.statusCode === 200 &&
        typeof payload === 'string' &&
        !reply.hasHeader('etag')
      if (!shareable) {
        done(null, payload)
        return
      }
      const etag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`
      reply
        .header('etag', etag)
        .header('cache-control', 'public, max-age=0, must-revalidate')
        .header('vary', 'authorization')
      // A publication that happened while this was being read must not be hidden by it.
      if (publicGeneration === generation) {
        const bytes = String(Buffer.byteLength(payload))
        entries.set(request.url, { body: payload, bytes, etag, headers: lasting(reply.getHeaders()) })
      }
      if (namesVersion(request.headers['if-none-match'], etag)) {
        reply.code(304)
        done(null, '')
        return
      }
      done(null, payload)
    })
  },
  { name: 'public-cache' },
)

function lasting(headers: ReturnType<FastifyReply['getHeaders']>): string[] {
  return Object.entries(headers)
    .filter(([name, value]) => value !== undefined && !ownOfAnAnswer.has(name))
    .flatMap(([name, value]) => [name, String(value)])
}

/** Straight to the socket: these bytes have been through every hook already. */
function answer(reply: FastifyReply, entry: Entry, known: string | undefined, clock: Deps['clock']): void {
  reply.hijack()
  const response: ServerResponse = reply.raw
  const now = ['x-hutang-now', clock.now().toISOString()]
  if (namesVersion(known, entry.etag)) {
    response.writeHead(304, [...entry.headers, ...now])
    response.end()
    return
  }
  response.writeHead(200, [...entry.headers, ...now, 'content-length', entry.bytes])
  response.end(entry.body)
}
