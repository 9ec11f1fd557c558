import multipart from '@fastify/multipart'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Deps } from './deps'
import type { Feature } from './feature'
import { accounts, claimsOf } from './features/accounts'
import { announcements } from './features/announcements'
import { appeals } from './features/appeals'
import { audit } from './features/audit'
import { board } from './features/board'
import { catalogue } from './features/catalogue'
import { enterprises } from './features/enterprises'
import { leaks } from './features/leaks'
import { leaving } from './features/leaving'
import { ledgers } from './features/ledgers'
import { live } from './features/live'
import { notices } from './features/notices'
import { oldnotices } from './features/oldnotices'
import { operator } from './features/operator'
import { outputs } from './features/outputs'
import { packages } from './features/packages'
import { payments } from './features/payments'
import { policies } from './features/policies'
import { posts } from './features/posts'
import { push } from './features/push'
import { questions } from './features/questions'
import { regions } from './features/regions'
import { register } from './features/register'
import { residents } from './features/residents'
import { scenes } from './features/scenes'
import { screens } from './features/screens'
import { setup } from './features/setup'
import { verification } from './features/verification'
import { wall } from './features/wall'
import { wechat } from './features/wechat'
import { emptyBodyPlugin } from './http/empty-body'
import { errorsPlugin } from './http/errors'
import { healthRoutes } from './http/health'
import { lazyCompilers } from './http/lazy-compilers'
import { metricsPlugin } from './http/metrics'
import { openapiPlugin } from './http/openapi'
import { operatorsPlugin } from './http/operators'
import { type Patience, serverClocks, slowBodiesPlugin, patience as usualPatience } from './http/patience'
import { publicCachePlugin } from './http/public-cache'
import { rateLimitsPlugin } from './http/rate-limits'
import { securityPlugin } from './http/security'
import { answerFault, oddRequestsPlugin, unreadable } from './http/unreadable'

/** 1 MB holds the longest text and a page of 500 rows; pictures have their own limit. */
const bodyLimit = 1024 * 1024
export const pictureLimit = 10 * 1024 * 1024

/** Every room of the house, from the ground up: a feature calls only features above it in this list. */
export const features = [
  audit,
  regions,
  catalogue,
  residents,
  accounts,
  scenes,
  wechat,
  verification,
  register,
  announcements,
  leaving,
  notices,
  posts,
  board,
  outputs,
  push,
  live,
  policies,
  operator,
  leaks,
  questions,
  wall,
  ledgers,
  oldnotices,
  enterprises,
  packages,
  payments,
  appeals,
  setup,
  screens,
] as const satisfies readonly Feature[]

export interface AppOptions {
  /** CSP sources (`'sha256-…'`) of the inline scripts of the pages served beside the API. */
  inlineScripts?: readonly string[]
  /** False for tests that ask more in a minute than a person would. */
  limited?: boolean
  /** For tests that do not want to wait. */
  patience?: Patience
  /** Where errors are logged; without it nothing is. */
  logger?: FastifyBaseLogger
}

/** Plugins first, then the features in their order; each registers its own routes. */
export async function buildApp(
  deps: Deps,
  { inlineScripts = [], limited = true, patience = usualPatience, logger }: AppOptions = {},
): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    // One line for each request would be a record of who reads what; errors are logged where they become answers.
    logController: new LogController({ disableRequestLogging: true }),
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    // A logger of its own for each request would cost more than most answers; an error's line names the request.
    childLoggerFactory: (log) => log,
    bodyLimit,
    // The nearest entry alone: all before it are the client's own words.
    trustProxy: deps.config.trustProxy ? (_address: string, hop: number) => hop === 0 : false,
    // What still comes while the service stops is answered as ever, and its connection ends.
    return503OnClosing: false,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    frameworkErrors: unreadable,
    clientErrorHandler: answerFault,
    ...serverClocks(patience),
    schemaController: { compilersFactory: lazyCompilers() },
    ajv: {
      customOptions: {
        allErrors: true,
        coerceTypes: 'array',
        removeAdditional: false,
        verbose: true,
        strict: false,
        // Of what is told apart by `kind` only that kind is checked, and its faults are named.
        discriminator: true,
      },
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  })
  await app.register(slowBodiesPlugin, patience)
  // Before whatever answers: also an answer from memory is counted.
  await app.register(rateLimitsPlugin, {
    accountOf: (request) => claimsOf(deps, request)?.account ?? null,
    times: limited ? deps.config.rateLimitTimes : Number.MAX_SAFE_INTEGER,
  })
  await app.register(publicCachePlugin, deps)
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('x-hutang-now', deps.clock.now().toISOString())
    done()
  })
  await app.register(errorsPlugin)
  await app.register(oddRequestsPlugin)
  await app.register(emptyBodyPlugin)
  await app.register(securityPlugin, { inlineScripts })
  await app.register(operatorsPlugin, { token: deps.config.operationsToken, demo: deps.config.demo })
  await app.register(openapiPlugin)
  await app.register(metricsPlugin)
  await app.register(multipart, { limits: { fileSize: pictureLimit, files: 1, fields: 5, fieldSize: 2000 } })
  app.addHook('onListen', async () => deps.marks.start())
  app.addHook('onClose', async () => deps.marks.stop())

  healthRoutes(app, deps)
  for (const { plugin } of deps.features) await plugin?.(app, deps)
  return app
}
