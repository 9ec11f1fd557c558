import { performance } from 'node:perf_hooks'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { buildApp, features } from '../app'
import { sharedToken, WeChatClient } from '../channels/wechat'
import { systemClock } from '../clock'
import { type Config, readConfig, wechatConnected } from '../config'
import { roles as everyRole, type Role } from '../config-roles'
import { aimReceipts, type DemoParts, demoFeature, startDemo } from '../demo'
import { personaViews } from '../demo/persona-view'
import { isHalfSeeded, markSeeding, reviveEmulator, seedDemo } from '../demo/seed'
import type { Deps } from '../deps'
import type { Feature } from '../feature'
import { openDoor } from '../features/setup'
import { buildHealthApp } from '../http/health-app'
import { inlineScripts } from '../http/inline-scripts'
import { startJobs } from '../jobs'
import { createTicks } from '../jobs/ticks'
import { initModels } from '../models'
import { isHalfMoved } from '../operations'
import { h5Root } from '../paths'
import { createSignal } from '../signal'
import { connectStorage, type Storage } from '../storage/connect'
import { createMarks } from '../storage/marks'
import { migrate } from '../storage/migrations'
import { inTime, startWork } from './background'
import { banner, readyOf } from './banner'
import { dailyCopyJob, measureBackups } from './daily-copy'
import { decideDemo, kindOfData, markData } from './kind'
import { listen } from './listen'
import { createLog } from './log'
import { keepHeapSmall } from './memory'
import { StartProblem } from './problem'
import { openDataDir, withSecrets } from './secrets'
import { pageOf, serveH5 } from './static'
import { checkTemplates } from './wechat-templates'

export interface Service {
  stop(): Promise<void>
}

type Say = (line: string) => void

/** `--role=db`: the embedded database alone, for the other processes on this machine; it stands by while one of those holds it. */
async function startDatabase(env: NodeJS.ProcessEnv, say: Say): Promise<Service> {
  const { dataDir, logLevel } = readConfig(env)
  openDataDir(dataDir)
  const log = createLog(logLevel)
  const storage = await connectStorage({ dataDir, log })
  const jobs = startJobs([dailyCopyJob(storage, dataDir, systemClock, log)], log)
  say(
    storage.role === 'holder'
      ? `数据库已经就绪，用的是 ${dataDir} · database ready`
      : `另一个进程正在提供 ${dataDir} 的数据库，它停下时由本进程接替 · standing by`,
  )
  return {
    async stop() {
      await jobs.stop()
      await storage.close()
    },
  }
}

/** Storage, data, and the parts that this process plays, in the order in which each may rely on the one before. */
export async function startService(
  env: NodeJS.ProcessEnv,
  roles: ReadonlySet<Role>,
  say: Say,
): Promise<Service> {
  if (roles.size === 1 && roles.has('db')) return startDatabase(env, say)
  if (!roles.has('web')) keepHeapSmall()
  const began = performance.now()
  const read = readConfig(env, roles)
  openDataDir(read.dataDir)
  const log = createLog(read.logLevel)
  const undo: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const step of undo.reverse()) await step()
  }
  try {
    const storage = await connectStorage({ uri: read.mongodbUri, dataDir: read.dataDir, log })
    undo.push(() => storage.close())
    const { config, unfilled } = await openData(storage, read)
    const demo = config.demo ? await startDemo(storage.connection, config) : null
    if (demo)
      undo.push(
        () => demo.emulator.close(),
        () => demo.sms.emulator.close(),
      )

    const deps = makeDeps(storage.connection, config, log, demo)
    if (unfilled) {
      say('第一次启动：正在准备演示村庄…')
      await seedDemo(deps)
    }
    if (demo) await reviveEmulator(deps, demo.emulator)

    const parts: Parts = { deps, storage, log, demo, undo }
    const url = roles.has('web') ? await serveWeb(parts) : await serveHealth(parts)
    startBackground(parts)
    if (roles.has('worker')) void checkTemplates(deps, say)
    const readyMs = performance.now() - began
    say(roles.has('web') ? await bannerOf(parts, url, readyMs) : readyOf(roles, readyMs, url))
    return { stop }
  } catch (problem) {
    await stop().catch(() => undefined)
    throw problem
  }
}

interface Parts {
  deps: Deps
  storage: Storage
  log: FastifyBaseLogger
  demo: DemoParts | null
  /** What ends each part, in the order in which they began. */
  undo: (() => Promise<unknown>)[]
}

async function serveWeb({ deps, storage, log, demo, undo }: Parts): Promise<string> {
  const app = await buildService(deps, storage, log, demo)
  undo.push(() => app.close())
  const { host, port } = deps.config
  const url = await listen(app, host, port)
  demo?.emulator.events.aimAt({ url: `${url}/api/wechat/events`, ...eventSettings(deps.config) })
  if (demo) aimReceipts(demo.sms, url)
  return url
}

