// Lint, format and type check, in one command.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const steps = [
  ['lint and format', 'biome', ['check', '--error-on-warnings', '.']],
  ['types', 'tsc', ['-p', '.']],
]

export function check() {
  return steps.every(([name, command, args]) => {
    console.log(`check: ${name}`)
    const run = spawnSync(join(root, 'node_modules/.bin', command), args, { cwd: root, stdio: 'inherit' })
    return run.status === 0
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(check() ? 0 : 1)
