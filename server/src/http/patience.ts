import fp from 'fastify-plugin'
import { AppError } from '../errors'

/** How long a client may take, in milliseconds. */
export interface Patience {
  /** From the connection, or the end of the request before, to the end of the headers. */
  headers: number
  /** To the end of a body that is no upload: 1 MB at 140 kbit/s. */
  body: number
  /** To the end of an upload: 10 MB at 470 kbit/s, a poor line of a phone. */
  upload: number
}

export const patience: Patience = { headers: 15_000, body: 60_000, upload: 180_000 }

/** What Node's server watches itself; it looks at all connections this often. */
export const serverClocks = ({ headers, upload }: Patience) => ({
  requestTimeout: upload,
  http: {
    headersTimeout: headers,
    connectionsCheckingInterval: Math.min(1000, headers),
    // Answered with a sentence instead of an empty 400: `oddRequestsPlugin`.
    requireHostHeader: false,
  },
})

/** Bodies that are no uploads have less time than Node's one limit for all requests gives. */
export const slowBodiesPlugin = fp(
  async (app, { body }: Patience) => {
    app.addHook('onRequest', (request, _reply, done) => {
      const { raw, routeOptions } = request
      if (routeOptions.schema?.consumes || raw.method === 'GET' || raw.method === 'HEAD') {
        done()
        return
      }
      const timer = setTimeout(() => {
        // Whoever reads the body answers the error; where nobody does (it was refused unread), the connection ends.
        if (raw.listenerCount('error') > 0) raw.emit('error', new AppError('tooSlow'))
        else raw.destroy()
      }, body).unref()
      raw.once('end', () => clearTimeout(timer))
      raw.once('close', () => clearTimeout(timer))
      done()
    })
  },
  { name: 'slow-bodies' },
)
