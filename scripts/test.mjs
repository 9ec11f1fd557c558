// The whole test run: check, then Jest, then the totals as the last line. Arguments go to Jest (a path runs one file).
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { check } from './check.mjs'
import { totalsFile } from './totals.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const args = process.argv.slice(2)

function run() {
  if (args.length === 0 && !check()) return 1
  const jest = join(root, 'node_modules/jest/bin/jest.js')
  const config = join(root, 'tests/jest.config.mjs')
  const ran = spawnSync(process.execPath, [jest, '--config', config, ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  return ran.status ?? 1
}

rmSync(totalsFile, { force: true })
const status = run()
console.log(existsSync(totalsFile) ? readFileSync(totalsFile, 'utf8') : '0 passed, 1 failed')
process.exit(status)
