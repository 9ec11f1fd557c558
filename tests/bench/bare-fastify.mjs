// A bare Fastify in a process of its own: answers the bytes of a file, `{ path: { method, status, type, body } }`.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const fastify = createRequire(join(root, 'server/package.json'))('fastify')()

for (const [url, { method, status, type, body }] of Object.entries(
  JSON.parse(readFileSync(process.argv[2], 'utf8')),
)) {
  fastify.route({ method, url, handler: (_request, reply) => reply.code(status).type(type).send(body) })
}
console.log(`listening ${await fastify.listen({ host: '127.0.0.1', port: 0 })} `)