/** Without the role `web`: nowhere, or where whoever watches over the service asks. */
async function serveHealth({ deps, log, undo }: Parts): Promise<string> {
  deps.marks.start()
  undo.push(async () => deps.marks.stop())
  const { host, healthPort } = deps.config
  if (healthPort === 0) return ''
  const app = await buildHealthApp(deps, log)
  undo.push(() => app.close())
  return listen(app, host, healthPort, 'HEALTH_PORT')
}

function startBackground({ deps, storage, log, undo }: Parts): void {
  const { roles, dataDir } = deps.config
  if (roles.has('worker')) undo.push(startWork(deps))
  if (roles.has('scheduler')) {
    const all = deps.features.flatMap((feature) => feature.jobs?.(deps) ?? [])
    const jobs = startJobs(all, log, createTicks(deps.db, systemClock))
    undo.push(() => inTime(jobs.stop(), log))
  }
  if (storage.kind === 'embedded') {
    // Of the process itself: whoever holds the folder at that hour makes the copy.
    const copies = startJobs([dailyCopyJob(storage, dataDir, deps.clock, log)], log)
    undo.push(() => copies.stop())
  }
}

const bannerOf = async ({ deps, demo }: Parts, url: string, readyMs: number): Promise<string> => {
  const { config } = deps
  return banner({
    url: config.publicUrl || url,
    demo: config.demo,
    readyMs,
    h5: pageOf(h5Root) !== null,
    personas: demo ? personaViews() : [],
    door: demo ? null : await openDoor(deps, config.publicUrl || url),
    wechat: wechatConnected(config),
  })
}

/** Brings the data to this version and says what they are; `unfilled`: the demo's village is not in them yet. */
async function openData(
  storage: Storage,
  read: Config,
): Promise<{ config: Deps['config']; unfilled: boolean }> {
  const { connection: db, role } = storage
  if (await isHalfMoved(db)) {
    throw new StartProblem('这里的数据还没有搬完；请先再运行一次 npm run export 或 npm run import。')
  }
  await initModels(db)
  await migrate(db, migrationsOf(features), systemClock)
  const kind = await kindOfData(db)
  const demo = decideDemo(read.demo, kind, read.host, read.mongodbUri !== '')
  if (demo && read.roles.size < everyRole.length) {
    throw new StartProblem('演示只能在一个进程里运行，请去掉 --role；正式的数据才能分开运行，请设 DEMO=0。')
  }
  if (demo && role === 'guest') {
    throw new StartProblem(
      `演示只能在一个进程里运行，另一个进程正在用 ${read.dataDir}；请先停掉它，或用 DATA_DIR 指定另一个目录。`,
    )
  }
  const config = withSecrets(read, demo)
  const unfilled = demo && (kind === 'empty' || (await isHalfSeeded(db)))
  if (unfilled) await markSeeding(db)
  await markData(db, demo ? 'demo' : 'real')
  return { config, unfilled }
}

function makeDeps(db: Deps['db'], config: Deps['config'], log: Deps['log'], demo: DemoParts | null): Deps {
  const { appid, secret, state } = config.wechat
  const clock = demo?.clock ?? systemClock
  const store = sharedToken({ db, clock, appid, fieldKey: config.secrets.fieldKey })
  const baseUrl = demo?.emulator.url ?? config.wechat.baseUrl
  const wechat = new WeChatClient({ appid, secret, state, clock, baseUrl, store })
  const settings = demo ? { ...config, sms: demo.sms.config } : config
  return {
    config: settings,
    clock,
    db,
    marks: createMarks(db, log),
    work: createSignal(),
    features,
    wechat,
    log,
  }
}

/** What the console of the demo's vendor has to say. */
const eventSettings = ({
  wechat: { eventToken: token, eventAesKey: aesKey, eventMode },
}: Deps['config']) => ({
  token,
  aesKey,
  mode: eventMode === 'auto' ? (aesKey === '' ? ('plain' as const) : ('safe' as const)) : eventMode,
})

/** The application with what belongs to this process: the built mini-program, the copies, the demo's doors. */
async function buildService(
  deps: Deps,
  storage: Storage,
  logger: FastifyBaseLogger,
  demo: DemoParts | null,
): Promise<FastifyInstance> {
  const index = pageOf(h5Root)
  const app = await buildApp(deps, { inlineScripts: index ? inlineScripts(index) : [], logger })
  if (storage.kind === 'embedded') measureBackups(app, deps.config.dataDir)
  if (demo) await app.register(demoFeature(deps, demo))
  if (index) await serveH5(app, h5Root)
  return app
}

/** What the features bring to change in data of earlier versions. */
const migrationsOf = (all: readonly Feature[]) => all.flatMap(({ migrations = [] }) => migrations)
