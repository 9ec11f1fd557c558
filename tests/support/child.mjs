// A child process that serves, as scripts and attacks start it.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Starts a child that prints its address; resolves with the child, the address and the milliseconds it took. */
export function startChild(args, env, pattern) {
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
      const found = pattern.exec(output)
      if (found) resolve({ child, url: found[1], ms: performance.now() - began })
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}\n${output}`)))
  })
}

/** Node's arguments for the built service. */
export const builtService = ['-e', `require(${JSON.stringify(join(root, 'server/dist/main.js'))}).main()`]

export const stopChild = (child) =>
  new Promise((resolve) => {
    child.removeAllListeners('exit')
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })

/** Resident bytes of a process. */
export const rssOf = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
