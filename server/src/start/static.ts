import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** CSP sources of the inline scripts of an HTML page. */
export function inlineScripts(html: string): string[] {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    (match) => match[1] ?? '',
  )
  return scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
}

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
