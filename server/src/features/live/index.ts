import type { FastifyInstance } from 'fastify'
import { Gauge } from 'prom-client'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Feature } from '../../feature'
import { serve } from '../../http/contract'
import { namesVersion } from '../../http/etag'
import { counterIn } from '../../http/metrics'
import { actorMarks, tokenEnd } from '../accounts'
import { newestIn } from '../notices'
import { unreadOf } from '../push'
import { knownRegion } from '../regions'
import { type Listener, type ListenerLimits, Listeners, usualLimits } from './listeners'
import { createTeller } from './tell'

/** Longer than most proxies and phones keep a quiet connection: they give it up after 30 or 60 seconds. */
const beatMs = 25_000
/** A client that was refused or cut off comes again after this, and a little at random. */
const retryMs = 5000

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // nginx hands each event on at once.
  'x-accel-buffering': 'no',
  connection: 'keep-alive',
}

export function liveRoutes(app: FastifyInstance, deps: Deps, limits: ListenerLimits = usualLimits): void {
  const on = serve(app)
  const listeners = new Listeners(limits)
  const teller = createTeller(deps, listeners)
  const refused = measure(app, listeners)
  const beat = setInterval(() => listeners.beat(deps.clock.now()), beatMs).unref()
  app.addHook('preClose', async () => {
    clearInterval(beat)
    teller.stop()
    listeners.end(() => true)
  })

  const exists = async (region: string): Promise<void> => {
    if (!(await knownRegion(deps, region))) throw new AppError('regionNotFound')
  }

  on('GET /api/live', async (request, reply) => {
    const { region } = request.query
    await exists(region)
    const { actor } = request
    const owner = actor ? `account:${actor.account._id}` : `address:${request.ip}`
    const no = listeners.refusal(owner, actor !== null)
    if (no) {
      refused.inc({ why: no })
      reply.header('retry-after', 60)
      throw new AppError(no === 'full' ? 'liveFull' : 'tooManyRequests')
    }
    // Fastify answers HEAD with the same handler.
    if (request.method === 'HEAD') return reply.headers(streamHeaders).send()
    reply.hijack()
    const response = reply.raw
    const listener: Listener = {
      response,
      region,
      person: actor?.person._id ?? null,
      owner,
      marks: actor ? actorMarks(actor) : [],
      until: tokenEnd(request),
      begun: false,
      unread: 0,
    }
    listeners.add(listener)
    response.writeHead(200, { ...reply.getHeaders(), ...streamHeaders } as Record<string, string>)
    response.write(`retry: ${retryMs}\n\n`)
    try {
      await teller.begin(listener)
    } catch (error) {
      deps.log.error({ err: error }, 'live: a page could not be told how things stand')
      response.end()
    }
    return reply
  })

  on('GET /api/live/state', async (request, reply) => {
    const { region } = request.query
    await exists(region)
    const newest = (await newestIn(deps, region))?.toISOString() ?? null
    if (!request.actor) return { newest }
    const unread = await unreadOf(deps.db, request.actor.person._id)
    const etag = `"${newest ?? ''}/${unread}"`
    reply.header('etag', etag)
    if (namesVersion(request.headers['if-none-match'], etag)) return reply.code(304).send()
    return { newest, unread }
  })
}

function measure({ registry }: FastifyInstance, listeners: Listeners) {
  new Gauge({
    name: 'live_connections',
    help: 'Open pages that listen for news',
    registers: [registry],
    collect() {
      this.set(listeners.size)
    },
  })
  const help = 'Pages that had no room: too many of one account or address, or altogether'
  return counterIn(registry, 'live_refused_total', help, ['why'])
}

/** 新公开提醒: open pages learn that there is something new. */
export const live = { name: 'live', plugin: (app, deps) => liveRoutes(app, deps) } satisfies Feature
