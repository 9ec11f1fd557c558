import fp from 'fastify-plugin'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { serve } from './contract'

declare module 'fastify' {
  interface FastifyInstance {
    registry: Registry
  }
}

/** A counter of a feature's own. */
export const counterIn = (registry: Registry, name: string, help: string, labelNames: string[]) =>
  new Counter({ name, help, labelNames, registers: [registry] })

/** Counts and durations by route, and the process's own figures, at `/metrics`. */
export const metricsPlugin = fp(
  async (app) => {
    const registry = new Registry()
    // What watches the event loop and the collector never ends: it is for a process that serves.
    app.addHook('onListen', async () => collectDefaultMetrics({ register: registry }))
    const requests = new Counter({
      name: 'http_requests_total',
      help: 'Requests by route and status',
      labelNames: ['method', 'route', 'status'],
      registers: [registry],
    })
    const seconds = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Seconds to answer, by route',
      labelNames: ['method', 'route'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    })
    app.decorate('registry', registry)
    const perRoute = new Map<string, Observed>()
    app.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'none'
      const key = `${request.method} ${route} ${reply.raw.statusCode}`
      let observed = perRoute.get(key)
      if (!observed) {
        const labels = { method: request.method, route }
        observed = {
          count: requests.labels({ ...labels, status: reply.raw.statusCode }),
          time: seconds.labels(labels),
        }
        perRoute.set(key, observed)
      }
      observed.count.inc()
      observed.time.observe(reply.elapsedTime / 1000)
      done()
    })
    serve(app)('GET /metrics', () => registry.metrics())
  },
  { name: 'metrics' },
)

/** The labels are looked up once; there are as many as routes and statuses. */
interface Observed {
  count: Counter.Internal
  time: Histogram.Internal<string>
}
