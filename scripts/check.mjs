// Lint, format and type check, in one command.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const steps = [
  ['lint and format', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']],
  // Written in Go, a fifth of the processor; tests read sources by the API of the one before, which it has not.
  ['types', 'typescript-7/bin/tsc', ['-p', '.', '--singleThreaded']],
]
/** Go's collector has memory to spare for the few seconds. */
const env = { ...process.env, GOGC: '400' }

/** Runs one step after the other; answers whether all is well, and what they said. */
export async function check() {
  let said = ''
  for (const [name, script, args] of steps) {
    const { code, output } = await run(script, args)
    said += `check: ${name}\n${output}`
    if (code !== 0) return { ok: false, said }
  }
  return { ok: true, said }
}

function run(script, args) {
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part) => {
      output += part
    })
  }
  return new Promise((done) => child.once('close', (code) => done({ code, output })))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { ok, said } = await check()
  process.stdout.write(said)
  process.exitCode = ok ? 0 : 1
}
