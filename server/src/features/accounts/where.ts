import type { FastifyRequest } from 'fastify'
import { networkOf } from '../audit'
import { type Device, deviceOf } from './device.rules'

/** Where somebody signs in. */
export interface Where {
  /** The network the request came from; null on the machine itself. */
  from: string | null
  device: Device
}

export const whereOf = ({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): Where => ({
  from: networkOf(ip),
  device: deviceOf(headers['user-agent']),
})
