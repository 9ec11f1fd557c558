import { createServer } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { Long } from 'bson'
import type { CommandContext } from '../../server/embedded-db/src/commands/command'
import { adminCommands } from '../../server/embedded-db/src/commands/commands-admin'
import type { Doc } from '../../server/embedded-db/src/values/values'
import { encodeReply, Framing, parseMessage } from '../../server/embedded-db/src/wire/wire'

// A worker like that of the embedded database, but without a database: each command has its reply ready. It imports the
// database's own wire code, not its door, so that both sides of the comparison read and write messages alike.
const { socket, one, page } = workerData as { socket: string; one: Doc; page: Doc[] }
const hello = adminCommands.hello?.({}, { now: new Date(0) } as CommandContext) as Doc
const cursor = (firstBatch: Doc[]) => ({ cursor: { firstBatch, id: Long.ZERO, ns: 'bench.docs' }, ok: 1 })

function replyTo(command: Doc): Doc {
  const [name = ''] = Object.keys(command)
  if (/^(hello|ismaster)$/i.test(name)) return hello
  if (name === 'find') return cursor(command.limit === 1 ? [one] : page)
  if (name === 'update') return { n: (command.updates as Doc[]).length, nModified: 0, ok: 1 }
  if (name === 'insert') return { n: (command.documents as Doc[]).length, ok: 1 }
  if (name === 'findAndModify') return { lastErrorObject: { n: 1, updatedExisting: true }, value: one, ok: 1 }
  return { ok: 1 }
}

createServer((client) => {
  const framing = new Framing()
  client.on('error', () => client.destroy())
  client.on('data', (piece) => {
    for (const message of framing.push(piece)) {
      const request = parseMessage(message)
      setImmediate(() => client.write(encodeReply(request, replyTo(request.command))))
    }
  })
}).listen(socket, () => parentPort?.postMessage({ type: 'ready', socket }))
