// Jest as a child that must end by itself: what holds a run open after its last test is a leak, and a failure.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { oneMoreFailed, totalsFile } from './totals.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const jest = join(root, 'node_modules/jest/bin/jest.js')
const config = join(root, 'tests/jest.config.mjs')
/** How long a run may live on after its last test. */
const END_MS = 20_000

/** Runs Jest with these arguments; answers its exit code and its totals, `N passed, N failed`. */
export const runJest = (args, options = {}) => runToEnd([jest, '--config', config, ...args], options)

/** Runs a script of Node that leaves its totals in a file when its last test has ended. */
export async function runToEnd(
  command,
  { env = process.env, totals = totalsFile, endMs = END_MS, stdio = 'inherit' } = {},
) {
  rmSync(totals, { force: true })
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio,
    env: { ...env, HUTANG_TOTALS: totals },
  })
  const held = endHeld(child, totals, endMs)
  const code = await new Promise((done) => child.once('exit', done))
  const written = existsSync(totals) ? readFileSync(totals, 'utf8') : '0 passed, 1 failed'
  rmSync(totals, { force: true })
  if (!held.stop()) return { status: code ?? 1, totals: written }
  console.error(`A test left something open that held the run for ${endMs / 1000} s after its end.`)
  return { status: 1, totals: oneMoreFailed(written) }
}

/** Ends the child where it lives on after its totals; `stop` answers whether that was needed. */
function endHeld(child, totals, endMs) {
  let finishedAt = null
  let ended = false
  const timer = setInterval(() => {
    if (finishedAt === null && existsSync(totals)) finishedAt = performance.now()
    if (finishedAt === null || performance.now() - finishedAt < endMs) return
    ended = true
    child.kill('SIGKILL')
  }, 200)
  return {
    stop() {
      clearInterval(timer)
      return ended
    },
  }
}

/** Processor time (user and system) of this process and of its children that have ended, in seconds; null where unknown. */
export function processorSeconds() {
  const own = process.cpuUsage()
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // cutime and cstime, in ticks of 1/100 s: proc_pid_stat(5).
    return (own.user + own.system) / 1e6 + (Number(fields[13]) + Number(fields[14])) / 100
  } catch {
    return null
  }
}
