import type { FastifyReply } from 'fastify'
import type { Fault } from './types'

interface Armed extends Fault {
  left: number
}

/** What goes wrong between the vendor and us, on order. */
export class Faults {
  #armed: Armed[] = []

  arm(fault: Fault): void {
    this.#armed.push({ ...fault, left: fault.times ?? 1 })
  }

  clear(): void {
    this.#armed = []
  }

  take(path: string): Fault | undefined {
    const fault = this.#armed.find((armed) => armed.path === path && armed.left > 0)
    if (!fault) return undefined
    fault.left -= 1
    this.#armed = this.#armed.filter((armed) => armed.left > 0)
    return fault
  }
}

export function strike(fault: Fault, reply: FastifyReply): unknown {
  switch (fault.mode) {
    case 'timeout':
      // The answer never comes; the socket goes when the caller gives up or the emulator closes.
      reply.hijack()
      return undefined
    case 'reset':
      reply.hijack()
      reply.raw.socket?.resetAndDestroy()
      return undefined
    case 'http500':
      return reply.code(500).type('text/html').send('<html><body>500 Internal Server Error</body></html>')
    case 'errcode':
      return { errcode: fault.errcode ?? -1, errmsg: 'system error' }
  }
}
