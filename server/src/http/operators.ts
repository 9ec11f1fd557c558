import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { AppError } from '../errors'

declare module 'fastify' {
  interface FastifyInstance {
    /** A hook that lets only those in who run the service; in the demo, everybody. */
    operatorsOnly(request: FastifyRequest, reply: FastifyReply): Promise<void>
  }
}

export interface OperatorsOptions {
  /** What they send as a bearer token or, from a browser, as the password of any name; empty: nobody is let in. */
  token: string
  demo: boolean
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** RFC 6750 for programs, RFC 7617 for a person at a browser. */
function given(header: string | undefined): string | undefined {
  const [, scheme = '', words = ''] = /^(bearer|basic) (.+)$/i.exec(header ?? '') ?? []
  if (scheme.toLowerCase() !== 'basic') return words || undefined
  return /^[^:]*:(.*)$/s.exec(Buffer.from(words, 'base64').toString())?.[1]
}

/** Counts by route, and the API's description, are for those who run the service. */
export const operatorsPlugin = fp(
  async (app, { token, demo }: OperatorsOptions) => {
    const wanted = digest(token)
    app.decorate('operatorsOnly', async (request: FastifyRequest, reply: FastifyReply) => {
      if (demo) return
      const asked = given(request.headers.authorization)
      if (token !== '' && asked !== undefined && timingSafeEqual(digest(asked), wanted)) return
      reply.header('www-authenticate', 'Basic realm="hutang operations", charset="UTF-8"')
      throw new AppError('operatorsOnly')
    })
  },
  { name: 'operators' },
)
