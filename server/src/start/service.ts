import { performance } from 'node:perf_hooks'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { buildApp, features } from '../app'
import { sharedToken, WeChatClient } from '../channels/wechat'
import { systemClock } from '../clock'
import { type Config, readConfig, wechatConnected } from '../config'
import { type DemoParts, demoFeature, startDemo } from '../demo'
import { personaViews } from '../demo/persona-view'
import { isHalfSeeded, markSeeding, reviveEmulator, seedDemo } from '../demo/seed'
import type { Deps } from '../deps'
import type { Feature } from '../feature'
import { openDoor } from '../features/setup'
import { inlineScripts } from '../http/inline-scripts'
import { type Job, startJobs } from '../jobs'
import { initModels } from '../models'
import { isHalfMoved } from '../operations'
import { h5Root } from '../paths'
import { createSignal } from '../signal'
import { connectStorage, type Storage } from '../storage/connect'
import { createMarks } from '../storage/marks'
import { migrate } from '../storage/migrations'
import { banner } from './banner'
import { dailyCopyJob, measureBackups } from './daily-copy'
import { decideDemo, kindOfData, markData } from './kind'
import { createLog } from './log'
import { StartProblem } from './problem'
import { openDataDir, withSecrets } from './secrets'
import { pageOf, serveH5 } from './static'
import { checkTemplates } from './wechat-templates'

export interface Service {
  url: string
  app: FastifyInstance
  stop(): Promise<void>
}

type Say = (line: string) => void

/** `--role=db`: the embedded database alone, for the other processes on this machine; it stands by while one of those holds it. */
export async function startDatabase(env: NodeJS.ProcessEnv, say: Say): Promise<Pick<Service, 'stop'>> {
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
      jobs.stop()
      await storage.close()
    },
  }
}

/** Storage, data, application, engine and listening, in the order in which each may rely on the one before. */
export async function startService(env: NodeJS.ProcessEnv, say: Say): Promise<Service> {
  const began = performance.now()
  const read = readConfig(env)
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
    const demo = config.demo ? await startDemo(storage.connection, config.wechat) : null
    if (demo) undo.push(() => demo.emulator.close())

    const deps = makeDeps(storage.connection, config, log, demo)
    if (unfilled) {
      say('第一次启动：正在准备演示村庄…')
      await seedDemo(deps)
    }
    if (demo) await reviveEmulator(deps, demo.emulator)

    const app = await buildService(deps, storage, log, demo)
    undo.push(() => app.close())
    const url = await listen(app, config.host, config.port)
    demo?.emulator.events.aimAt({ url: `${url}/api/wechat/events`, ...eventSettings(config) })
    const jobs = startJobs(jobsOf(deps, storage), log)
    undo.push(async () => jobs.stop())
    void checkTemplates(deps, say)
    say(
      banner({
        url: config.publicUrl || url,
        demo: config.demo,
        readyMs: performance.now() - began,
        h5: pageOf(h5Root) !== null,
        personas: demo ? personaViews() : [],
        door: demo ? null : await openDoor(deps, config.publicUrl || url),
        wechat: wechatConnected(config),
      }),
    )
    return { url, app, stop }
  } catch (problem) {
    await stop().catch(() => undefined)
    throw problem
  }
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
  const { appid, secret, baseUrl } = config.wechat
  const clock = demo?.clock ?? systemClock
  const store = sharedToken({ db, clock, appid, fieldKey: config.secrets.fieldKey })
  const wechat = new WeChatClient({ appid, secret, clock, baseUrl: demo?.emulator.url ?? baseUrl, store })
  return { config, clock, db, marks: createMarks(db, log), work: createSignal(), features, wechat, log }
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

const jobsOf = (deps: Deps, storage: Storage): Job[] => [
  ...deps.features.flatMap((feature) => feature.jobs?.(deps) ?? []),
  ...(storage.kind === 'embedded' ? [dailyCopyJob(storage, deps.config.dataDir, deps.clock, deps.log)] : []),
]

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new StartProblem(
        `端口 ${port} 已被占用，请关掉占用它的程序，或换一个：PORT=${port + 1} npm start。`,
      )
    if (code === 'EACCES')
      throw new StartProblem(`没有权限使用端口 ${port}，请换一个大于 1024 的：PORT=3000 npm start。`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new StartProblem(`HOST=${host} 不是这台机器的地址，请改成 127.0.0.1 或 0.0.0.0。`)
    throw problem
  }
  const address = app.server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  return `http://${host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host}:${actual}`
}
