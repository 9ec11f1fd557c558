import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SilentServer {
  /** A connection string of mongoose whose server is this one. */
  uri: string
  /** From now on nothing is passed on: connections are accepted and stay without an answer. */
  silence(): void
  speak(): void
  /** Questions that came while it was silent, or before. */
  readonly asked: number
  close(): Promise<void>
}

/** A stand-in before the embedded server's socket: passes everything on until it is told to be silent. */
export async function silentServer(uri: string): Promise<SilentServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ht-'))
  const path = join(folder, 's.sock')
  const [, real = ''] = /^mongodb:\/\/([^/?]+)/.exec(uri) ?? []
  const sockets = new Set<Socket>()
  let silent = false
  let asked = 0
  const server = createServer((client) => {
    const behind = createConnection(decodeURIComponent(real))
    for (const socket of [client, behind]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    client.on('data', (bytes) => {
      asked++
      if (!silent) behind.write(bytes)
    })
    behind.on('data', (bytes) => {
      if (!silent) client.write(bytes)
    })
    client.on('close', () => behind.destroy())
    behind.on('close', () => client.destroy())
  })
  await new Promise<void>((done) => server.listen(path, done))
  return {
    uri: uri.replace(real, encodeURIComponent(path)),
    silence() {
      silent = true
    },
    speak() {
      silent = false
    },
    get asked() {
      return asked
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
