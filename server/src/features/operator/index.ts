import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Feature } from '../../feature'
import { serve } from '../../http/contract'
import { pagePolicy } from '../../http/inline-scripts'
import { type Act, networkOf, recordAct } from '../audit'
import { cancelDelivery, pauseChannel, pushStatus, retryAttempt } from '../push'
import { operatorPage } from './page'

function plugin(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  // A browser sends the password by itself, also when another site's page asks for it.
  app.addHook('onRequest', async (request) => {
    const { auth } = request.routeOptions.config
    if (auth === 'operator' && request.method === 'POST' && isFromElsewhere(request))
      throw new AppError('forbidden')
  })

  const record = (request: Pick<FastifyRequest, 'ip'>, act: Act, subject: string) =>
    recordAct(deps, randomUUID(), { act, subject, by: { from: networkOf(request.ip) } })

  on('GET /operator', (_request, reply) =>
    reply.headers({ ...pagePolicy(operatorPage), 'cache-control': 'no-store' }).send(operatorPage),
  )
  on('GET /api/operator/push', (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return pushStatus(deps)
  })
  on('POST /api/operator/push/retry', async (request) => {
    const { attempt } = request.body
    await record(request, 'pushRetried', attempt)
    await retryAttempt(deps, attempt)
    return { done: true as const }
  })
  on('POST /api/operator/push/cancel', async (request) => {
    const { delivery } = request.body
    await record(request, 'pushCancelled', delivery)
    await cancelDelivery(deps, delivery)
    return { done: true as const }
  })
  on('POST /api/operator/push/pause', async (request) => {
    const { channel, paused } = request.body
    await record(request, paused ? 'channelPaused' : 'channelResumed', channel)
    await pauseChannel(deps, channel, paused, networkOf(request.ip) ?? 'operator')
    return { done: true as const }
  })
}

/** By what browsers say of themselves; a program says nothing. */
function isFromElsewhere({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = headers
  return origin !== undefined && origin.replace(/^https?:\/\//, '') !== headers.host
}

/** 运维: how the telling goes, for those who run the service. */
export const operator = { name: 'operator', plugin } satisfies Feature
