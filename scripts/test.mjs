// The whole test run: check, build what the tests drive, then Jest. Arguments go to Jest (a path runs one file).
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { check } from './check.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const args = process.argv.slice(2)

if (args.length === 0 && !check()) {
  console.log('0 passed, 1 failed')
  process.exit(1)
}
const jest = spawnSync(
  process.execPath,
  [join(root, 'node_modules/jest/bin/jest.js'), '--config', join(root, 'tests/jest.config.mjs'), ...args],
  { cwd: root, stdio: 'inherit' },
)
process.exit(jest.status ?? 1)
