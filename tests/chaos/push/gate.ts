import { connect, createServer, type Server, type Socket } from 'node:net'

/** What the network between the service and a vendor does. */
export interface Gate {
  readonly port: number
  /** Nobody gets a connection any more, and idle ones are gone: nothing was ever asked. */
  refuse(): void
  /** Each answer takes so much longer. */
  slow(ms: number): void
  /** As it was; who still waits for an answer hears that there is none. */
  calm(): Promise<void>
  /** Exchanges whose asker went, or was sent away, before the answer came; and idle lines that were cut. */
  readonly broken: number
  close(): Promise<void>
}

const host = '127.0.0.1'
/** Longer than any vendor here takes by itself. */
const silentMs = 400

interface Line {
  near: Socket
  far: Socket
  /** When something was asked that has no answer yet. */
  askedAt: number | null
  /** Parts of answers that are kept for a while. */
  held: number
}

/** Passes everything on to the vendor's port. */
export async function startGate(vendorPort: number): Promise<Gate> {
  const lines = new Set<Line>()
  let [broken, slowMs, longest, isOpen] = [0, 0, 0, true]
  const end = ({ near, far }: Line) => {
    near.destroy()
    far.destroy()
  }
  const pass = (near: Socket) => {
    const line: Line = { near, far: connect(vendorPort, host), askedAt: null, held: 0 }
    lines.add(line)
    near.on('data', (chunk) => {
      line.askedAt ??= performance.now()
      line.far.write(chunk)
    })
    line.far.on('data', (chunk) => {
      const answer = () => {
        line.held -= 1
        line.askedAt = null
        if (!near.destroyed) near.write(chunk)
      }
      // What comes after something that is held waits behind it.
      if (++line.held > 1 || slowMs > 0) setTimeout(answer, longest)
      else answer()
    })
    const gone = () => {
      if (lines.delete(line) && line.askedAt !== null) broken += 1
      end(line)
    }
    for (const socket of [near, line.far]) {
      socket.on('error', gone)
      socket.on('close', gone)
    }
  }
  let server: Server
  const listen = async (port: number) => {
    server = createServer(pass)
    await new Promise<void>((done) => server.listen(port, host, done))
    return (server.address() as { port: number }).port
  }
  const port = await listen(0)
  return {
    port,
    get broken() {
      return broken
    },
    refuse() {
      if (!isOpen) return
      isOpen = false
      server.close()
      for (const line of [...lines]) {
        if (line.askedAt !== null) continue
        // Whoever writes at this very moment cannot know.
        broken += 1
        end(line)
      }
    },
    slow(ms) {
      slowMs = ms
      longest = ms
    },
    async calm() {
      slowMs = 0
      const now = performance.now()
      for (const line of [...lines]) if (line.askedAt !== null && now - line.askedAt > silentMs) end(line)
      if (isOpen) return
      isOpen = true
      await listen(port)
    },
    async close() {
      if (isOpen) server.close()
      for (const line of [...lines]) end(line)
    },
  }
}
