import type { AddressInfo, Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'

/** What goes wrong at the server, until it is taken away. */
export type SmtpFault =
  | { at: 'connect' | 'auth' | 'from' | 'to' | 'data'; answer: string }
  | 'silentAtFrom'
  /** The message is there, and the answer is not. */
  | 'closedAfterData'
  | 'silentAfterData'

export interface Arrived {
  to: string[]
  raw: Buffer
  mail: ParsedMail
}

export interface TestSmtp {
  url: string
  port: number
  fault: SmtpFault | null
  /** Whole messages that came, whatever was answered. */
  arrived: Arrived[]
  /** Addresses that were refused. */
  refused: string[]
  connections: number
  mostAtOnce: number
  /** Hangs up on whoever is connected. */
  hangUp(): void
  close(): Promise<void>
}

/** A mail server that speaks real SMTP on a port of this machine. */
export async function startSmtp(
  options: { takesMs?: number; password?: string; host?: string } = {},
): Promise<TestSmtp> {
  const sockets = new Set<Socket>()
  const state: TestSmtp = {
    url: '',
    port: 0,
    fault: null,
    arrived: [],
    refused: [],
    connections: 0,
    mostAtOnce: 0,
    hangUp() {
      for (const socket of sockets) socket.destroy()
    },
    async close() {
      state.hangUp()
      await new Promise<void>((done) => server.close(done))
    },
  }
  const refusalAt = (step: string): Error | null => {
    const { fault } = state
    if (fault === null || typeof fault === 'string' || fault.at !== step) return null
    const [, code, text] = /^(\d{3}) (.*)$/.exec(fault.answer) ?? []
    return Object.assign(new Error(text), { responseCode: Number(code) })
  }
  const server = new SMTPServer({
    hideSTARTTLS: true,
    authOptional: options.password === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: ({ password }, _session, answer) => {
      const refused = refusalAt('auth')
      if (refused || password !== options.password) answer(refused ?? new Error('no'))
      else answer(null, { user: 'office' })
    },
    onConnect: (_session, answer) => answer(refusalAt('connect')),
    onMailFrom: (_address, _session, answer) => {
      if (state.fault !== 'silentAtFrom') answer(refusalAt('from'))
    },
    onRcptTo: ({ address }, _session, answer) => {
      const refused = refusalAt('to')
      if (refused) state.refused.push(address)
      answer(refused)
    },
    onData: (stream, session, answer) => {
      void collect(stream).then(
        async (raw) => {
          const to = session.envelope.rcptTo.map(({ address }) => address)
          const refused = refusalAt('data')
          if (!refused) state.arrived.push({ to, raw, mail: await simpleParser(raw) })
          if (options.takesMs) await new Promise((done) => setTimeout(done, options.takesMs))
          if (state.fault === 'closedAfterData') state.hangUp()
          else if (state.fault !== 'silentAfterData') answer(refused)
        },
        // Whoever sent it has gone in the middle of it.
        () => undefined,
      )
    },
  })
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    state.connections += 1
    sockets.add(socket)
    state.mostAtOnce = Math.max(state.mostAtOnce, sockets.size)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((done) => server.listen(0, options.host ?? '127.0.0.1', done))
  state.port = (server.server.address() as AddressInfo).port
  state.url = `smtp://127.0.0.1:${state.port}`
  return state
}

async function collect(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
