import type { Socket } from 'node:net'
import type { Connection } from 'mongoose'

const lookMs = 1000

/** Parts of the driver that its types keep to itself. */
interface Monitored {
  topology?: {
    s: { servers: ReadonlyMap<string, { monitor?: { connection?: { socket: Socket } | null } | null }> }
  }
}

/**
 * The driver knows by heartbeats whether its server is there. One whose socket closed just before its write waits for
 * ever (7.8, for `drain`), and the process stays cut off from the database that has taken over. Here it is told
 * that its socket is closed; the driver then connects anew by itself.
 */
export function watchHeartbeats(connection: Connection): void {
  const client = connection.getClient() as unknown as Monitored
  const timer = setInterval(() => {
    for (const { monitor } of client.topology?.s.servers.values() ?? []) {
      const socket = monitor?.connection?.socket
      if (socket?.destroyed && socket.listenerCount('error') > 0)
        socket.emit('error', new Error('the socket of a heartbeat is closed'))
    }
  }, lookMs).unref()
  connection.once('close', () => clearInterval(timer))
}
