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
  /** To the end of a county's register, which is taken no faster than it is stored: 200 MB in a quarter of an hour. */
  stream: number
}

export const patience: Patience = { headers: 15_000, body: 60_000, upload: 180_000, stream: 900_000 }

/** What Node's server watches itself; it looks at all connections this often. */
export const serverClocks = ({ headers, stream }: Patience) => ({
  requestTimeout: stream,
  http: {
    headersTimeout: headers,
    connectionsCheckingInterval: Math.min(1000, headers),
    // Answered with a sentence instead of an empty 400: `oddRequestsPlugin`.
    requireHostHeader: false,
  },
})

/** A body that comes as a stream of lines is read for as long as it takes to store it. */
const streamed = 'text/csv'

/** Most bodies have less time than Node's one limit for all requests gives. */
export const slowBodiesPlugin = fp(
  async (app, { body, upload, stream }: Patience) => {
    app.addHook('onRequest', (request, _reply, done) => {
      const { raw, routeOptions } = request
      const { 'content-length': length, 'transfer-encoding': chunked } = raw.headers
      if ((raw.method === 'GET' || raw.method === 'HEAD') && length === undefined && chunked === undefined) {
        done()
        return
      }
      const { consumes } = routeOptions.schema ?? {}
      const limit = consumes?.includes(streamed) ? stream : consumes ? upload : body
      const timer = setTimeout(() => {
        // Whoever reads the body answers the error; where nobody does (it was refused unread), the connection ends.
        if (raw.listenerCount('error') > 0) raw.emit('error', new AppError('tooSlow'))
        else raw.destroy()
      }, limit).unref()
      raw.once('end', () => clearTimeout(timer))
      raw.once('close', () => clearTimeout(timer))
      done()
    })
  },
  { name: 'slow-bodies' },
)
