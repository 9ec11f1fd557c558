import helmet from '@fastify/helmet'
import fp from 'fastify-plugin'

/** Of an answer that is data and no document. */
export const dataHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** Response headers: what a browser may do with an answer. */
export const securityPlugin = fp(
  async (app, options: { inlineScripts: readonly string[] }) => {
    // An answer in JSON is no document: it needs to say only that it is neither script nor page.
    app.addHook('onRoute', (route) => {
      if (route.url.startsWith('/api/')) Object.assign(route, { helmet: false })
    })
    app.addHook('onRequest', (request, reply, done) => {
      if (request.url.startsWith('/api/')) reply.headers(dataHeaders)
      done()
    })
    await app.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", ...options.inlineScripts],
          styleSrc: ["'self'", "'unsafe-inline'"],
          fontSrc: ["'self'", 'data:'],
          imgSrc: ["'self'", 'data:', 'blob:'],
          // A chosen picture is a blob of the page's own until it is sent.
          connectSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          frameAncestors: ["'self'"],
          formAction: ["'self'"],
        },
      },
      // The BFF may stand behind a proxy that speaks plain HTTP inside; the proxy owns HSTS.
      strictTransportSecurity: false,
      crossOriginEmbedderPolicy: false,
    })
  },
  { name: 'security' },
)
