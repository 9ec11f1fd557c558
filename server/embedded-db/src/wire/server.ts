import { createServer, type Server, type Socket } from 'node:net'
import { inSavepoints, runCommand } from '../commands/commands'
import { Cursors } from '../commands/cursors'
import type { Engine } from '../engine/engine'
import { Scheduler } from '../engine/group-commit'
import type { Steps } from '../engine/steps'
import { errorReply, MongoError } from '../errors'
import type { Backups } from '../process/backups'
import { stderrLog } from '../process/log'
import type { Doc } from '../values/values'
import { encodeReply, Framing, parseMessage, type Request } from './wire'

interface WireOptions {
  backups?: Backups
  warn?: (message: string) => void
}

/**
 * Answers the wire protocol. All commands that arrive in one turn of the loop share one COMMIT, and no reply
 * of that turn leaves before it: what was acknowledged is on disk.
 */
export class WireServer {
  readonly #engine: Engine
  readonly #backups: Backups | undefined
  readonly #warn: (message: string) => void
  readonly #cursors: Cursors
  readonly #sockets = new Set<Socket>()
  readonly #server: Server
  readonly #scheduler: Scheduler

  constructor(engine: Engine, options: WireOptions = {}) {
    this.#backups = options.backups
    this.#warn = options.warn ?? stderrLog.warn
    this.#engine = engine
    this.#cursors = new Cursors(engine.turn)
    this.#scheduler = new Scheduler(engine)
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
    this.#scheduler.drain()
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
        for (const message of framing.push(piece)) this.#receive(socket, message)
      } catch (error) {
        this.#warn(`storage: a connection is closed: ${String(error)}`)
        socket.destroy()
      }
    })
  }

  #receive(socket: Socket, message: Buffer): void {
    try {
      this.#enqueue(socket, parseMessage(message))
    } catch (error) {
      if (!(error instanceof MongoError)) throw error
      const request = { id: message.readInt32LE(4), command: {}, silent: false, legacy: false }
      socket.write(encodeReply(request, errorReply(error)))
    }
  }

  /** Work of the server's own, which nobody waits for. */
  background(run: Steps<unknown>, failed: (error: unknown) => void): void {
    const engine = this.#engine
    const steps = (function* (): Steps<Doc> {
      try {
        yield* inSavepoints(engine, () => run)
      } catch (error) {
        return errorReply(error)
      }
      return { ok: 1 }
    })()
    this.#scheduler.add({
      run: steps,
      done: (reply) => reply.ok === 1 || failed(new Error(String(reply.errmsg))),
    })
  }

  #enqueue(socket: Socket, request: Request): void {
    this.#scheduler.add({
      run: this.#command(request),
      done: (reply) => {
        if (!request.silent && !socket.destroyed) socket.write(encode(request, reply))
      },
    })
  }

  #command({ command }: Request): () => Steps<Doc> {
    const database = typeof command.$db === 'string' ? command.$db : 'test'
    return () =>
      runCommand(command, {
        engine: this.#engine,
        cursors: this.#cursors,
        backups: this.#backups,
        database,
        now: new Date(),
      })
  }
}

function encode(request: Request, reply: Doc): Buffer {
  try {
    return encodeReply(request, reply)
  } catch (error) {
    return encodeReply(request, errorReply(error))
  }
}
