import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { SmsEmulator } from './emulator'
import { vendorRoutes } from './routes'
import type { SmsEmulatorOptions, SmsFault } from './types'

export type { SmsEmulator } from './emulator'
export type {
  EmulatedAccount,
  PhoneSms,
  SmsEmulatorOptions,
  SmsFault,
  SmsLogEntry,
  SmsVendorName,
} from './types'

export type RunningSmsEmulator = SmsEmulator & { url: string; close(): Promise<void> }

/** Both vendors at one address of the loopback, with controls over HTTP for another process. */
export async function startSmsEmulator(options: SmsEmulatorOptions): Promise<RunningSmsEmulator> {
  const emulator = new SmsEmulator(options)
  const app = fastify({ forceCloseConnections: true })
  await app.register(async (vendors) => vendorRoutes(vendors, emulator))
  app.get('/emulator/log', () => ({ log: emulator.log }))
  app.get<{ Querystring: { phone?: string } }>('/emulator/messages', (request) => ({
    messages: emulator.received(request.query.phone),
  }))
  app.post<{ Body: SmsFault }>('/emulator/faults', (request) => {
    emulator.arm(request.body)
    return {}
  })
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 })
  const { port } = app.server.address() as AddressInfo
  return Object.assign(emulator, {
    url: `http://127.0.0.1:${port}`,
    async close() {
      await emulator.receipts.allPushed()
      await app.close()
    },
  })
}
