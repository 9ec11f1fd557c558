import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { dataFolders } from './data-folders'

const open = dataFolders()

interface Server {
  monitor: { connection: { socket: Socket } | null; requestCheck(): void }
}

describe('the heartbeat of a connection', () => {
  it('goes on after its socket closed just before it was written', async () => {
    const client = (await open('data')).getClient()
    const beats: string[] = []
    for (const end of ['Succeeded', 'Failed'] as const)
      client.on(`serverHeartbeat${end}`, () => beats.push(end))
    const { topology } = client as unknown as { topology: { s: { servers: Map<string, Server> } } }
    const [server] = topology.s.servers.values()
    const socket = server?.monitor.connection?.socket
    if (!server || !socket) throw new Error('no heartbeat')
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean
    socket.write = (...args: unknown[]) => {
      socket.destroy()
      return write(...args)
    }
    server.monitor.requestCheck()
    const end = performance.now() + 15_000
    while (!beats.includes('Succeeded') && performance.now() < end) {
      await delay(100)
      server.monitor.requestCheck()
    }
    expect(beats.slice(0, 2)).toEqual(['Failed', 'Succeeded'])
  })
})
