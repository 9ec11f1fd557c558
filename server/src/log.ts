import type { FastifyBaseLogger } from 'fastify'

/** Where lines for whoever runs the service go. */
export type Log = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error' | 'debug'>
