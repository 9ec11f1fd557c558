import pino, { type Logger } from 'pino'

/** What waits for a standard output that takes nothing; beyond it lines are lost. */
const mostWaiting = 1_000_000

/**
 * The log of the service: JSON lines on standard output, from the first moment of the start. Where that cannot be written
 * (a file on a full disk) the service goes on without it.
 */
export function createLog(level: string): Logger {
  const output = pino.destination({ dest: 1, sync: true, maxLength: mostWaiting })
  output.on('error', () => undefined)
  return pino({ level }, output)
}
