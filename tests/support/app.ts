import { inspect } from 'node:util'
import type { Api, RouteKey } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import { buildApp, features } from '../../server/src/app'
import { WeChatClient } from '../../server/src/channels/wechat'
import { OffsetClock } from '../../server/src/clock'
import { readConfig } from '../../server/src/config'
import type { Deps } from '../../server/src/deps'
import { AppError } from '../../server/src/errors'
import type { Patience } from '../../server/src/http/patience'
import { type AllModels, allModels, initModels, withoutOwnIndexes } from '../../server/src/models'
import { createSignal } from '../../server/src/signal'
import { createMarks, type Marks } from '../../server/src/storage/marks'
import { emptiedDatabase, type TestDatabase } from './database'
import { watchedModels } from './own-hand'

/** Friday 20 November 2026, 10:00 in Shanghai. */
export const testNow = new Date('2026-11-20T02:00:00Z')

/** A clock that stands still until it is told to move. */
export class StillClock extends OffsetClock {
  constructor(now = testNow) {
    super({ now: () => now })
  }
}

/** What features are given, and every collection for tests to look into. */
export interface TestDeps extends Deps {
  models: AllModels
}

export interface TestApp {
  app: FastifyInstance
  deps: TestDeps
  clock: StillClock
  close(): Promise<void>
  /** Everything that is kept in memory is forgotten, as after marks that could not be read. */
  forget(): void
  /** Speaks the contract over HTTP by inject; a token acts as that account. */
  ask<K extends RouteKey>(key: K, options?: AskOptions<K>): Promise<Answer<Api[K]['response']>>
}

export interface AskOptions<K extends RouteKey> {
  params?: Api[K]['params']
  query?: Api[K]['query']
  body?: unknown
  token?: string
  headers?: Record<string, string>
}

export interface Answer<T> {
  status: number
  body: T
  headers: Record<string, string | string[] | number | undefined>
  error: {
    code: string
    message: string
    fields?: { field: string; message: string; row?: number; column?: string }[]
  }
}

export const testKeys = {
  JWT_SECRET: 'test-secret-test-secret-test-secret!',
  FIELD_KEY: '11'.repeat(32),
  HASH_KEY: '22'.repeat(32),
}

export const silentLog: Deps['log'] = { info() {}, warn() {}, error() {}, debug() {} }

/** The whole application on a fresh database, its clock standing still; `wechatUrl` points to an emulator. */
export async function testApp(
  options: {
    wechatUrl?: string
    clock?: StillClock
    demo?: boolean
    /** Rate limits count. */
    limited?: boolean
    monitorCommands?: boolean
    patience?: Patience
    /** One that others use as well; it stays theirs. */
    database?: TestDatabase
    /** Settings besides. */
    env?: Record<string, string>
  } = {},
): Promise<TestApp> {
  const database = options.database ?? (await emptiedDatabase(options))
  const clock = options.clock ?? new StillClock()
  const base = readConfig({
    ...testKeys,
    LOG_LEVEL: 'silent',
    WECHAT_APPID: 'wx-test',
    WECHAT_SECRET: 'secret',
    WECHAT_EVENT_TOKEN: 'event-token',
    WECHAT_BASE_URL: options.wechatUrl ?? 'http://127.0.0.1:9',
    ...options.env,
  })
  const db = database.connection
  if (database.isMade) withoutOwnIndexes(db)
  else await initModels(db)
  const { marks, forget } = forgettable(createMarks(db, silentLog))
  const deps: TestDeps = {
    config: { ...base, demo: options.demo ?? true },
    clock,
    db,
    models: watchedModels(allModels(db), forget),
    marks,
    work: createSignal(),
    features,
    wechat: new WeChatClient({
      appid: base.wechat.appid,
      secret: base.wechat.secret,
      state: base.wechat.state,
      clock,
      baseUrl: base.wechat.baseUrl,
      timeoutMs: 10_000,
    }),
    log: silentLog,
  }
  const app = await buildApp(deps, {
    limited: options.limited ?? false,
    ...(options.patience ? { patience: options.patience } : {}),
  })
  // A run says why a request ended in a 500; its answer does not.
  app.addHook('onError', async (_request, _reply, error) => {
    if (!(error instanceof AppError) && (error.statusCode ?? 500) >= 500)
      process.stderr.write(`500: ${inspect(error)}\n`)
  })
  return {
    app,
    deps,
    clock,
    ask: (key, asked) => ask(app, key, asked),
    forget,
    async close() {
      await app.close()
      await database.close()
    },
  }
}

type Listener = Parameters<Marks['listen']>[0]

/** Marks, and a way to tell all who listen that anything may have moved. */
function forgettable(marks: Marks): { marks: Marks; forget(): void } {
  const listeners: Listener[] = []
  const listen = (listener: Listener) => {
    listeners.push(listener)
    marks.listen(listener)
  }
  return {
    marks: Object.create(marks, { listen: { value: listen } }) as Marks,
    forget() {
      for (const listener of listeners) listener(null)
    },
  }
}

async function ask<K extends RouteKey>(
  app: FastifyInstance,
  key: K,
  options: AskOptions<K> = {},
): Promise<Answer<Api[K]['response']>> {
  const [method, path] = key.split(' ') as [string, string]
  const params = (options.params ?? {}) as Record<string, string | number>
  const url = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const query = Object.entries((options.query ?? {}) as Record<string, unknown>).filter(
    ([, value]) => value !== undefined,
  )
  const response = await app.inject({
    method: method as 'GET',
    url:
      query.length > 0
        ? `${url}?${new URLSearchParams(query.map(([name, value]) => [name, String(value)]))}`
        : url,
    headers: { ...(options.token ? { authorization: `Bearer ${options.token}` } : {}), ...options.headers },
    ...(options.body === undefined ? {} : { payload: options.body as object }),
  })
  const type = String(response.headers['content-type'] ?? '')
  const body = type.startsWith('application/json') && response.body ? response.json() : response.body
  return { status: response.statusCode, body, headers: response.headers, error: body?.error }
}
