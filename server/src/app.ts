import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Deps } from './deps'
import { catalogueFeature } from './features/catalogue'
import { identityFeature } from './features/identity'
import { noticesFeature } from './features/notices'
import { pushFeature } from './features/push'
import { regionsFeature } from './features/regions'
import { systemFeature } from './features/system'
import { authPlugin } from './plugins/auth'
import { errorsPlugin, unreadable } from './plugins/errors'
import { metricsPlugin } from './plugins/metrics'
import { openapiPlugin } from './plugins/openapi'
import { publicCachePlugin } from './plugins/public-cache'
import { publicChangesPlugin } from './plugins/public-changes'
import { securityPlugin } from './plugins/security'

/** 1 MB holds the longest table (2,000 rows) and text; pictures have their own limit. */
const bodyLimit = 1024 * 1024
export const pictureLimit = 8 * 1024 * 1024

export interface AppOptions {
  /** CSP sources (`'sha256-…'`) of the inline scripts of the pages served beside the API. */
  inlineScripts?: readonly string[]
}

/** Plugins first, then features; a feature registers its own routes. */
export async function buildApp(deps: Deps, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = Fastify({
    // One line a request would be a record of who reads what; errors are logged where they are turned into answers.
    logController: new LogController({ disableRequestLogging: true }),
    logger: deps.config.logLevel === 'silent' ? false : { level: deps.config.logLevel },
    bodyLimit,
    trustProxy: deps.config.trustProxy,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    frameworkErrors: unreadable,
    ajv: {
      customOptions: {
        allErrors: true,
        coerceTypes: 'array',
        removeAdditional: false,
        verbose: true,
        strict: false,
      },
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  })
  await app.register(publicCachePlugin, deps)
  await app.register(publicChangesPlugin, deps)
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('x-hutang-now', deps.clock.now().toISOString())
    done()
  })
  await app.register(errorsPlugin)
  await app.register(securityPlugin, { inlineScripts: options.inlineScripts ?? [] })
  await app.register(openapiPlugin)
  await app.register(metricsPlugin)
  await app.register(authPlugin, deps)
  await app.register(multipart, { limits: { fileSize: pictureLimit, files: 1, fields: 5, fieldSize: 2000 } })

  await app.register(systemFeature, deps)
  await app.register(regionsFeature, deps)
  await app.register(catalogueFeature, deps)
  await app.register(identityFeature, deps)
  await app.register(noticesFeature, deps)
  await app.register(pushFeature, deps)
  return app
}
