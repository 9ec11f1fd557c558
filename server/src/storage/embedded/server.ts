import { createServer, type Server, type Socket } from 'node:net'
import { runCommand } from './commands'
import { Cursors } from './cursors'
import type { Engine } from './engine'
import { errorReply } from './errors'
import { commitTogether } from './group-commit'
import type { Doc } from './values'
import { encodeReply, Framing, parseMessage, type Request } from './wire'

interface Pending {
  socket: Socket
  request: Request
}

/**
 * Answers the wire protocol. All commands that arrive in one turn of the loop share one COMMIT, and no reply
 * of that turn leaves before it: what was acknowledged is on disk.
 */
export class WireServer {
  readonly #engine: Engine
  readonly #cursors = new Cursors()
  readonly #sockets = new Set<Socket>()
  readonly #server: Server
  #queue: Pending[] = []
  #scheduled = false

  constructor(engine: Engine) {
    this.#engine = engine
    this.#server = createServer((socket) => this.#accept(socket))
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(path, () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
  }

  close(): Promise<void> {
    this.#flush()
    for (const socket of this.#sockets) socket.destroy()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  expireCursors(now: number): void {
    this.#cursors.expire(now)
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket)
    const framing = new Framing()
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.on('data', (piece) => {
      try {
        for (const message of framing.push(piece)) this.#enqueue({ socket, request: parseMessage(message) })
      } catch {
        socket.destroy()
      }
    })
  }

  #enqueue(pending: Pending): void {
    this.#queue.push(pending)
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => this.#flush())
  }

  #flush(): void {
    this.#scheduled = false
    const queue = this.#queue
    this.#queue = []
    const commands = queue.map(({ request }) => this.#command(request))
    const replies = commitTogether(this.#engine, commands)
    for (const [i, { socket, request }] of queue.entries()) {
      if (!request.silent && !socket.destroyed) socket.write(encode(request, replies[i] ?? {}))
    }
  }

  #command({ command }: Request): () => Doc {
    const database = typeof command.$db === 'string' ? command.$db : 'test'
    return () =>
      runCommand(command, { engine: this.#engine, cursors: this.#cursors, database, now: new Date() })
  }
}

function encode(request: Request, reply: Doc): Buffer {
  try {
    return encodeReply(request, reply)
  } catch (error) {
    return encodeReply(request, errorReply(error))
  }
}
