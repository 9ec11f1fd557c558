import pino, { type Logger } from 'pino'

/** The log of the service: JSON lines on standard output, from the first moment of the start. */
export const createLog = (level: string): Logger => pino({ level })
