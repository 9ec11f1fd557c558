import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { controlRoutes } from './control-routes'
import { WechatEmulator } from './emulator'
import type { EmulatorOptions } from './types'
import { vendorRoutes } from './vendor-routes'

export type { WechatEmulator } from './emulator'
export type { TemplateField } from './fields'
export type {
  Choice,
  EmulatorEvents,
  EmulatorOptions,
  EmulatorTemplate,
  EmulatorUser,
  Fault,
  FaultMode,
  LogEntry,
  PhoneMessage,
  PushedEvent,
} from './types'

export type RunningWeChatEmulator = WechatEmulator & { url: string; close(): Promise<void> }

/** Listens on the loopback only: its controls ask nobody for a password. */
export async function startWeChatEmulator(options: EmulatorOptions): Promise<RunningWeChatEmulator> {
  const emulator = new WechatEmulator(options)
  const app = fastify({ forceCloseConnections: true })
  vendorRoutes(app, emulator)
  controlRoutes(app, emulator)
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 })
  const { port } = app.server.address() as AddressInfo
  return Object.assign(emulator, {
    url: `http://127.0.0.1:${port}`,
    async close() {
      await emulator.events.close()
      await app.close()
    },
  })
}
