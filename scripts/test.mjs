// The test run: rules and every route with Jest, beside it the check, then the totals as the last line. `--stories`: whole
// stories, browsers and killed processes. `--db`: the database's own tests. `--long`: every property and chaos at its full
// length. Other arguments go to Jest.
import { check } from './check.mjs'
import { processorSeconds, runJest } from './run-jest.mjs'
import { oneMoreFailed } from './totals.mjs'

/** Each folder of tests with the flag that runs it; the others run without one. */
const PARTS = { '--db': ['database'], '--stories': ['features', 'e2e', 'chaos'] }
const pathsOf = (folders) => folders.map((folder) => `<rootDir>/tests/${folder}/`)
/** How often properties are tried and processes killed in a long run; numbers of one's own come before. */
const LONG = {
  HUTANG_LONG: '1',
  HUTANG_CHAOS_ROUNDS: process.env.HUTANG_CHAOS_ROUNDS ?? '30',
  HUTANG_PROPERTY_RUNS: process.env.HUTANG_PROPERTY_RUNS ?? '1000',
}
const given = process.argv.slice(2)
const has = (flag) => given.includes(flag)
const part = Object.keys(PARTS).find(has)
const args = given.filter((arg) => arg !== part && arg !== '--long')

function jestArguments() {
  if (args.length > 0) return args
  if (part) return PARTS[part].map((folder) => `tests/${folder}/`)
  return ['--testPathIgnorePatterns', ...pathsOf(Object.values(PARTS).flat()), '/node_modules/']
}

const checking = args.length === 0 && !part ? check() : null
const jest = await runJest(jestArguments(), {
  env: has('--long') ? { ...process.env, ...LONG } : process.env,
})
const checked = await checking
if (checked) process.stdout.write(checked.said)
const well = checked?.ok ?? true
const seconds = processorSeconds()
if (seconds !== null) console.log(`processor time: ${seconds.toFixed(0)} s`)
console.log(well ? jest.totals : oneMoreFailed(jest.totals))
process.exitCode = well ? jest.status : 1
