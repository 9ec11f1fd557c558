import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { builtMiniapp } from './built-miniapp'

export interface RunningService {
  url: string
  output(): string
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null>
}

const main = join(__dirname, '../../server/dist/main.js')

/** The built service in a process of its own, as `npm start` runs it, on a free port; `dataDir` keeps its data. */
type Child = ChildProcessByStdio<null, Readable, Readable>

export function runService(
  env: Record<string, string>,
  args: readonly string[] = [],
): { child: Child; output(): string } {
  const whole: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TMPDIR: tmpdir(),
    PORT: '0',
    LOG_LEVEL: 'error',
    ...env,
  }
  const child = spawn(process.execPath, ['-e', `require(${JSON.stringify(main)}).main()`, '--', ...args], {
    // Taro's types want every environment to name its target; a server's has none.
    env: whole as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  return { child, output: () => output }
}

export const exitOf = (child: Child): Promise<number | null> =>
  child.exitCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((done) => child.once('exit', (code) => done(code)))

/** The built service on a demo village; without a folder, on a fresh copy of the village that the run filled once. */
export async function startDemo(given?: string): Promise<RunningService> {
  builtMiniapp('h5')
  const dataDir = given ?? (await filledDataDir())
  const { child, output } = runService({ DATA_DIR: dataDir, DEMO: '1' })
  const url = await new Promise<string>((done, fail) => {
    const look = () => {
      const found = /app\s+(http:\/\/[^\s]+?)\/\s/.exec(output())
      if (found?.[1]) done(found[1])
    }
    child.stdout.on('data', look)
    child.once('exit', (code) => fail(new Error(`the service ended with ${code}\n${output()}`)))
  })
  return {
    url,
    output,
    stop() {
      child.kill('SIGINT')
      return exitOf(child)
    },
  }
}

const secrets = {
  JWT_SECRET: 'a secret of the test, long enough for it',
  FIELD_KEY: '11'.repeat(32),
  HASH_KEY: '22'.repeat(32),
}

/** A real start on an empty folder; `setup` is the address that the console prints for whoever sets it up. */
export async function startEmpty(): Promise<{ setup: string; stop(): Promise<unknown> }> {
  builtMiniapp('h5')
  const { child, output } = runService({ DATA_DIR: newDataDir(), DEMO: '0', ...secrets })
  const stop = () => {
    child.kill('SIGTERM')
    return exitOf(child)
  }
  for (;;) {
    const [, setup] = /(http:\/\/\S+\/setup#\S+)/.exec(output()) ?? []
    if (setup) return { setup, stop }
    if (child.exitCode !== null) throw new Error(output())
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** A folder of its own that holds the demo village as it is after its first start. */
export async function filledDataDir(): Promise<string> {
  const filled = process.env.HUTANG_FILLED_VILLAGE
  const dataDir = newDataDir()
  if (!filled) throw new Error('the global setup names the folder of the filled village')
  if (!existsSync(filled)) await fill(filled)
  cpSync(filled, dataDir, { recursive: true })
  return dataDir
}

/** The first of the test files that wants it fills it; of two at once, one is too late and does without. */
async function fill(folder: string): Promise<void> {
  const mine = `${folder}.${process.pid}`
  const service = await startDemo(mine)
  await service.stop()
  if (existsSync(folder)) rmSync(mine, { recursive: true, force: true })
  else renameSync(mine, folder)
}

const made: string[] = []

export function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hutang-'))
  made.push(folder)
  return folder
}

export function removeDataDirs(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}
