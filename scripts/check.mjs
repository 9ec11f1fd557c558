// Lint, format and type check, in one command.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const steps = [
  ['lint and format', 'biome', ['check', '--error-on-warnings', '.']],
  ['types', 'tsc', ['-p', '.']],
]

/** Runs one step after the other; answers whether all is well, and what they said. */
export async function check() {
  let said = ''
  for (const [name, command, args] of steps) {
    const { code, output } = await run(command, args)
    said += `check: ${name}\n${output}`
    if (code !== 0) return { ok: false, said }
  }
  return { ok: true, said }
}

function run(command, args) {
  const child = spawn(join(root, 'node_modules/.bin', command), args, {
    cwd: root,
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
