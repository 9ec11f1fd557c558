import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

export const pageOf = (root: string): string | null => {
  const file = join(root, 'index.html')
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

const hashed = /[./-][0-9a-f]{8,}\.(js|css)$/

/** The built h5 mini-program at `/`; files with a hash in their name never change. */
export async function serveH5(app: FastifyInstance, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    prefix: '/',
    dotfiles: 'ignore',
    // The build leaves .br and .gz beside what is worth it.
    preCompressed: true,
    setHeaders(reply, path) {
      reply.header('cache-control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}
