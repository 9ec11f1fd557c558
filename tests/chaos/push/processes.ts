import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { patience } from './patience'

export const root = process.cwd()
const service = `require(${JSON.stringify(join(root, 'server/dist/main.js'))}).main()`
const clockFile = join(root, 'tests/chaos/push/machine-clock.cjs')
const patienceMs = 180_000

export type Place = 'db' | 'web' | 'scheduler' | 'worker1' | 'worker2'
export const places: readonly Place[] = ['db', 'web', 'scheduler', 'worker1', 'worker2']

const roleOf = (place: Place) => place.replace(/\d$/, '')

interface Running {
  child: ChildProcess
  output: string
}

/** The service in its parts, each a process that can be killed and started again. */
export class Processes {
  #env: Record<string, string>
  #running = new Map<Place, Running>()
  #holder: Place | null = null
  #past = ''
  kills = 0
  /** Those that ended by themselves. */
  readonly ended: Place[] = []

  constructor(env: Record<string, string>) {
    this.#env = env
    process.setMaxListeners(50)
  }

  async start(place: Place): Promise<void> {
    const child = spawn(
      process.execPath,
      ['--require', clockFile, '-e', service, '--', `--role=${roleOf(place)}`],
      {
        cwd: root,
        env: { PATH: process.env.PATH ?? '', TMPDIR: process.env.TMPDIR ?? '/tmp', ...this.#env } as never,
        stdio: ['ignore', 'pipe', 'pipe'],
        // An interrupt is for the driver alone.
        detached: true,
      },
    )
    const running: Running = { child, output: '' }
    this.#running.set(place, running)
    // Nothing outlives the driver.
    const endWithDriver = () => child.kill('SIGKILL')
    process.on('exit', endWithDriver)
    child.once('exit', () => {
      process.off('exit', endWithDriver)
      if (this.#running.get(place) !== running) return
      this.#running.delete(place)
      this.ended.push(place)
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        running.output += chunk
        if (String(chunk).includes('this process serves the data folder')) this.#holder = place
      })
    }
    const isTime = patience(patienceMs)
    while (!/ready|standing by/.test(running.output)) {
      if (child.exitCode !== null || child.signalCode !== null || !isTime())
        throw new Error(`${place} did not start\n${running.output}`)
      await delay(20)
    }
    if (running.output.includes('database ready')) this.#holder = place
  }

  /** Whoever serves the data folder now. */
  get holder(): Place {
    return this.#holder ?? 'db'
  }

  get count(): number {
    return this.#running.size
  }

  isUp(place: Place): boolean {
    return this.#running.has(place)
  }

  async kill(place: Place, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const running = this.#running.get(place)
    if (!running) return
    this.#running.delete(place)
    if (signal === 'SIGKILL') this.kills += 1
    const { child } = running
    this.#past += running.output
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((done) => child.once('exit', done))
    child.kill(signal)
    await ended
  }

  async startMissing(): Promise<void> {
    await Promise.all(places.map((place) => (this.#running.has(place) ? null : this.start(place))))
  }

  async stop(): Promise<void> {
    for (const place of [...places].reverse()) await this.kill(place, 'SIGTERM')
  }

  /** What all of them have said. */
  output(): string {
    return [this.#past, ...[...this.#running].map(([place, { output }]) => `${place}: ${output}`)].join('\n')
  }
}

/** Where whoever serves the data folder listens; its name stays when another takes over. */
export const addressOf = (dataDir: string): string => {
  const socket = readFileSync(join(dataDir, 'run', 'address'), 'utf8').trim()
  return `mongodb://${encodeURIComponent(socket)}/hutang`
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}
