// Prints the database commands of every page of the app, as a table in Markdown; the test of the budgets counts them.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const args = ['--config', 'tests/jest.config.mjs', 'tests/api/budgets.test.ts', '--silent=false']
const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, BUDGETS: 'print' },
})
process.exit(status ?? 1)
